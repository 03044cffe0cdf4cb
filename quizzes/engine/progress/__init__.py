"""What a student knows, and when a question comes back: pure thinking about answers."""
