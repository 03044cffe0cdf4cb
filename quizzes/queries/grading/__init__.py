"""Grading: what waits for a marker, and what a decision would change."""
