"""Marking by hand: an order, a rubric, equal answers, one more text that is accepted."""
