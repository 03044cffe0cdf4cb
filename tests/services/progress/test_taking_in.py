"""Logs, cards and masteries follow the answers, however these come, change and go."""

from dataclasses import replace
from fractions import Fraction
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.engine.progress.mastery import estimate
from quizzes.models.accounts import User
from quizzes.models.progress import Mastery, PracticeSettings, ReviewCard, ReviewLog
from quizzes.services import progress
from tests.factories import NOW, make_article, make_user
from tests.services.learning import DAY, entry, make_question, make_topic

pytestmark = [pytest.mark.rows, pytest.mark.django_db]

TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@pytest.fixture
def bob(db) -> User:
    return make_user("bob")


def take_in(student, *entries, withdrawn=()):
    progress.take_in(student=student, entries=entries, withdrawn=withdrawn, now=NOW)


def everything(student):
    """Return all that is known of a student, but for the keys of rows."""
    tables = (ReviewLog, ReviewCard, Mastery)
    rows = {
        table: sorted(
            (
                {name: value for name, value in row.items() if name != "id"}
                for row in table.objects.filter(student=student).values()
            ),
            key=str,
        )
        for table in tables
    }
    for row in rows[Mastery]:
        # Sums in another order: equal but for the last digits.
        row["weights"] = [round(each, 9) for each in row["weights"]]
        row |= {name: round(row[name], 9) for name in ("mean", "low", "high")}
    return rows


def queries(student, *entries, withdrawn=()) -> int:
    with CaptureQueriesContext(connection) as asked:
        take_in(student, *entries, withdrawn=withdrawn)
    return sum(not each["sql"].startswith(TRANSACTION) for each in asked)


class TestTakeIn:
    def test_makes_a_log_a_card_and_a_mastery_of_each_subject(self, bob):
        topic = make_topic()
        question = make_question(topic, revision=make_article())
        answer = entry(question)
        take_in(bob, answer)
        log = ReviewLog.objects.get()
        assert (log.at, log.fraction, log.rating, log.seconds) == (NOW, Fraction(1), 3, 20)
        assert log.quarter * 900 == NOW.timestamp()
        card = ReviewCard.objects.get()
        # Good, the first time: 2.3065 days by FSRS-6's published parameters.
        assert card.stability == pytest.approx(2.3065)
        assert (card.due_at, card.review_count, card.lapse_count) == (NOW + 2 * DAY, 1, 0)
        assert set(Mastery.objects.values_list("key", "topic", "article", "answer_count")) == {
            (f"topic:{topic.pk}", topic.pk, None, 1),
            (f"article:{question.article_id}", None, question.article_id, 1),
        }
        mastery = Mastery.objects.first()
        shown = estimate(mastery.weights)
        assert (mastery.mean, mastery.low, mastery.high) == (shown.mean, shown.low, shown.high)
        assert [point[0] for point in mastery.history] == [NOW.toordinal()]

    def test_repeats_feed_the_card_and_not_the_mastery(self, bob):
        question = make_question(make_topic())
        take_in(bob, entry(question))
        before = everything(bob)[Mastery]
        take_in(bob, entry(question, right=False, is_first=False, at=NOW + 2 * DAY))
        card = ReviewCard.objects.get()
        assert (card.review_count, card.lapse_count) == (2, 1)
        assert card.due_at == NOW + 3 * DAY
        assert everything(bob)[Mastery] == before

    def test_twice_the_same_changes_nothing(self, bob):
        answers = [entry(make_question(make_topic()), right=n % 2 == 0) for n in range(4)]
        take_in(bob, *answers)
        before = everything(bob)
        assert queries(bob, *answers) == 2
        assert everything(bob) == before

    @pytest.mark.parametrize("is_first_late", [True, False])
    def test_the_order_of_coming_does_not_matter(self, bob, is_first_late):
        topic, eve = make_topic(), make_user("eve")
        questions = [make_question(topic) for _ in range(3)]
        answers = [
            entry(question, right=n != 1, at=NOW + n * DAY) for n, question in enumerate(questions)
        ]
        take_in(eve, *answers)
        for answer in reversed(answers) if is_first_late else answers:
            take_in(bob, answer)
        assert everything(bob)[Mastery] == [
            row | {"student_id": bob.pk} for row in everything(eve)[Mastery]
        ]

    def test_a_changed_mark_counts_from_the_beginning(self, bob):
        topic, eve = make_topic(), make_user("eve")
        wrong = entry(make_question(topic), right=False)
        later = entry(make_question(topic), at=NOW + DAY)
        right = replace(wrong, fraction=Fraction(1), rating=3)
        take_in(bob, wrong, later)
        take_in(bob, right)
        take_in(eve, right, later)
        for table, rows in everything(eve).items():
            assert everything(bob)[table] == [row | {"student_id": bob.pk} for row in rows]

    def test_what_is_withdrawn_is_gone_with_all_that_came_of_it(self, bob):
        topic, other = make_topic(), make_topic()
        kept = entry(make_question(topic))
        take_in(bob, kept)
        before = everything(bob)
        attempt = uuid4()
        repeat = entry(make_question(topic, other), attempt=attempt, at=NOW + DAY)
        take_in(bob, repeat)
        take_in(bob, withdrawn=[attempt])
        assert everything(bob) == before

    def test_a_withdrawn_repeat_leaves_the_card_as_it_was(self, bob):
        question, attempt = make_question(make_topic()), uuid4()
        take_in(bob, entry(question))
        before = everything(bob)
        take_in(bob, entry(question, is_first=False, attempt=attempt, at=NOW + 5 * DAY))
        assert everything(bob) != before
        take_in(bob, withdrawn=[attempt])
        assert everything(bob) == before

    def test_an_answer_that_an_attempt_has_no_more_goes(self, bob):
        attempt = uuid4()
        one, two = (entry(make_question(make_topic()), attempt=attempt) for _ in "ab")
        take_in(bob, one, two)
        take_in(bob, one)
        assert [log.question_id for log in ReviewLog.objects.all()] == [one.question]
        assert ReviewCard.objects.count() == Mastery.objects.count() == 1

    @pytest.mark.parametrize("is_told", [True, False])
    def test_first_can_move_to_an_earlier_attempt(self, bob, is_told):
        question = make_question(make_topic())
        late, early = entry(question, at=NOW + DAY), entry(question, right=False)
        take_in(bob, late)
        # The other attempt may be told in the same breath, or later, or never.
        take_in(bob, early, *([replace(late, is_first=False)] if is_told else []))
        assert ReviewLog.objects.get(is_first=True).at == NOW
        assert Mastery.objects.get().answer_count == 1
        assert Mastery.objects.get().mean < 0.5

    def test_two_firsts_at_once_leave_the_earlier(self, bob):
        question = make_question(make_topic())
        take_in(bob, entry(question, at=NOW + DAY), entry(question))
        assert ReviewLog.objects.get(is_first=True).at == NOW

    def test_what_was_left_out_comes_back_the_day_after_and_teaches_nothing(self, bob):
        question = make_question(make_topic())
        take_in(bob, entry(question, right=None))
        card = ReviewCard.objects.get()
        assert (card.due_at, card.stability, card.review_count) == (NOW + DAY, None, 0)
        assert not Mastery.objects.exists()

    def test_essays_have_no_card(self, bob):
        essay = make_question(make_topic(), kind="essay")
        attempt = uuid4()
        other = entry(essay, rating=None, is_scheduled=False, is_first=False, at=NOW + DAY)
        take_in(bob, entry(essay, rating=None, is_scheduled=False, attempt=attempt), other)
        take_in(bob, withdrawn=[attempt])
        assert not ReviewCard.objects.exists()

    def test_put_aside_stays_put_aside(self, bob):
        question = make_question()
        take_in(bob, entry(question))
        ReviewCard.objects.update(buried_until=NOW + 9 * DAY)
        take_in(bob, entry(question, is_first=False, at=NOW + DAY))
        card = ReviewCard.objects.get()
        assert (card.buried_until, card.review_count) == (NOW + 9 * DAY, 2)

    def test_the_share_to_remember_is_the_students_own(self, bob):
        PracticeSettings.objects.create(student=bob, retention=0.8)
        take_in(bob, entry(make_question()))
        assert ReviewCard.objects.get().due_at > NOW + 2 * DAY

    def test_nobody_elses_rows_are_touched(self, bob):
        eve, question, attempt = make_user("eve"), make_question(make_topic()), uuid4()
        take_in(eve, entry(question, attempt=attempt))
        before = everything(eve)
        take_in(bob, entry(question, right=False), withdrawn=[attempt])
        assert everything(eve) == before


class TestStatements:
    @pytest.mark.parametrize("size", [5, 20])
    def test_are_six_however_many_answers(self, bob, size):
        topics = [make_topic() for _ in range(4)]
        revision = make_article()
        questions = [make_question(topics[n % 4], revision=revision) for n in range(size)]
        attempts = uuid4(), uuid4()
        new = [entry(each, attempt=attempts[0]) for each in questions]
        again = [
            entry(each, is_first=False, attempt=attempts[1], at=NOW + DAY) for each in questions
        ]
        more = [entry(make_question(topics[0]), at=NOW + 2 * DAY) for _ in range(size)]
        assert queries(bob, *new) <= 6
        assert queries(bob, *again, *more) <= 6
