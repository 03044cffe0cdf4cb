"""Changing marks afterwards: what an act would do and did, second looks, reports."""
