"""Practising: a session of what came back, judged by its student."""
