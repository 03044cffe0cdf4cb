"""Thinks: plain Python deciding from values. No Django, database, clock or hidden randomness."""
