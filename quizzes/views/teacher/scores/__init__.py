"""Scores of a class: its book, how it adds up, what is released, exports."""
