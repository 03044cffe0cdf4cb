"""What is asked of those who run a class."""
