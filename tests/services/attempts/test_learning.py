"""What enters progress, and when: rules.md, "Progress" and "What a person may see"."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.engine.scoring import ONE, ZERO
from quizzes.models.attempts import Attempt
from quizzes.models.progress import Mastery, ReviewCard, ReviewLog
from quizzes.queries.records import differences
from quizzes.services import assignments, attempts, records
from tests.factories import (
    NOW,
    incoming,
    make_assignment,
    make_quiz,
    make_version,
    save,
    start,
    take,
)
from tests.services.attempts.learned import (
    ALLOWING,
    CLOSED,
    DAY,
    EXAM,
    HOMEWORK,
    MINUTE,
    PRACTICE,
    RIGHT,
    WRONG,
    entries,
    given,
    item_of,
    learn,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


class TestEntering:
    """A mark enters when its student may see it, and nothing of what is open to them."""

    @pytest.mark.parametrize(
        ("terms", "at_once", "closed", "released"),
        [
            (PRACTICE, True, True, True),
            # Its score is shown right after, but it is open to its student until it closes.
            (HOMEWORK, False, True, True),
            (EXAM, False, False, True),
            ({**PRACTICE, "are_scores_held": True}, False, False, True),
            ({**HOMEWORK, "are_scores_held": True}, False, False, True),
        ],
    )
    def test_waits_until_marks_are_shown(self, world, terms, at_once, closed, released):
        attempt = given(world, raw="a", **terms)
        for moment, is_shown in ((NOW, at_once), (NOW + 6 * DAY, at_once), (CLOSED, closed)):
            learn(world, moment)
            assert entries(attempt) == ([WRONG] if is_shown else []), moment
        assignments.release(assignment=attempt.assignment, actor=world.alice, now=CLOSED)
        learn(world, CLOSED)
        assert entries(attempt) == ([WRONG] if released else [])
        assert not list(differences(CLOSED))

    def test_comes_by_the_clock(self, world):
        attempt = given(world, **HOMEWORK)
        attempts.learn_overdue(now=NOW + DAY)
        assert entries(attempt) == []
        attempts.learn_overdue(now=CLOSED)
        assert entries(attempt) == [RIGHT]

    def test_is_at_once_in_self_study(self, world):
        attempt = take(make_quiz(["single_choice", "essay"]), world.bob)
        assert entries(attempt) == [RIGHT]
        assert ReviewCard.objects.filter(student=world.bob).count() == 1

    def test_waits_for_another_assignment_that_asks_the_same(self, world):
        version = make_version()
        make_assignment(make_quiz([version]), world.classroom, world.alice, **ALLOWING)
        attempt = take(make_quiz([version, "true_false"]), world.bob)
        assert entries(attempt) == []
        learn(world, CLOSED)
        assert entries(attempt) == [RIGHT, RIGHT]

    def test_stays_where_an_assignment_is_given_later(self, world):
        version = make_version()
        attempt = take(make_quiz([version]), world.bob)
        make_assignment(make_quiz([version]), world.classroom, world.alice, **HOMEWORK)
        Attempt.objects.look_again()
        learn(world, NOW + DAY)
        assert entries(attempt) == [RIGHT]

    @pytest.mark.parametrize("how", ["held", "closes later", "opened again"])
    def test_is_withdrawn_when_marks_are_hidden_again(self, world, how):
        attempt = given(world, **HOMEWORK)
        learn(world, CLOSED)
        assert entries(attempt) == [RIGHT]
        about = {"actor": world.alice, "now": CLOSED}
        if how == "held":
            assignments.hold(assignment=attempt.assignment, **about)
        elif how == "closes later":
            later = {"closes_at": CLOSED + DAY, "due_at": CLOSED + DAY}
            change = attempts.Change(attempt.assignment, later)
            attempts.change_assignments(changes=[change], **about)
        else:
            attempts.reopen(attempt=attempt, left=MINUTE, reason="ill", **about)
        learn(world, CLOSED)
        assert entries(attempt) == []
        assert not Mastery.objects.filter(student=world.bob).exclude(answer_count=0).exists()
        assert not list(differences(CLOSED))

    def test_never_is_a_preview(self, world):
        attempt = attempts.start_preview(quiz=world.quiz, teacher=world.alice, seed=7, now=NOW)
        save(attempt, incoming(1, "b"))
        attempts.submit(attempt=attempt, now=NOW)
        attempts.learn_everything(now=CLOSED)
        assert not ReviewLog.objects.filter(student=world.alice).exists()

    def test_goes_with_the_account(self, world):
        take(make_quiz(["single_choice"]), world.carol)
        records.erase_account(user=world.carol, actor=world.carol, now=NOW)
        attempts.learn_everything(now=CLOSED)
        for table in (ReviewLog, ReviewCard, Mastery):
            assert not table.objects.filter(student=world.carol).exists()
        assert not list(differences(CLOSED))

    def test_fills_in_what_older_attempts_lack(self, world):
        attempt = take(make_quiz(["single_choice", "numeric"]), world.bob)
        before = list(attempt.items.order_by("pk").values())
        for table in (ReviewLog, ReviewCard, Mastery):
            table.objects.all().delete()
        empty = {"first_revision": 0, "first_at": None, "first_fraction": None}
        attempt.items.update(**empty, is_first=False, seconds=0)
        Attempt.objects.look_again()
        assert not list(differences(NOW))
        learn(world, NOW)
        assert entries(attempt) == [RIGHT, RIGHT]
        assert list(attempt.items.order_by("pk").values()) == before

    def test_costs_an_exam_one_query(self, world):
        quizzes = {size: make_quiz(["single_choice"] * size) for size in (3, 12)}
        counts = []
        for quiz in quizzes.values():
            exam = make_assignment(quiz, world.classroom, world.alice, **EXAM)
            attempt = start(exam, world.bob)
            save(attempt, *(incoming(place, "b") for place in range(1, len(quizzes) + 1)))
            with CaptureQueriesContext(connection) as queries:
                attempts.submit(attempt=attempt, now=NOW)
            sql = [each["sql"] for each in queries if "SAVEPOINT" not in each["sql"]]
            counts.append(len(sql))
            assert sum("first_at" in each and "handed_in_at" in each for each in sql) == 1
            assert not any("reviewlog" in each for each in sql)
        assert counts[0] == counts[1]

    def test_costs_a_page_with_nothing_new_five_queries(self, world):
        given(world, **HOMEWORK)
        given(world, **EXAM)
        learn(world, NOW)
        with CaptureQueriesContext(connection) as queries:
            learn(world, NOW)
        assert len(queries) <= 5


class TestFirst:
    """Given before its key was shown, the first of all answers to a question."""

    def asked(self, world, *ways) -> list[bool]:
        """Return which of one question's attempts have its first answer; each a day later."""
        version = make_version()
        found = []
        for day, (terms, raw) in enumerate(ways):
            quiz, now = make_quiz([version]), NOW + day * DAY
            if terms is not None:
                quiz = make_assignment(quiz, world.classroom, world.alice, now=now, **terms)
            found.append(take(quiz, world.bob, {1: raw} if raw else {}, now=now))
        return [item_of(attempt).is_first for attempt in found]

    @pytest.mark.parametrize(
        ("ways", "firsts"),
        [
            ([(None, "a"), (None, "b")], [True, False]),
            ([(None, "a"), (ALLOWING, "b"), (None, "b")], [True, False, False]),
            # Left blank in self-study, which shows the key: what comes after is no first answer.
            ([(None, None), (None, "b")], [False, False]),
            ([(None, None), (HOMEWORK, "b")], [False, False]),
            # An exam shows nothing, and homework nothing of the key until it closes.
            ([(EXAM, None), (EXAM, "b")], [False, True]),
            ([(HOMEWORK, None), (EXAM, "b")], [False, True]),
            # A blank in self-study while homework holds the key back has told nothing.
            ([(ALLOWING, None), (None, None), (EXAM, "b")], [False, False, True]),
        ],
    )
    def test_is_the_one_before_the_key(self, world, ways, firsts):
        assert self.asked(world, *ways) == firsts
        assert not list(differences())

    def test_is_not_after_a_preview_of_ones_own(self, world):
        version = make_version()
        quiz = make_quiz([version], review_preset="practice")
        preview = attempts.start_preview(quiz=quiz, teacher=world.dan, seed=7, now=NOW)
        save(preview, incoming(1, "b"))
        attempts.submit(attempt=preview, now=NOW)
        attempt = take(make_quiz([version]), world.dan, now=NOW + DAY)
        assert [item_of(each).is_first for each in (preview, attempt)] == [False, False]

    def test_stays_where_another_attempt_is_checked_that_began_later(self, world):
        # When its key was shown is known once it is handed in, but not before it began.
        version = make_version()
        before = take(make_quiz([version]), world.bob)
        running = start(make_quiz([version], behavior="immediate"), world.bob, NOW + DAY)
        save(running, incoming(1, "a", action="check"), now=NOW + DAY)
        attempts.rebuild_progress(student=world.bob, now=NOW + DAY)
        assert entries(before) == [RIGHT]

    @pytest.mark.parametrize("is_shown", [True, False])
    def test_moves_to_an_earlier_answer_that_is_handed_in_later(self, world, is_shown):
        version = make_version()
        terms = {**PRACTICE, "are_scores_held": not is_shown}
        early = start(
            make_assignment(make_quiz([version]), world.classroom, world.alice, **terms), world.bob
        )
        save(early, incoming(1, "a"))
        late = take(make_quiz([version]), world.bob, now=NOW + MINUTE)
        assert entries(late) == [RIGHT]
        attempts.submit(attempt=early, now=NOW + DAY)
        learn(world, NOW + DAY)
        assert entries(early) == ([WRONG] if is_shown else [])
        assert entries(late) == [(ONE, False, 3)]
        assert not list(differences(NOW + DAY))

    @pytest.mark.parametrize(
        ("first", "second", "stays"),
        [("a", "b", (1, ZERO, True)), (None, "b", (1, ONE, False)), ("a", "", (1, ZERO, True))],
    )
    def test_stays_when_an_attempt_is_opened_again(self, world, first, second, stays):
        attempt = given(world, raw=first, **PRACTICE)
        about = {"actor": world.alice, "reason": "ill"}
        attempts.reopen(attempt=attempt, left=MINUTE, now=NOW + DAY, **about)
        save(attempt, incoming(1, second, 1 if first else 0), now=NOW + DAY)
        attempts.submit(attempt=attempt, now=NOW + DAY)
        item = item_of(attempt)
        assert (item.first_revision, item.first_fraction, item.is_first) == stays
        learn(world, NOW + DAY)
        assert not list(differences(NOW + DAY))
