"""What a teacher does from the live page: one try, or many that are ticked."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.forms.classes.live import ActForm, ChosenForm, WhomForm
from quizzes.models.attempts import AcceptedLateStep, Attempt
from quizzes.services import attempts
from tests.conftest import logged_in
from tests.factories import incoming, make_assignment, make_quiz, make_user, save, start, take
from tests.views.reading import words_of

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
OUTAGE = {"why": "outage", "words": ""}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def timed(world, now):
    """A quiz of ten minutes, given yesterday."""
    quiz = make_quiz(("single_choice", "short_answer"), is_open=False)
    return make_assignment(
        quiz,
        world.classroom,
        world.alice,
        now=now - DAY,
        limit_seconds=600,
        review_preset="homework",
    )


def acts_of(attempt):
    return reverse("quizzes:attempt-acts", args=[attempt.public_id])


def minutes_of(assignment):
    return reverse("quizzes:assignment-minutes", args=[assignment.public_id])


def fresh(attempt):
    return Attempt.objects.get(pk=attempt.pk)


def act(client, attempt, name, **more):
    """Do one thing; return what the page says then."""
    url = acts_of(attempt)
    response = client.post(url, {**OUTAGE, "act": name, **more})
    assert response.status_code == 302, words_of(response)
    return words_of(client.get(response.url))


class TestOneTry:
    def test_gets_minutes_that_reach_the_open_page_and_are_taken_back(
        self, world, timed, now, as_alice, as_bob
    ):
        attempt = start(timed, world.bob, now=now)
        clock = reverse("quizzes:attempt-clock", args=[attempt.public_id])
        before = as_bob.get(clock).json()["deadline"]
        assert "10 minutes added" in act(as_alice, attempt, "add:10")
        assert as_bob.get(clock).json()["deadline"] > before
        assert "Take back" not in act(as_alice, attempt, "take_back")
        assert as_bob.get(clock).json()["deadline"] == before

    def test_is_handed_in_and_opened_again_and_that_is_undone(self, world, timed, now, as_alice):
        attempt = start(timed, world.bob, now=now)
        words = act(as_alice, attempt, "submit")
        assert "by a teacher" in words
        assert "which answers are right, but not the right ones" in words
        assert "Undo the opening" in act(as_alice, attempt, "reopen", minutes="7")
        assert "Open again" in act(as_alice, attempt, "undo")
        assert fresh(attempt).ended_by == "teacher"

    def test_says_when_its_student_has_seen_nothing(self, world, now, as_alice):
        quiz = make_quiz(is_open=False)
        exam = make_assignment(
            quiz, world.classroom, world.alice, now=now - DAY, review_preset="exam"
        )
        done = take(exam, world.bob, now=now)
        assert "has not seen what is right" in words_of(as_alice.get(acts_of(done)))

    def test_has_its_late_answers_accepted(self, world, timed, now, as_alice):
        attempt = start(timed, world.bob, now=now - DAY / 2)
        attempts.close_overdue(now=now)
        save(attempt, incoming(1, "b"), now=now)
        assert "Accept 1 answer" in words_of(as_alice.get(acts_of(attempt)))
        assert "Accept 1 answer" not in act(as_alice, attempt, "late")
        assert AcceptedLateStep.objects.get().reason == "An outage"

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"act": "add:10"}, "Pick a reason"),
            ({"act": "add:10", "why": "other", "words": ""}, "Say in a few words why"),
            ({"act": "add", "why": "outage"}, "Say how many minutes"),
            ({"act": "add", "why": "outage", "minutes": "9999"}, "less than or equal to 1440"),
            ({"act": "burn", "why": "outage"}, "Say what is to be done"),
            ({"act": "reopen", "why": "outage"}, "need not be opened again"),
        ],
    )
    def test_refuses_with_words_and_keeps_what_was_typed(
        self, world, timed, now, as_alice, sent, said
    ):
        attempt = start(timed, world.bob, now=now)
        response = as_alice.post(acts_of(attempt), {"words": "kept words", **sent})
        assert response.status_code == 422
        for words in (said, sent.get("words", "kept words")):
            assert words in response.content.decode()
        assert fresh(attempt).added_seconds == 0


class TestMany:
    def test_are_listed_with_what_becomes_of_them_and_those_ticked_get_it(
        self, world, timed, now, as_alice
    ):
        fay = make_user("fay", name="Fay")
        world.classroom.memberships.create(user=fay, role="student", joined_at=now)
        open_, closed = start(timed, world.bob, now=now), start(timed, fay, now=now - 12 * MINUTE)
        attempts.close_overdue(now=now)
        url = f"{minutes_of(timed)}?minutes=15&since={now - DAY:%Y-%m-%dT%H:%M}"
        words = words_of(as_alice.get(url))
        assert "opens again until" in words
        assert "Add 15 minutes for all that are ticked" in words
        ticks = [f"{each.public_id}:0" for each in (open_, closed)]
        words = words_of(as_alice.post(url, {**OUTAGE, "chosen": ticks}))
        assert "15 minutes added for 2 students" in words
        assert fresh(closed).is_open
        again = words_of(as_alice.post(url, {**OUTAGE, "chosen": ticks}))
        assert "Nobody was given minutes" in again
        back = reverse("quizzes:assignment-minutes-back", args=[timed.public_id])
        as_alice.post(back, {"chosen": [f"{open_.public_id}:900"], "taken": "900"})
        assert fresh(open_).added_seconds == 0

    def test_are_of_this_assignment_alone(self, world, timed, now, as_alice):
        other = start(world.assignment, world.bob, now=world.assignment.opens_at)
        as_alice.post(minutes_of(timed), {**OUTAGE, "chosen": f"{other.public_id}:0"})
        assert fresh(other).added_seconds == 0

    def test_must_be_ticked(self, world, timed, now, as_alice):
        start(timed, world.bob, now=now)
        response = as_alice.post(minutes_of(timed), OUTAGE)
        assert response.status_code == 422
        assert "Nobody is ticked" in response.content.decode()

    def test_have_late_answers_accepted(self, world, timed, now, as_alice):
        attempt = start(timed, world.bob, now=now - DAY / 2)
        attempts.close_overdue(now=now)
        save(attempt, incoming(1, "b"), now=now)
        url = reverse("quizzes:assignment-late", args=[timed.public_id])
        assert "Bob 1 answer after" in words_of(as_alice.get(url))
        response = as_alice.post(url, {**OUTAGE, "chosen": f"{attempt.public_id}:0"})
        assert response.status_code == 302
        assert "No late answers" in words_of(as_alice.get(url))


class TestReceipts:
    def test_of_before_an_opening_find_the_attempt(self, world, timed, now, as_alice):
        done = take(timed, world.bob, now=now)
        attempts.reopen(
            attempt=done, left=10 * MINUTE, actor=world.alice, reason="ill", now=now + MINUTE
        )
        check = reverse("quizzes:receipt-check")
        words = words_of(as_alice.get(check, {"code": done.receipt.lower()}))
        assert "Bob" in words
        assert "opened again since" in words
        save(done, incoming(1, "a", 1), now=now + 2 * MINUTE)
        again = attempts.submit(attempt=done, now=now + 3 * MINUTE)
        for code, is_earlier in ((done.receipt, True), (again.receipt, False)):
            words = words_of(as_alice.get(check, {"code": code}))
            assert ("opened again since" in words) is is_earlier

    def test_of_others_find_nothing(self, world, timed, now):
        done = take(timed, world.bob, now=now)
        attempts.reopen(attempt=done, left=MINUTE, actor=world.alice, reason="ill", now=now)
        response = logged_in(world.dan).get(
            reverse("quizzes:receipt-check"), {"code": done.receipt}
        )
        assert "No attempt of your classes" in words_of(response)


TEXT = st.text(max_size=40)


class TestHostileInput:
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.dictionaries(st.sampled_from(["why", "words", "act", "minutes", "since"]), TEXT))
    def test_is_refused_or_read_and_never_fails(self, sent):
        data = QueryDict(mutable=True)
        data.update(sent)
        data.setlist("chosen", list(sent.values()))
        for form in (ActForm(data), ChosenForm(data), WhomForm(data)):
            assert form.is_valid() in (True, False)
