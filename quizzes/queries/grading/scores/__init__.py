"""Scores of a class: its book, narrowed, as tables and files, one student's, and their changes."""
