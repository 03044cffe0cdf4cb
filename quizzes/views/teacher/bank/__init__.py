"""The question bank: its list, acts on many questions, one question's page, likeness."""
