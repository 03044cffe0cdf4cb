"""What students learn, as their browsers show it."""
