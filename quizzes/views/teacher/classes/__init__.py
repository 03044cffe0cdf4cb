"""A teacher's classes."""
