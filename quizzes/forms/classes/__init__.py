"""What teachers do with their classes: clean input."""
