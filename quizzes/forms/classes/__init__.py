"""Forms about classes."""
