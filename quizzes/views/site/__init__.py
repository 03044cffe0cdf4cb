"""Who teaches here: asking, inviting, deciding."""
