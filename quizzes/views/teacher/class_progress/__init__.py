"""A class's progress for who teaches or assists in it."""
