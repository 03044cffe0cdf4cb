"""Changing marks afterwards, second looks, reports."""
