"""Comments that a marker uses again."""

from collections.abc import Sequence

from django.db.models import Q

from quizzes.models.accounts import User
from quizzes.models.bank import Question
from quizzes.models.grading import Phrase

MOST_SHOWN = 30


def phrases_of(owner: User, question: Question) -> Sequence[Phrase]:
    """Return a marker's phrases for a question, and for all. One query."""
    fitting = Phrase.objects.filter(Q(question=question) | Q(question=None), owner=owner)
    return list(fitting.order_by("-question", "-used_count", "-created_at")[:MOST_SHOWN])
