"""Giving quizzes to classes, and what one student gets beyond that."""
