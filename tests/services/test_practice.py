"""Practising: what is asked, judging and undoing, putting off, ending."""

from datetime import timedelta
from itertools import pairwise

import pytest

from quizzes.engine.progress.scheduling import AGAIN, EASY, GOOD, HARD
from quizzes.models.attempts import Attempt, Judgment
from quizzes.models.bank import Question
from quizzes.models.progress import ReviewCard, ReviewLog
from quizzes.queries.practice.offering import MOST_IN_A_SESSION, ready_of
from quizzes.queries.practice.sitting import sitting_of
from quizzes.services import attempts, practice, progress
from tests import factories
from tests.factories import NOW, make_assignment, make_version
from tests.services import learning
from tests.services.practising import DAY, LATER, check, met, session

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture(scope="class")
def quiz(world):
    """Four questions that Bob has met."""
    return met(world.bob)


def asked(attempt):
    return list(attempt.items.order_by("position").values_list("version__question", flat=True))


def questions_of(quiz):
    return list(quiz.sections.get().items.order_by("order").values_list("question", flat=True))


def cards_of(student):
    """Return everything that is kept of a student's cards, logs and masteries, but row keys."""
    cards = ReviewCard.objects.filter(student=student).order_by("question")
    logs = ReviewLog.objects.filter(student=student).order_by("question", "at")
    return [
        *cards.values_list("question", "stability", "difficulty", "due_at", "review_count"),
        *logs.values_list("question", "at", "rating", "is_first", "fraction"),
    ]


def practised(world, **terms):
    """Return an assignment to Bob's class that asks what he has met."""
    quiz = met(world.bob, ("single_choice", "short_answer"))
    now = LATER - DAY
    terms = {"review_preset": "homework", **terms}
    return quiz, make_assignment(quiz, world.classroom, world.alice, now=now, **terms)


class TestStart:
    def test_asks_what_is_ready_once_each(self, world, quiz):
        attempt = session(world.bob)
        assert sorted(asked(attempt)) == sorted(questions_of(quiz))
        assert attempt.is_practice
        assert (attempt.behavior, attempt.deadline) == ("immediate", None)

    def test_goes_on_with_the_open_session_on_any_device(self, world, quiz):
        first = session(world.bob)
        assert practice.start(student=world.bob, now=LATER, seed=8) == first

    def test_ends_the_session_of_an_earlier_day_on_the_calendar_of_its_student(self, world, quiz):
        world.bob.time_zone = "Asia/Almaty"
        late = LATER.replace(hour=18, minute=50)  # ten to midnight in Almaty
        first = session(world.bob, late)
        check(first, 1, now=late)
        practice.judge(attempt=first, position=1, rating=GOOD, now=late)
        second = practice.start(student=world.bob, now=late + timedelta(minutes=20), seed=8)
        first.refresh_from_db()
        assert second != first
        assert not first.is_open
        assert asked(first)[0] not in asked(second)

    def test_asks_the_newest_version_and_nothing_that_is_retired(self, world, quiz):
        changed, retired, *_others = questions_of(quiz)
        newest = make_version(question=Question.objects.get(pk=changed), now=NOW + DAY)
        Question.objects.filter(pk=retired).update(status=Question.Status.RETIRED)
        attempt = session(world.bob)
        assert newest in [item.version for item in attempt.items.select_related("version")]
        assert retired not in asked(attempt)

    def test_never_asks_for_an_essay(self, world, quiz):
        essay = met(world.bob, ("essay",))
        assert not set(questions_of(essay)) & set(asked(session(world.bob)))
        with pytest.raises(practice.CannotPractise):
            start_with(world, essay)

    def test_keeps_to_the_limit_of_the_day(self, world, quiz):
        progress.set_practice(student=world.bob, daily_limit=3, retention=0.9, now=NOW)
        attempt = session(world.bob)
        assert len(asked(attempt)) == 3
        for position in (1, 2, 3):
            check(attempt, position)
            practice.judge(attempt=attempt, position=position, rating=GOOD, now=LATER)
        assert ready_of(world.bob, LATER).count == 0
        with pytest.raises(practice.CannotPractise):
            session(world.bob)
        assert ready_of(world.bob, LATER + DAY).count == 1

    def test_takes_turns_between_topics(self, world):
        first, second = learning.make_topic(), learning.make_topic()
        topics = [first, first, second, second]
        versions = [make_version() for _topic in topics]
        for version, topic in zip(versions, topics, strict=True):
            version.question.topics.add(topic)
        quiz = met(world.bob, versions)
        order = asked(start_with(world, quiz).attempt)
        told = [Question.objects.get(pk=key).topics.get() for key in order]
        assert all(one != other for one, other in pairwise(told))

    def test_reads_numbers_by_the_language_in_which_the_questions_were_met(self, world, quiz):
        german = met(world.bob, ("numeric",), language="de")
        attempt = start_with(world, german).attempt
        assert attempt.language == "de"
        assert not set(asked(attempt)) & set(asked(session(world.bob))) - set(asked(attempt))

    def test_asks_fifty_at_most(self, world):
        version = [make_version("true_false") for _ in range(MOST_IN_A_SESSION + 1)]
        many = met(world.bob, version)
        assert len(asked(start_with(world, many).attempt)) == MOST_IN_A_SESSION

    def test_refuses_where_nothing_was_ever_answered(self, world):
        with pytest.raises(practice.CannotPractise):
            session(world.carol)

    def test_takes_what_comes_next_where_that_is_wished(self, world, quiz):
        early = NOW + timedelta(hours=1)
        with pytest.raises(practice.CannotPractise):
            session(world.bob, early)
        ahead = practice.start(student=world.bob, now=early, seed=7, is_ahead=True)
        assert sorted(asked(ahead)) == sorted(questions_of(quiz))


def start_with(world, quiz, now=LATER):
    return practice.start_with(student=world.bob, questions=questions_of(quiz), now=now, seed=7)


class TestHolding:
    """What an assignment of one's class asks, and who may practise it meanwhile."""

    @pytest.mark.parametrize(
        ("terms", "is_offered"),
        [
            ({}, False),
            ({"review_preset": "exam"}, False),
            ({"review_preset": "practice"}, True),
            ({"is_practice_allowed": True}, True),
            # Over before anybody practises.
            ({"closes_at": LATER - timedelta(hours=1), "due_at": None}, True),
            # Not open yet.
            ({"opens_at": LATER + DAY}, False),
        ],
    )
    def test_decides_what_is_offered(self, world, terms, is_offered):
        quiz, _given = practised(world, **terms)
        ready = set(ready_of(world.bob, LATER).questions)
        assert bool(ready & set(questions_of(quiz))) == is_offered
        if not is_offered:
            with pytest.raises(practice.CannotPractise):
                start_with(world, quiz)

    def test_leaves_out_what_is_held_back_and_says_how_many(self, world, quiz):
        held, _given = practised(world)
        both = [*questions_of(quiz), *questions_of(held)]
        begun = practice.start_with(student=world.bob, questions=both, now=LATER, seed=7)
        assert sorted(asked(begun.attempt)) == sorted(questions_of(quiz))
        assert begun.held_back_count == 2

    def test_does_not_mix_what_is_practised_beside_an_assignment_with_other_questions(
        self, world, quiz
    ):
        # What is hidden of one question of a session is hidden of all.
        beside, _given = practised(world, is_practice_allowed=True)
        assert not set(asked(session(world.bob))) & set(questions_of(beside))

    def test_puts_a_whole_session_aside_so_that_no_question_is_named(self, world, quiz):
        attempt = session(world.bob)
        # Not the question that one is at.
        other = factories.make_quiz([attempt.items.get(position=2).version])
        exam = {"review_preset": "exam", "now": LATER}
        make_assignment(other, world.classroom, world.alice, **exam)
        attempt.student = world.bob
        page = sitting_of(attempt, LATER)
        assert (page.question, page.is_put_aside) == (None, True)
        assert page.put_aside_until == LATER + timedelta(days=7)
        assert check(attempt, 1) == "refused"
        with pytest.raises(attempts.AttemptNotFound):
            factories.save(attempt, factories.incoming(1, "b", action="check"), now=LATER)
        assert not sitting_of(attempt, LATER + timedelta(days=8)).is_put_aside


class TestJudging:
    @pytest.fixture
    def attempt(self, world, quiz):
        return session(world.bob)

    @pytest.mark.parametrize(
        ("is_right", "said", "kept"),
        [
            (True, HARD, HARD),
            (True, GOOD, GOOD),
            (True, EASY, EASY),
            (True, AGAIN, GOOD),
            (True, 9, GOOD),
            (False, EASY, AGAIN),
        ],
    )
    def test_keeps_what_fits_the_answer_and_goes_on(self, world, attempt, is_right, said, kept):
        check(attempt, 1, is_right=is_right)
        due = {each.rating: each.due_at for each in sitting_of(attempt, LATER).choices}
        practice.judge(attempt=attempt, position=1, rating=said, now=LATER)
        attempt.refresh_from_db()
        card = ReviewCard.objects.get(student=world.bob, question=asked(attempt)[0])
        assert Judgment.objects.get().rating == kept
        assert attempt.position == 2
        # The page has told the truth about when it comes back.
        assert abs(card.due_at - due[kept]) < timedelta(seconds=1)

    def test_asks_for_a_check_first(self, attempt):
        with pytest.raises(practice.CannotJudge):
            practice.judge(attempt=attempt, position=1, rating=GOOD, now=LATER)

    def test_twice_is_once(self, attempt):
        check(attempt, 1)
        for _tap in range(2):
            practice.judge(attempt=attempt, position=1, rating=EASY, now=LATER)
        attempt.refresh_from_db()
        assert (attempt.position, Judgment.objects.count()) == (2, 1)

    def test_can_be_undone_as_if_it_had_never_been(self, world, attempt):
        check(attempt, 1)
        before = cards_of(world.bob)
        practice.judge(attempt=attempt, position=1, rating=EASY, now=LATER)
        assert cards_of(world.bob) != before
        practice.undo(attempt=attempt, now=LATER + timedelta(seconds=5))
        assert cards_of(world.bob) == before
        attempt.refresh_from_db()
        assert attempt.position == 1
        practice.judge(attempt=attempt, position=1, rating=HARD, now=LATER + timedelta(seconds=9))
        assert ReviewLog.objects.get(attempt_key=attempt.public_id).rating == HARD

    def test_undoes_only_the_last(self, attempt):
        for position in (1, 2):
            check(attempt, position)
            practice.judge(attempt=attempt, position=position, rating=GOOD, now=LATER)
        for _tap in range(2):
            practice.undo(attempt=attempt, now=LATER)
        attempt.refresh_from_db()
        assert attempt.position == 2

    def test_counts_as_good_where_the_session_ends_before(self, world, attempt):
        check(attempt, 1)
        practice.end(attempt=attempt, now=LATER)
        (log,) = ReviewLog.objects.filter(attempt_key=attempt.public_id, fraction__isnull=False)
        assert (log.question_id, log.rating) == (asked(attempt)[0], GOOD)


class TestLeaving:
    def test_a_question_until_tomorrow(self, world, quiz):
        attempt = session(world.bob)
        first = asked(attempt)[0]
        practice.bury(attempt=attempt, position=1, now=LATER)
        assert first not in ready_of(world.bob, LATER).questions
        assert first in ready_of(world.bob, LATER + DAY).questions

    def test_a_question_unanswered_keeps_it_ready(self, world, quiz):
        attempt = session(world.bob)
        practice.skip(attempt=attempt, position=1)
        practice.end(attempt=attempt, now=LATER)
        assert sorted(ready_of(world.bob, LATER).questions) == sorted(questions_of(quiz))

    def test_a_session_for_a_day_ends_it(self, world, quiz):
        attempt = session(world.bob)
        check(attempt, 1, now=LATER + timedelta(hours=20))
        assert practice.end_untouched(now=LATER + timedelta(hours=30)) == 0
        assert practice.end_untouched(now=LATER + timedelta(hours=45)) == 1
        attempt.refresh_from_db()
        assert attempt.ended_by == Attempt.EndedBy.CLOCK

    def test_touches_no_score(self, world, quiz):
        before = list(
            Attempt.objects.filter(is_practice=False).values_list("pk", "earned", "maximum")
        )
        attempt = session(world.bob)
        check(attempt, 1, is_right=False)
        practice.end(attempt=attempt, now=LATER)
        after = Attempt.objects.filter(is_practice=False).values_list("pk", "earned", "maximum")
        assert list(after) == before
