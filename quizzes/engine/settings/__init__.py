"""A quiz's settings for people: presets, what they mean for a student, what to think about."""
