"""What is asked of a teacher who makes quizzes."""
