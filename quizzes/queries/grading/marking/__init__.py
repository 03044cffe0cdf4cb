"""Marking by hand: what waits, who is given what, an essay or equal answers, what was said."""
