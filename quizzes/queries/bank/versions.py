"""Versions of questions, and what supports them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from quizzes.models.bank import Evidence, Question, QuestionVersion


def newest_version(question: Question) -> QuestionVersion:
    """Return the version that new attempts get. One query."""
    return question.versions.order_by("-number")[:1].get()


def evidence_by_version(versions: Collection[int]) -> Mapping[int, Sequence[Evidence]]:
    """Return the supporting sentences in order, by the version's key. One query, none for none."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    if versions:
        pieces = Evidence.objects.filter(version__in=versions)
        for piece in pieces.order_by("version", "order"):
            found[piece.version_id].append(piece)
    return found
