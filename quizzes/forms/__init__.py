"""Clean input; never save."""
