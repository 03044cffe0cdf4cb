"""Classes: what their pages show."""
