"""Attempts: replaying their steps, the page for answering, what was earned, lists of them."""
