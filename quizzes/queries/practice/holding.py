"""Which questions a student's assignments keep out of practice now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from quizzes.engine.disclosure import Never
from quizzes.models.accounts import User
from quizzes.queries.assignments import Timetable, timetable_of
from quizzes.queries.disclosure import Until, held_back_questions


@dataclass(frozen=True, slots=True)
class Held:
    """Questions of assignments that are still open to somebody, by key.

    `until` are those that are not practised meanwhile, with the moment when the last of these
    assignments is over; None comes by no date. `allowed` are those that their teachers allow beside
    it: right and wrong is said, their keys stay hidden.
    """

    until: Mapping[int, datetime | None]
    allowed: frozenset[int]

    @property
    def all(self) -> frozenset[int]:
        """Both."""
        return self.allowed.union(self.until)


def held_of(student: User, now: datetime, timetable: Timetable | None = None) -> Held:
    """Return what a student's assignments hold back. At most four queries.

    A question is practised only where every assignment that holds it back allows that. One query
    with the student's `timetable`.
    """
    timetable = timetable or timetable_of(student)
    held = held_back_questions(timetable, now)
    strict = {
        question: [
            until for pk, until in ends.items() if not timetable.assignments[pk].is_practice_allowed
        ]
        for question, ends in held.items()
    }
    return Held(
        until={question: _last(ends) for question, ends in strict.items() if ends},
        allowed=frozenset(question for question, ends in strict.items() if not ends),
    )


def _last(ends: Iterable[Until]) -> datetime | None:
    dated = []
    for end in ends:
        if isinstance(end, Never):
            return None
        dated.append(end)
    return max(dated)
