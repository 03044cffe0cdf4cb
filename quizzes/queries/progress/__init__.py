"""Progress as it is stored: cards, mastery, and what they come from."""
