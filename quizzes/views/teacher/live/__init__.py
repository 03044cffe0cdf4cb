"""While an assignment runs: watching it, and acting meanwhile."""
