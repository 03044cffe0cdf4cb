"""Which answers of a student were the first to their questions, given before the key was shown."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from quizzes.engine.disclosure import Part
from quizzes.engine.progress.knowing import Asked, earliest, exposures
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem, EarlierReceipt
from quizzes.queries.assignments import Timetable, timetable_of
from quizzes.queries.disclosure import of_attempts


@dataclass(frozen=True, slots=True)
class Met:
    """A question in an attempt of a student's. `handed_in_at`: for the first time, None if open."""

    asked: Asked
    question: int
    attempt: int
    is_first: bool
    is_finished: bool
    handed_in_at: datetime | None

    def can_tell_by(self, first: "Met") -> bool:
        """Whether its key may have been shown when `first` was given: it was handed in by then.

        One that was checked in an attempt that is still open counts as checked before.
        """
        given_at = first.asked.at
        if self.handed_in_at is not None and given_at is not None:
            return self.handed_in_at <= given_at and not (
                self == first and self.handed_in_at == given_at
            )
        return self.is_finished and self != first


def met_by(student: int, questions: Collection[int]) -> Mapping[int, Sequence[Met]]:
    """Return where a student, by key, was asked these questions, by question. One query."""
    items = AttemptItem.objects.filter(attempt__student_id=student, version__question__in=questions)
    found: dict[int, list[Met]] = defaultdict(list)
    for _student, met in met_of(items):
        found[met.question].append(met)
    return found


def met_of(items: QuerySet[AttemptItem]) -> Iterator[tuple[int, Met]]:
    """Yield items with their students' keys, as what was asked of these. One query."""
    receipts = EarlierReceipt.objects.filter(attempt=OuterRef("attempt"))
    earlier = receipts.order_by().values("attempt").annotate(at=Min("submitted_at")).values("at")
    rows = items.annotate(
        handed_in_at=Coalesce(Subquery(earlier), "attempt__submitted_at")
    ).values_list(
        "attempt__student_id",
        "pk",
        "first_revision",
        "first_at",
        "attempt__preview_of_id",
        "version__question_id",
        "attempt_id",
        "is_first",
        "is_finished",
        "handed_in_at",
    )
    for student, pk, revision, at, preview, *rest in rows.iterator():
        yield student, Met(Asked(pk, at if revision else None, preview is None), *rest)


def firsts_among(
    student: int, met: Mapping[int, Sequence[Met]], just_given: Mapping[int, datetime | None]
) -> Mapping[int, bool]:
    """Return, by item, whether it was the first answer to its question, of those asked in `met`.

    `just_given` are moments of first answers that are not stored yet, by item. No query where each
    question was met once; else up to seven, and two for each moment that a key may be shown at.
    """
    known = {
        question: [_with(each, just_given) for each in group] for question, group in met.items()
    }
    winners = [each for group in known.values() for each in _first_of(group)]
    doubtful = {first.asked.item: _exposing(known[first.question], first) for first in winners}
    shown = _shown_before(student, winners, doubtful)
    kept = {first.asked.item for first in winners if first.asked.item not in shown}
    return {each.asked.item: each.asked.item in kept for group in known.values() for each in group}


def _with(met: Met, just_given: Mapping[int, datetime | None]) -> Met:
    if met.asked.item not in just_given:
        return met
    return replace(met, asked=replace(met.asked, at=just_given[met.asked.item]))


def _first_of(group: Sequence[Met]) -> Iterable[Met]:
    first = earliest(each.asked for each in group)
    return [each for each in group if each.asked == first]


def _exposing(group: Sequence[Met], first: Met) -> Sequence[Met]:
    asked = exposures([each.asked for each in group], first.asked)
    return [each for each in group if each.asked in asked and each.can_tell_by(first)]


def _shown_before(
    student: int, winners: Iterable[Met], doubtful: Mapping[int, Sequence[Met]]
) -> frozenset[int]:
    """Return the items whose key was shown to their student before they were answered.

    That is when the other attempt was handed in, or when the answer was given: what an assignment
    held back between these two moments is asked by what had been given by then.
    """
    wanted = {each.attempt for group in doubtful.values() for each in group}
    if not wanted:
        return frozenset()
    attempts = Attempt.objects.in_bulk(wanted)
    given = {each.assignment_id for each in attempts.values() if each.assignment_id is not None}
    timetable = timetable_of(User.objects.get(pk=student), given)
    asked: dict[datetime, set[int]] = defaultdict(set)
    pairs: list[tuple[datetime, int, int]] = []
    for first in winners:
        for each in doubtful[first.asked.item]:
            for moment in {each.handed_in_at, first.asked.at} - {None}:
                if moment is not None:
                    asked[moment].add(each.attempt)
                    pairs.append((moment, each.attempt, first.asked.item))
    shown = {
        (moment, pk)
        for moment, group in asked.items()
        for pk in _showing_key([attempts[pk] for pk in group], timetable, moment)
    }
    return frozenset(item for moment, pk, item in pairs if (moment, pk) in shown)


def _showing_key(
    attempts: Sequence[Attempt], timetable: Timetable, moment: datetime
) -> Iterator[int]:
    """Yield the attempts that showed their keys at a moment. At most two queries."""
    own = {attempt.assignment_id for attempt in attempts}
    by_then = {
        pk: each
        for pk, each in timetable.assignments.items()
        if pk in own or each.created_at <= moment
    }
    then = replace(timetable, assignments=by_then)
    for is_checked in (False, True):
        asked = [attempt for attempt in attempts if attempt.is_open == is_checked]
        seen = of_attempts(asked, then, moment, is_checked=is_checked) if asked else {}
        yield from (pk for pk, disclosure in seen.items() if disclosure.shows(Part.KEY))
