"""Articles of teachers: the list, writing one, its history, putting it away."""
