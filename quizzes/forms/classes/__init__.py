"""Forms of running a class."""
