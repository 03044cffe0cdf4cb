"""The site administration, by area."""
