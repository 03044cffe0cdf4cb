"""Comments that a marker keeps to use again."""

from datetime import datetime

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.bank import Question
from quizzes.models.grading import Phrase

LONGEST = 500


@transaction.atomic
def keep_phrase(*, owner: User, question: Question, text: str, now: datetime) -> Phrase:
    """Return a comment as one of the marker's phrases for a question; kept twice it is one."""
    phrase, is_new = Phrase.objects.get_or_create(
        owner=owner,
        question=question,
        text=" ".join(text.split())[:LONGEST],
        defaults={"created_at": now, "used_count": 1},
    )
    if not is_new:
        phrase.used_count += 1
        phrase.save(update_fields=["used_count"])
    return phrase


@transaction.atomic
def forget_phrase(*, phrase: Phrase) -> None:
    """Take a phrase out of a marker's list."""
    phrase.delete()
