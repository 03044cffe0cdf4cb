"""The form in which an article is written: its words, a file to take them from, its sections."""
