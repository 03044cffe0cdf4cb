"""Which questions a blind guess answers too well."""

from collections.abc import Sequence
from fractions import Fraction

from django.db.models import QuerySet

from quizzes.models.bank import QuestionVersion

HALF = Fraction(1, 2)
# Typed and written answers cannot be guessed; of two answers, and of sentences, never more than
# half is earned.
_NEVER = ("true_false", "short_answer", "numeric", "essay", "evidence")
# More than so many are read with all others rather than named one by one.
FEW = 500
# By seal: what a process has found out once holds for ever.
_known: dict[str, bool] = {}


def guessable(versions: QuerySet[QuestionVersion]) -> Sequence[int]:
    """Return the keys of the versions of which a blind guess earns more than half.

    One query, and another for those that this process has not met: a version never changes.
    """
    asked = versions.exclude(kind__in=_NEVER).order_by()
    seals = dict(asked.values_list("pk", "seal"))
    unknown = [pk for pk, seal in seals.items() if seal not in _known]
    if unknown:
        fields = ("kind", "spec", "is_all_or_nothing", "seal")
        few = asked.filter(pk__in=unknown) if len(unknown) <= FEW else asked
        for version in few.only(*fields).iterator(chunk_size=2000):
            _known.setdefault(version.seal, is_guessable(version))
    return [pk for pk, seal in seals.items() if _known.get(seal)]


def is_guessable(version: QuestionVersion) -> bool:
    """Return whether a blind guess at a version earns more than half when all is told at the end.

    A version that cannot be read is none: its page says what is wrong.
    """
    return version.chance("deferred") > HALF
