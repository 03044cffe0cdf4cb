"""Tests of the pages on which quizzes are given."""
