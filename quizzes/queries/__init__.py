"""Reads: what one page needs, in a known number of SQL queries, as frozen dataclasses."""
