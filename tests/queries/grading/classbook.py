"""A class of everything that a book can hold, and what it must show, computed another way.

The expectation starts from steps and marks: it knows nothing of cached totals, of the engine's
totals or of the book. Numbers are integers over one common denominator where the app has fractions.
"""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from quizzes.models.assignments import Accommodation, Assignment
from quizzes.models.attempts import Attempt, AttemptItem, Mark
from quizzes.models.classrooms import Category, Classroom
from quizzes.services import attempts
from tests import factories
from tests.factories import NOW, RIGHT, WRONG, incoming

DAY = timedelta(days=1)
KINDS = ("single_choice", "true_false", "short_answer", "essay")


@dataclass
class Made:
    """A class, and when to look at it."""

    classroom: Classroom
    teacher: object
    students: list
    assignments: list[Assignment] = field(default_factory=list)
    now: object = NOW + 30 * DAY


def make_book(seed: int) -> Made:
    """Return a class with four assignments, of which students have done what chance said."""
    rng = random.Random(seed)
    teacher = factories.make_user(f"teacher{seed}", is_teacher=True)
    students = [factories.make_user(f"s{n}-{seed}", name=f"Student {n}") for n in range(4)]
    classroom = factories.make_classroom(teacher, *students)
    made = Made(classroom, teacher, students)
    methods = ("highest", "latest", "first", "average")
    for number in range(4):
        quiz = factories.make_quiz(rng.sample(KINDS, 3), points=rng.choice(("1", "2", "1/3")))
        given = factories.make_assignment(
            quiz,
            classroom,
            teacher,
            late_percent=rng.choice((0, 10, 50)),
            grading_method=methods[number],
            attempts_allowed=3,
            closes_at=None if number == 3 else NOW + 20 * DAY,
        )
        made.assignments.append(given)
        for student in students:
            _take(rng, given, student, rng.choice((0, 1, 1, 2)))
    _after(rng, made)
    return made


def _take(rng, assignment, student, count) -> None:
    """Let a student try so often: in time or late, all or nothing said, the last perhaps open."""
    for turn in range(count):
        at = NOW + timedelta(days=rng.choice((1, 2, 9)), hours=turn)
        attempt = factories.start(assignment, student, at)
        said = [
            incoming(item.position, rng.choice((RIGHT, WRONG))[item.version.kind])
            for item in attempt.items.select_related("version")
            if rng.random() < 0.75
        ]
        if said:
            factories.save(attempt, *said, now=at)
        if turn + 1 == count and rng.random() < 0.2:
            return
        attempts.submit(attempt=attempt, now=at)


def _after(rng, made: Made) -> None:
    """Mark some essays, give points, drop a question, excuse somebody, sort into categories."""
    items = AttemptItem.objects.filter(attempt__assignment__in=made.assignments)
    for item in items.filter(attempt__submitted_at__isnull=False).select_related("version"):
        luck = rng.random()
        if item.fraction is None and luck < 0.6:
            _mark(item, Fraction(rng.randrange(5), 4), "person")
        elif luck > 0.92:
            _mark(item, Fraction(1), "given")
    dropped = items.filter(version=rng.choice(list(items)).version)
    dropped.update(is_dropped=True)
    for attempt in Attempt.objects.submitted().filter(assignment__in=made.assignments):
        if rng.random() < 0.1:
            attempt.kept_share = Fraction(1, 2)
            attempt.save(update_fields=["kept_share"])
        attempts.update_totals(attempt, attempt.items.all())
    Accommodation.objects.create(
        classroom=made.classroom,
        student=rng.choice(made.students),
        assignment=rng.choice(made.assignments),
        is_excused=True,
    )
    kinds = [
        Category.objects.create(classroom=made.classroom, name=name, weight=weight, drop_lowest=n)
        for name, weight, n in (("Homework", "1/3", 1), ("Tests", "2", 0))
    ]
    for assignment in made.assignments:
        assignment.category = rng.choice(kinds) if rng.random() < 0.8 else None
        assignment.save(update_fields=["category"])
    made.classroom.are_missing_zero = rng.random() < 0.5
    made.classroom.save()


def _mark(item, fraction, source) -> None:
    mark = Mark(
        item=item,
        number=item.mark_count + 1,
        fraction=fraction,
        source=source,
        version=item.version,
        revision=item.counted_revision,
        at=NOW,
    )
    mark.seal = mark.sealed()
    mark.save()
    item.fraction, item.mark_count = fraction, mark.number
    item.save()


@dataclass
class Expected:
    """What a book shows of a student: numbers and states by assignment, and the two totals."""

    cells: dict[int, tuple[str, Decimal | None, int]]
    so_far: Decimal | None
    as_zero: Decimal | None


def expected(made: Made) -> dict[int, Expected]:
    """Return what the book must show, by student, from steps and marks alone."""
    return {student.pk: _of_student(made, student) for student in made.students}


def _of_student(made, student) -> Expected:
    cells, exact, states = {}, {}, {}
    for given in made.assignments:
        state, share, late = _cell(made, given, student)
        states[given.pk], exact[given.pk] = state, share
        cells[given.pk] = (state, hundredths(share), late)
    return Expected(
        cells,
        hundredths(_weigh(made, states, exact, made.classroom.are_missing_zero, {"missing"})),
        hundredths(_weigh(made, states, exact, True, {"missing", "not_begun", "in_progress"})),
    )


def _cell(made, given, student):
    tries = list(Attempt.objects.filter(assignment=given, student=student).order_by("number"))
    done = [each for each in tries if each.submitted_at]
    scored = [(each, *_share(given, each)) for each in done]
    share, waits, late = _by_method(given.grading_method, scored)
    if Accommodation.objects.filter(student=student, assignment=given, is_excused=True).exists():
        return "excused", share, late
    if len(done) < len(tries):
        return "in_progress", share, late
    if not tries:
        closed = given.closes_at is not None and made.now > given.closes_at
        return ("missing" if closed else "not_begun"), None, 0
    if waits:
        return "waiting", share, late
    if share is None:
        return "unscored", None, 0
    return ("scored" if share > 0 else "zero"), share, late


def _share(given, attempt):
    """Return (share, waits, empty, days): points of the newest marks, minus lateness."""
    earned = most = Fraction(0)
    waits, is_empty = False, True
    for item in attempt.items.all():
        is_empty = is_empty and not item.steps.exists()
        if item.is_dropped:
            continue
        fraction = item.marks.order_by("-number").first().fraction
        if fraction is None:
            waits = True
            continue
        earned += item.points * fraction
        most += item.points
    overdue = (attempt.submitted_at - given.due_at).total_seconds() - 30
    days = 0 if overdue < 1 else int(overdue // 86400) + 1
    earned *= max(0, 100 - given.late_percent * days)
    if attempt.kept_share:
        earned = max(earned, attempt.kept_share * most * 100)
    return (earned / most / 100 if most else None), waits, is_empty, days


def _by_method(method, scored):
    rated = [each for each in scored if each[1] is not None or each[2]]
    if method != "first" and not all(each[3] for each in rated):
        rated = [each for each in rated if not each[3]]
    if method in ("first", "latest"):
        rated = rated[:1] if method == "first" else rated[-1:]
    known = [each for each in rated if each[1] is not None]
    waits = any(each[2] for each in rated)
    if method == "highest" and known:
        best = max(each[1] for each in known)
        known = [next(each for each in known if each[1] == best)]
    if not known:
        return None, waits, max((each[4] for each in rated), default=0)
    share = sum(each[1] for each in known) / len(known)
    return share, waits, max(each[4] for each in known)


def _weigh(made, states, exact, is_zero, zeros):
    groups = defaultdict(list)
    for given in made.assignments:
        share, state = exact[given.pk], states[given.pk]
        if state == "excused" or given.category is None:
            continue
        if share is None and is_zero and state in zeros:
            share = Fraction(0)
        if share is not None:
            groups[given.category].append(share)
    top = bottom = Fraction(0)
    for category, shares in groups.items():
        left = sorted(shares)
        left = left[min(category.drop_lowest, len(left) - 1) :]
        top += Fraction(category.weight) * sum(left) / len(left)
        bottom += Fraction(category.weight)
    return top / bottom if bottom else None


def hundredths(share: Fraction | None) -> Decimal | None:
    """Return a share as percent with two decimals, half up, by decimal arithmetic."""
    if share is None:
        return None
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize() + 0
