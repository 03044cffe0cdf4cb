"""Forms about many questions at once."""
