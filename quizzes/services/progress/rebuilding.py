"""Making cards and masteries again, from nothing but the logs."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.progress import Mastery, ReviewCard
from quizzes.queries.progress.expecting import expected_cards, expected_masteries
from quizzes.services.progress.writing import (
    card_row,
    mastery_row,
    store_cards,
    store_masteries,
)

PORTION = 500


def rebuild(*, students: Collection[User], now: datetime) -> None:
    """Make what is known of students again, one after the other. What is put aside stays so.

    `now` is when it was asked for: nothing that is made depends on it.
    """
    for student in students:
        _rebuild(student)


@transaction.atomic
def _rebuild(student: User) -> None:
    User.objects.select_for_update(no_key=True).get(pk=student.pk)
    cards = expected_cards([student.pk])
    beliefs = expected_masteries([student.pk])
    questions = {question for _student, question in cards}
    stored = ReviewCard.objects.filter(student=student).values_list("pk", "question")
    gone = [pk for pk, question in stored if question not in questions]
    for start in range(0, len(gone), PORTION):
        ReviewCard.objects.filter(pk__in=gone[start : start + PORTION]).delete()
    store_cards(card_row(*key, state) for key, state in cards.items())
    keys = {key for _student, key in beliefs}
    Mastery.objects.filter(student=student).exclude(key__in=keys).delete()
    store_masteries(mastery_row(*key, belief) for key, belief in beliefs.items())
