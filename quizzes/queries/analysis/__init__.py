"""Analysis: what the answers of many say about questions."""
