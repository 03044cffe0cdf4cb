"""Marking by hand."""
