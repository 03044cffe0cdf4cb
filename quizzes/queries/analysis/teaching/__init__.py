"""The progress of a class for its teachers: by topic, by passage, what to teach again."""
