"""Practising, and what pages about progress show."""
