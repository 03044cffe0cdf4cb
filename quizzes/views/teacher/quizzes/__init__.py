"""A teacher's quizzes: the list, a new one, composing one, its settings."""
