"""The receipt of a try, and checking its code."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.templatetags.times import moment
from tests.factories import make_assignment, make_quiz, start, take
from tests.views.reading import html_of, words_of

DAY = timedelta(days=1)
CHECK = "/receipts/check/"


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def attempt(world, now):
    """Bob's try at two questions, of which he has answered one."""
    quiz = make_quiz(title="Astana")
    given = make_assignment(quiz, world.classroom, world.alice, now=now - DAY)
    return take(given, world.bob, {1: "b"}, now=now)


def receipt_of(attempt):
    return reverse("quizzes:attempt-receipt", args=[attempt.public_id])


class TestAReceipt:
    def test_says_who_handed_in_what_and_when(self, attempt, now, as_bob):
        words = words_of(as_bob.get(receipt_of(attempt)))
        said = f"Astana Name Bob Class Reading Try 1 Answers 1 of 2 Handed in {moment(now)}"
        assert f"{said} {attempt.receipt}" in words

    def test_is_linked_from_the_review(self, attempt, as_bob):
        review = as_bob.get(reverse("quizzes:attempt-review", args=[attempt.public_id]))
        assert receipt_of(attempt) in html_of(review)
        assert f"Answers 1 of 2 Receipt {attempt.receipt}" in words_of(review)

    def test_is_there_in_self_study(self, world, now, as_carol):
        attempt = take(make_quiz(), world.carol, now=now)
        assert "Class For yourself" in words_of(as_carol.get(receipt_of(attempt)))

    def test_is_not_there_while_the_try_is_open(self, world, now, as_carol):
        assert as_carol.get(receipt_of(start(make_quiz(), world.carol, now=now))).status_code == 404

    def test_is_for_the_student_and_the_teacher(self, attempt, as_alice, as_carol, as_dan):
        answers = [client.get(receipt_of(attempt)) for client in (as_alice, as_carol, as_dan)]
        assert [answer.status_code for answer in answers] == [200, 404, 404]

    def test_takes_no_post(self, attempt, as_bob):
        assert as_bob.post(receipt_of(attempt)).status_code == 405


class TestCheck:
    def test_finds_what_a_code_is_for(self, attempt, now, as_alice):
        response = as_alice.get(CHECK, {"code": attempt.receipt})
        words = words_of(response)
        assert "This receipt is right Student Bob Quiz Astana · Reading · Try 1" in words
        assert f"Handed in {moment(now)}" in words
        assert reverse("quizzes:attempt-review", args=[attempt.public_id]) in html_of(response)

    def test_reads_a_code_as_people_copy_it(self, attempt, as_alice):
        copied = f" {attempt.receipt.lower().replace('-', ' ').replace('0', 'o')} "
        assert "This receipt is right" in words_of(as_alice.get(CHECK, {"code": copied}))

    def test_says_that_there_is_none_and_keeps_what_was_typed(self, attempt, as_alice):
        response = as_alice.get(CHECK, {"code": "AAAA-BBBB-<b>"})
        assert "No attempt of your classes has this code" in words_of(response)
        assert 'value="AAAA-BBBB-&lt;b&gt;"' in html_of(response)

    def test_finds_nothing_of_other_classes(self, attempt, as_dan):
        words = words_of(as_dan.get(CHECK, {"code": attempt.receipt}))
        assert "No attempt of your classes has this code" in words

    def test_says_nothing_before_a_code_is_typed(self, as_alice):
        words = words_of(as_alice.get(CHECK))
        assert "No attempt" not in words
        assert "This receipt" not in words

    def test_does_not_break_on_what_no_code_has(self, as_alice):
        for code in ("\0", "AB\0CD", "x" * 99, "é" * 40):
            assert as_alice.get("/receipts/check/", {"code": code}).status_code == 200

    def test_is_not_for_students(self, as_bob):
        assert as_bob.get(CHECK).status_code == 403

    def test_takes_no_post(self, as_alice):
        assert as_alice.post(CHECK).status_code == 405
