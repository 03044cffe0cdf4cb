"""While an assignment runs: where students are, whom acts touch, what was opened again."""
