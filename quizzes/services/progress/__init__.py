"""Progress: taking answers in, cards, mastery; values in, rows out."""
