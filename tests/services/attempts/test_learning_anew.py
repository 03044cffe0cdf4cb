"""What progress takes in anew: changed marks, and answers in practice as they are judged."""

from fractions import Fraction

import pytest

from quizzes.engine.disclosure import PRESETS
from quizzes.engine.scoring import ONE, ZERO
from quizzes.models.attempts import Attempt, AttemptItem, Judgment, Step
from quizzes.models.progress import ReviewLog
from quizzes.queries.records import differences
from quizzes.services import attempts, grading
from tests.factories import (
    NOW,
    incoming,
    make_assignment,
    make_quiz,
    make_version,
    save,
    short_answer,
    single_choice,
    start,
)
from tests.services.attempts.learned import (
    ALLOWING,
    CLOSED,
    DAY,
    HOMEWORK,
    MINUTE,
    PRACTICE,
    WRONG,
    entries,
    given,
    item_of,
    learn,
)
from tests.services.grading.acts import act, planned, regrade

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


class TestMarks:
    """Whatever changes a mark is taken in anew; what is no word about the answer is not."""

    @pytest.fixture
    def attempt(self, world):
        quiz = make_quiz([make_version("short_answer", short_answer("Astana"))])
        made = make_assignment(quiz, world.classroom, world.alice, limit_seconds=600, **PRACTICE)
        attempt = start(made, world.bob)
        save(attempt, incoming(1, "Paris"))
        attempts.close_overdue(now=NOW + DAY)
        learn(world, NOW + DAY)
        assert entries(attempt) == [WRONG]
        return attempt

    def regrade(self, world, attempt):
        correction = make_version(
            "short_answer",
            short_answer("Paris"),
            question=item_of(attempt).version.question,
            change="scoring_correction",
        )
        return regrade(correction, attempt.assignment, by=world.alice)

    def override(self, world, attempt):
        about = {"actor": world.alice, "reason": "near", "now": NOW + DAY}
        return grading.override(item=item_of(attempt), fraction=Fraction(1, 2), **about)

    def everyone(self, world, attempt):
        item = item_of(attempt)
        return act(planned("everyone", item.version, attempt.assignment), world.alice)

    def drop(self, world, attempt):
        return act(planned("drop", item_of(attempt).version, attempt.assignment), world.alice)

    def late(self, world, attempt):
        save(attempt, incoming(1, "Astana", 1), now=NOW + DAY + MINUTE)
        step = Step.objects.get(item__attempt=attempt, is_late=True)
        about = {"actor": world.alice, "reason": "ill", "now": NOW + DAY + MINUTE}
        return grading.accept_late_step(step=step, **about)

    @pytest.mark.parametrize(
        ("change", "fraction"),
        [
            ("regrade", ONE),
            ("override", Fraction(1, 2)),
            ("everyone", ZERO),
            ("drop", ZERO),
            ("late", ONE),
        ],
    )
    def test_are_taken_in_anew(self, world, attempt, change, fraction):
        getattr(self, change)(world, attempt)
        assert Attempt.objects.get(pk=attempt.pk).learned_at is None
        assert not list(differences())
        learn(world, NOW + 2 * DAY)
        assert [each[0] for each in entries(attempt)] == [fraction]
        assert not list(differences(NOW + 2 * DAY))

    @pytest.mark.parametrize("change", ["regrade", "override", "everyone", "drop"])
    def test_are_as_before_when_undone(self, world, attempt, change):
        done = getattr(self, change)(world, attempt)
        learn(world, NOW + 2 * DAY)
        grading.undo(act=done, actor=world.alice, now=NOW + 2 * DAY)
        learn(world, NOW + 2 * DAY)
        assert entries(attempt) == [WRONG]
        assert not list(differences(NOW + 2 * DAY))

    def test_of_a_late_answer_after_the_key_was_shown_are_no_first(self, world):
        attempt = given(world, raw=None, limit_seconds=600, **PRACTICE)
        Attempt.objects.filter(pk=attempt.pk).update(ended_by="clock")
        save(attempt, incoming(1, "b"), now=NOW + DAY)
        step = Step.objects.get(item__attempt=attempt)
        grading.accept_late_step(step=step, actor=world.alice, reason="?", now=NOW + DAY)
        assert not item_of(attempt).is_first

    def test_of_several_tries_are_those_of_the_first(self, world):
        version = make_version("single_choice", single_choice("b"))
        quiz = make_quiz([version], behavior="interactive")
        attempt = start(quiz, world.bob)
        for base, raw in enumerate("ab"):
            save(attempt, incoming(1, raw, base, "check"))
        attempts.submit(attempt=attempt, now=NOW)
        item = item_of(attempt)
        assert item.fraction == Fraction(1, 2)
        assert entries(attempt) == [WRONG]
        assert ReviewLog.objects.get(attempt_key=attempt.public_id).chance == pytest.approx(1 / 3)


class TestPractice:
    """An answer in practice enters when it was judged, and goes when the judgment is undone."""

    @pytest.fixture
    def session(self, world) -> Attempt:
        versions = [make_version(), make_version(), make_version()]
        attempt = Attempt.objects.create(
            student=world.bob,
            is_practice=True,
            number=1,
            seed=7,
            behavior="immediate",
            grading_method="highest",
            review_preset="practice",
            review_policy=PRESETS["practice"].to_json(),
            layout="one_per_page",
            navigation="free",
            language="en",
            started_at=NOW,
        )
        for place, version in enumerate(versions, start=1):
            AttemptItem.objects.create(
                attempt=attempt, position=place, quiz_order=place, version=version, points="1"
            )
        for place, action in ((1, "check"), (2, "save")):
            attempts.save(
                attempt_id=attempt.public_id,
                student=world.bob,
                answers=[incoming(place, "b", action=action)],
                now=NOW + place * MINUTE,
                is_practice=True,
            )
        return attempt

    def judge(self, session, rating, number=1):
        item = item_of(session)
        Judgment.objects.create(item=item, number=number, rating=rating, at=NOW + number * MINUTE)

    def test_enters_as_judged_while_the_session_is_open(self, world, session):
        learn(world, NOW)
        assert entries(session) == []
        self.judge(session, 2)
        learn(world, NOW + MINUTE)
        assert entries(session) == [(ONE, True, 2)]
        assert ReviewLog.objects.get(attempt_key=session.public_id).seconds == 60
        self.judge(session, None, 2)
        learn(world, NOW + 2 * MINUTE)
        assert entries(session) == []
        self.judge(session, 4, 3)
        learn(world, NOW + 3 * MINUTE)
        assert entries(session) == [(ONE, True, 4)]
        assert not list(differences(NOW + 3 * MINUTE))

    def test_takes_what_was_answered_when_the_session_ends(self, world, session):
        attempts.submit(attempt=session, now=NOW + DAY)
        assert entries(session) == [(ONE, True, 3), (ONE, True, 3)]
        assert not list(differences(NOW + DAY))

    @pytest.mark.parametrize(("terms", "entered"), [(HOMEWORK, 1), (ALLOWING, 2)])
    def test_leaves_out_what_is_held_back_meanwhile(self, world, session, terms, entered):
        quiz = make_quiz([item_of(session).version])
        make_assignment(quiz, world.classroom, world.alice, **terms)
        attempts.submit(attempt=session, now=NOW + DAY)
        assert len(entries(session)) == entered
        learn(world, CLOSED)
        assert len(entries(session)) == 2
