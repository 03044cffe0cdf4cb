"""Two workers that take one student's answers in at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from quizzes.models.progress import Mastery, ReviewCard, ReviewLog
from quizzes.services import progress
from tests.factories import NOW, make_user
from tests.services.learning import DAY, entry, make_question, make_topic

pytestmark = [pytest.mark.rows, pytest.mark.django_db(transaction=True)]

ROUNDS = 5


def together(*acts):
    line = Barrier(len(acts))

    def run(act):
        line.wait(timeout=30)
        try:
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(run, acts))


def test_both_answers_count_once():
    topic = make_topic()
    question, other = make_question(topic), make_question(topic)
    for number in range(ROUNDS):
        student = make_user(f"s{number}")
        first = entry(question, right=False)
        repeat = entry(question, is_first=False, at=NOW + DAY)
        answers = (first, repeat, entry(other, at=NOW + DAY), first)
        together(
            *(
                lambda each=each, whose=student: progress.take_in(
                    student=whose, entries=[each], now=NOW
                )
                for each in answers
            )
        )
        assert ReviewLog.objects.filter(student=student).count() == 3
        card = ReviewCard.objects.get(student=student, question=question)
        assert (card.review_count, card.last_review_at) == (2, NOW + DAY)
        mastery = Mastery.objects.get(student=student)
        assert (mastery.answer_count, mastery.as_of) == (2, NOW + DAY)
