"""Making cards and masteries again, from nothing but the logs."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.progress import Mastery, ReviewCard
from quizzes.queries.progress.expecting import expected_cards, expected_masteries
from quizzes.queries.progress.lessons import stale_students
from quizzes.services.progress.writing import (
    card_row,
    mastery_row,
    store_cards,
    store_masteries,
)

PORTION, STUDENTS = 500, 100


def rebuild(*, students: Collection[User], now: datetime) -> None:
    """Make what is known of students again, one after the other. What is put aside stays so.

    `now` is when it was asked for: nothing that is made depends on it.
    """
    for student in students:
        with transaction.atomic():
            _hold(student.pk)
            _rebuild_cards(student.pk)
            _rebuild_masteries(student.pk)


def follow_authors(*, now: datetime) -> int:
    """Make masteries again where questions got other topics or articles; return of how many.

    By the clock: authors know nothing of progress. `now` is the round's; nothing depends on it.
    """
    last, count = 0, 0
    known = User.objects.filter(review_logs__is_first=True).distinct().order_by("pk")
    while students := list(known.filter(pk__gt=last).values_list("pk", flat=True)[:STUDENTS]):
        last = students[-1]
        for student in stale_students(students):
            with transaction.atomic():
                _hold(student)
                _rebuild_masteries(student)
            count += 1
    return count


def _hold(student: int) -> None:
    User.objects.select_for_update(no_key=True).get(pk=student)


def _rebuild_cards(student: int) -> None:
    cards = expected_cards([student])
    questions = {question for _student, question in cards}
    stored = ReviewCard.objects.filter(student=student).values_list("pk", "question")
    gone = [pk for pk, question in stored if question not in questions]
    for start in range(0, len(gone), PORTION):
        ReviewCard.objects.filter(pk__in=gone[start : start + PORTION]).delete()
    store_cards(card_row(*key, state) for key, state in cards.items())


def _rebuild_masteries(student: int) -> None:
    beliefs = expected_masteries([student])
    keys = {key for _student, key in beliefs}
    Mastery.objects.filter(student=student).exclude(key__in=keys).delete()
    store_masteries(mastery_row(*key, belief) for key, belief in beliefs.items())
