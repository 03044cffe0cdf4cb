"""Which of the answers that progress took in may be told of now. All that explains asks here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from quizzes.engine.disclosure import Disclosure, Part
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.queries.assignments import timetable_of
from quizzes.queries.disclosure import held_back_questions, of_attempts

MARK = frozenset({Part.SCORE, Part.CORRECTNESS})


@dataclass(frozen=True, slots=True)
class Seen:
    """Attempts by public id, what their student may see of each, and questions held back."""

    attempts: Mapping[UUID, Attempt]
    disclosures: Mapping[UUID, Disclosure]
    held: frozenset[int]

    def tells_mark(self, attempt: UUID, question: int) -> bool:
        """Return whether what an answer earned may be told: as in a review, and no part blocked."""
        shown = self.disclosures.get(attempt)
        return (
            shown is not None
            and shown.parts >= MARK
            and not shown.blocked
            and question not in self.held
        )

    def tells_evidence(self, attempt: UUID, question: int) -> bool:
        """Return whether the sentences that settle the question may be told as well."""
        return self.tells_mark(attempt, question) and self.disclosures[attempt].shows(Part.EVIDENCE)


def seen_of(student: User, keys: Collection[UUID], now: datetime) -> Seen:
    """Return what a student may see now of their own attempts by public id.

    Seven queries at most.
    """
    found = Attempt.objects.visible_to(student).filter(public_id__in=keys)
    attempts = {each.public_id: each for each in found}
    others = {each.assignment_id for each in attempts.values() if each.assignment_id}
    timetable = timetable_of(student, others)
    shown: dict[int, Disclosure] = {}
    for is_open in (False, True):
        own = [each for each in attempts.values() if each.is_open is is_open]
        if own:
            # Of an open session only what was checked was taken in.
            shown |= of_attempts(own, timetable, now, is_checked=is_open)
    return Seen(
        attempts=attempts,
        disclosures={key: shown[each.pk] for key, each in attempts.items()},
        held=frozenset(held_back_questions(timetable, now)),
    )
