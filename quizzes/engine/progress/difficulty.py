"""How difficult a question is: what its author guesses, until the answers say better."""

# Logits: a student of medium ability answers half of the medium questions right, guessing aside.
AUTHORS = {"easy": -1.0, "medium": 0.0, "hard": 1.0}


def author_logit(difficulty: str) -> float:
    """Return an author's "easy", "medium" or "hard" in logits."""
    return AUTHORS[difficulty]


def difficulty_of(difficulty: str, estimated: float | None) -> float:
    """Return what is believed of a question, in logits: its estimate if there is one."""
    return author_logit(difficulty) if estimated is None else estimated
