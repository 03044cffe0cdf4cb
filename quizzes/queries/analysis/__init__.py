"""What answers say about questions, and about a class."""
