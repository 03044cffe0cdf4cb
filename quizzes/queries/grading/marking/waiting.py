"""What waits for marking: by question and assignment, across the classes of a teacher."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery

from quizzes.engine.kinds import cloze, essay, short_answer
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AttemptItem, Mark
from quizzes.models.attempts.answers import AttemptItemQuerySet
from quizzes.models.bank import QuestionVersion
from quizzes.queries.grading.marking.groups import gaps_of

Row = Mapping[str, Any]

# A claim that was not touched for so long is anybody's again.
SILENCE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class AtAssignment:
    """Answers to one question at one assignment: how many wait, are in hand, are marked."""

    assignment: Assignment
    waiting: int
    mine: int
    marked: int
    oldest: datetime | None

    @property
    def total(self) -> int:
        """How many there are to mark altogether."""
        return self.waiting + self.marked


@dataclass(frozen=True, slots=True)
class EssayToMark:
    """A question that persons mark, with its assignments, the longest waiting first."""

    version: QuestionVersion
    assignments: tuple[AtAssignment, ...]

    @property
    def waiting(self) -> int:
        """How many answers wait, in hand or not."""
        return sum(each.waiting for each in self.assignments)

    @property
    def mine(self) -> int:
        """How many of these the marker has in hand."""
        return sum(each.mine for each in self.assignments)

    @property
    def marked(self) -> int:
        """How many are marked."""
        return sum(each.marked for each in self.assignments)

    @property
    def total(self) -> int:
        """How many there are altogether."""
        return self.waiting + self.marked

    @property
    def oldest(self) -> datetime | None:
        """When the answer that waits the longest was handed in."""
        return min((each.oldest for each in self.assignments if each.oldest), default=None)


@dataclass(frozen=True, slots=True)
class TypedToLookAt:
    """A version of a question with typed answers: how many, with no points, nearly right."""

    version: QuestionVersion
    answered: int
    unmatched: int
    near_misses: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An assignment with answers that cannot be read."""

    assignment: Assignment
    count: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that a marker can look at: `essays` that wait, those `done`, typed answers, unread."""

    essays: tuple[EssayToMark, ...]
    done: tuple[EssayToMark, ...]
    typed: tuple[TypedToLookAt, ...]
    unreadable: tuple[Unreadable, ...]


def waiting_for(marker: User, now: datetime) -> Waiting:
    """Return what waits in the classes that a person teaches or assists in. Five queries."""
    items = AttemptItem.objects.markable_by(marker)
    essays, typed = _essays(items, marker, now), _typed(items)
    unread = items.filter(state=AttemptItem.State.UNREADABLE).order_by("attempt__assignment")
    counts = dict(unread.values_list("attempt__assignment").annotate(count=Count("pk")))
    shown = [*(row["shown"] for row in essays), *(row["version"] for row in typed)]
    versions = QuestionVersion.objects.select_related("question").in_bulk(shown)
    given = {*(row["attempt__assignment"] for row in essays), *counts}
    assignments = Assignment.objects.select_related("quiz", "classroom").in_bulk(given)
    questions = _by_question(essays, versions, assignments)
    return Waiting(
        essays=tuple(sorted((each for each in questions if each.waiting), key=_age)),
        done=tuple(each for each in questions if not each.waiting),
        typed=tuple(
            TypedToLookAt(
                versions[row["version"]], row["answered"], row["unmatched"], row["near_misses"]
            )
            for row in typed
            if gaps_of(versions[row["version"]])
        ),
        unreadable=tuple(Unreadable(assignments[pk], count) for pk, count in counts.items()),
    )


def _essays(items: AttemptItemQuerySet, marker: User, now: datetime) -> Sequence[Row]:
    """Return the counts of each question that persons mark at each assignment. One query."""
    waits = Q(fraction__isnull=True)
    mine = waits & Q(claim__marker=marker, claim__claimed_at__gt=now - SILENCE)
    return list(
        items.filter(version__kind=essay.name, is_dropped=False)
        .filter(waits | Q(state=AttemptItem.State.ANSWERED))
        .exclude(points="0")
        .values("attempt__assignment", "version__question")
        .annotate(
            shown=Max("version"),
            waiting=Count("pk", filter=waits),
            mine=Count("pk", filter=mine),
            marked=Count("pk", filter=~waits),
            oldest=Min("attempt__submitted_at", filter=waits),
        )
        .order_by("version__question", "attempt__assignment")
    )


def _by_question(
    rows: Sequence[Row],
    versions: Mapping[int, QuestionVersion],
    assignments: Mapping[int, Assignment],
) -> Sequence[EssayToMark]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["version__question"]].append(row)
    return [
        EssayToMark(
            versions[max(row["shown"] for row in group)],
            tuple(
                sorted(
                    (_at_assignment(row, assignments) for row in group),
                    key=lambda each: (each.waiting == 0, _moment(each.oldest)),
                )
            ),
        )
        for group in found.values()
    ]


def _at_assignment(row: Row, assignments: Mapping[int, Assignment]) -> AtAssignment:
    return AtAssignment(
        assignments[row["attempt__assignment"]],
        row["waiting"],
        row["mine"],
        row["marked"],
        row["oldest"],
    )


def _age(each: EssayToMark) -> tuple[float, int]:
    return _moment(each.oldest), each.version.pk


def _moment(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


def _typed(items: AttemptItemQuerySet) -> Sequence[Row]:
    """Return the counts of each version with typed answers, those with most to see first.

    One query. No person has to look at any of them: rules have scored them.
    """
    newest = Mark.objects.filter(item=OuterRef("pk"), number=OuterRef("mark_count"))
    return list(
        items.filter(
            version__kind__in=(short_answer.name, cloze.name),
            state=AttemptItem.State.ANSWERED,
            is_dropped=False,
        )
        .annotate(
            is_near=Subquery(newest.values("is_near_miss")[:1]),
            source=Subquery(newest.values("source")[:1]),
        )
        .values("version")
        .annotate(
            answered=Count("pk"),
            unmatched=Count("pk", filter=Q(fraction="0") & ~Q(source=Mark.Source.PERSON)),
            near_misses=Count("pk", filter=Q(is_near=True)),
        )
        .order_by("-unmatched", "-answered", "version")
    )
