"""Pages of who teaches."""
