"""A student's own progress: what is known, where it came from, what comes next."""
