"""What comes back now and later, how much of it, and what is put aside; all of it made again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Question
from quizzes.models.progress import Mastery, ReviewCard, ReviewLog
from quizzes.queries.progress import due, expecting
from quizzes.queries.records.known import wrong_knowledge
from quizzes.services import progress
from tests.factories import NOW, make_user
from tests.services.learning import DAY, entry, long_life, make_question, make_topic

pytestmark = [pytest.mark.rows, pytest.mark.django_db]


@pytest.fixture
def bob(db):
    return make_user("bob", time_zone="Asia/Almaty")


def learn(student, *entries):
    progress.take_in(student=student, entries=entries, now=NOW)


def some_cards(student, *due_in_days: float) -> list[Question]:
    """Return questions that come back in so many days from now."""
    questions = [make_question() for _ in due_in_days]
    learn(student, *(entry(each, at=NOW - 2 * DAY) for each in questions))
    for question, days in zip(questions, due_in_days, strict=True):
        ReviewCard.objects.filter(question=question).update(due_at=NOW + days * DAY)
    return questions


def statements(ask) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


class TestQueue:
    def test_leaves_out_what_is_not_to_be_asked(self, bob):
        ready, late, aside, retired, held, over, _later = (
            each.pk for each in some_cards(bob, 0, -1, -1, -1, -1, -1, 1)
        )
        ReviewCard.objects.filter(question=aside).update(buried_until=NOW + DAY)
        ReviewCard.objects.filter(question=over).update(buried_until=NOW)
        Question.objects.filter(pk=retired).update(status="retired")
        assert due.queue_of(bob, NOW, [held], 9) == (late, over, ready)
        # What is left out takes no place of the day's limit.
        assert due.queue_of(bob, NOW, [held, late], 1) == (over,)
        assert due.queue_of(bob, NOW, [], 0) == due.queue_of(make_user("eve"), NOW, [], 9) == ()

    def test_put_aside_and_back(self, bob):
        (question,) = some_cards(bob, 0)
        progress.bury(student=bob, question=question, until=NOW + DAY)
        assert due.queue_of(bob, NOW, [], 9) == ()
        progress.bury(student=bob, question=question, until=None)
        assert due.queue_of(bob, NOW, [], 9) == (question.pk,)


class TestAnsweredToday:
    def test_counts_on_the_students_own_calendar_what_was_met_before(self, bob):
        # 02:00 in Almaty, which is 21:00 UTC of the day before.
        now = datetime(2026, 3, 2, 21, tzinfo=UTC)
        questions = [make_question() for _ in range(3)]
        learn(bob, *(entry(each, at=NOW - DAY) for each in questions))
        yesterday, today, left_out = questions
        repeat = {"is_first": False}
        learn(bob, entry(yesterday, at=now - timedelta(hours=3), **repeat))
        learn(bob, entry(today, at=now - timedelta(hours=1), **repeat))
        learn(bob, entry(today, at=now - timedelta(minutes=1), **repeat))
        learn(bob, entry(left_out, at=now, right=None))
        learn(bob, entry(make_question(), at=now))
        assert due.answered_today(bob, now) == 1
        assert due.answered_today(bob, now - timedelta(minutes=150)) == 1
        assert due.answered_today(bob, now + DAY) == 0


class TestForecast:
    def test_spreads_a_pile_and_counts_on_the_students_calendar(self, bob):
        # 14:00 in Almaty: ten hours later it is tomorrow there.
        _, _, _, aside, held = some_cards(bob, -9, -9, 9 / 24, 10.5 / 24, 0)
        progress.bury(student=bob, question=aside, until=NOW + 3 * DAY)
        progress.set_practice(student=bob, daily_limit=2, retention=0.9, now=NOW)
        told = due.forecast_of(bob, NOW, [held.pk])
        assert (told.ready_count, told.days[:5], sum(told.days)) == (2, (2, 1, 0, 1, 0), 4)
        assert told.today.isoformat() == "2026-03-02"


class TestSetPractice:
    def test_moves_every_day_at_once_and_is_on_record(self, bob):
        question, blank = make_question(), make_question()
        learn(bob, entry(question), entry(blank, right=None))
        wanted = {"student": bob, "daily_limit": 5, "retention": 0.8}
        progress.set_practice(**wanted, now=NOW, address="10.1.2.3")
        assert due.settings_of(bob).daily_limit == 5
        by_question = {card.question_id: card for card in ReviewCard.objects.all()}
        assert by_question[question.pk].due_at > NOW + 2 * DAY
        assert by_question[blank.pk].due_at == NOW + DAY
        for key, state in expecting.expected_cards([bob.pk]).items():
            assert expecting.stale_in_card(by_question[key[1]], state) == []
        record = AuditRecord.objects.get(action="progress.set_practice")
        assert record.before == {"daily_limit": 20, "retention": 0.9}
        assert record.after == {"daily_limit": 5, "retention": 0.8}
        assert (record.actor, record.address) == (bob, "10.1.2.3")


class TestRebuild:
    def test_makes_the_same_again_and_takes_away_what_has_no_reason(self, bob):
        topic = make_topic()
        questions = [make_question(topic) for _ in range(3)]
        for day in range(3):
            learn(
                bob,
                *(
                    entry(each, at=NOW + day * DAY, right=day != n, is_first=not day)
                    for n, each in enumerate(questions)
                ),
            )
        ReviewCard.objects.filter(question=questions[0]).update(buried_until=NOW)
        cards = list(ReviewCard.objects.order_by("question").values())
        ReviewCard.objects.filter(question=questions[1]).delete()
        ReviewCard.objects.filter(question=questions[2]).update(stability=99, due_at=NOW)
        ReviewCard.objects.create(student=bob, question=make_question(), due_at=NOW)
        mastery = Mastery.objects.get()
        Mastery.objects.update(mean=0.1, weights=[1.0], history=[])
        Mastery.objects.create(
            student=bob,
            key="topic:0",
            topic=make_topic(),
            weights=[],
            answer_count=1,
            as_of=NOW,
            mean=0.5,
            low=0.1,
            high=0.9,
        )
        progress.rebuild(students=[bob], now=NOW)
        told = [
            {name: value for name, value in card.items() if name != "id"}
            for card in ReviewCard.objects.order_by("question").values()
        ]
        assert told == [{n: v for n, v in card.items() if n != "id"} for card in cards]
        again = Mastery.objects.get()
        assert (again.mean, again.history) == (pytest.approx(mastery.mean), mastery.history)

    @pytest.mark.parametrize(
        ("table", "changes"),
        [
            (ReviewCard, {"stability": 3.0}),
            (ReviewCard, {"difficulty": None}),
            (ReviewCard, {"due_at": NOW}),
            (ReviewCard, {"review_count": 7, "lapse_count": 1}),
            (Mastery, {"mean": 0.5, "low": 0.1}),
            (Mastery, {"weights": [1.0]}),
            (Mastery, {"history": []}),
            (Mastery, {"answer_count": 2, "as_of": NOW + DAY}),
            (Mastery, {"key": "topic:0"}),
        ],
    )
    def test_what_was_touched_is_a_difference_until_then(self, bob, table, changes):
        learn(bob, entry(make_question(make_topic())))
        assert list(wrong_knowledge()) == []
        table.objects.update(**changes)
        found = {(each.table, each.column) for each in wrong_knowledge()}
        assert found == {(table.__name__, column) for column in changes}
        progress.rebuild(students=[bob], now=NOW)
        assert list(wrong_knowledge()) == []

    @pytest.mark.parametrize("table", [ReviewCard, Mastery])
    def test_what_is_missing_is_a_difference(self, bob, table):
        learn(bob, entry(make_question(make_topic())))
        table.objects.all().delete()
        assert [(each.table, each.stored) for each in wrong_knowledge()] == [
            (table.__name__, "none")
        ]


class TestFollowAuthors:
    def test_masteries_are_about_the_topics_of_today(self, bob):
        old, new = make_topic(), make_topic()
        moved, stays = make_question(old), make_question(old)
        learn(bob, entry(moved), entry(stays))
        assert progress.follow_authors(now=NOW) == 0
        moved.topics.set([new])
        assert progress.follow_authors(now=NOW) == 1
        assert dict(Mastery.objects.values_list("topic", "answer_count")) == {old.pk: 1, new.pk: 1}
        assert list(wrong_knowledge()) == []
        assert progress.follow_authors(now=NOW) == 0


class TestQueries:
    def test_grow_neither_with_cards_nor_with_answers(self, bob):
        eve = make_user("eve")
        long_life(bob, cards=2, answers=4, topics=2, articles=1)
        long_life(eve, cards=60, answers=120, topics=4, articles=2)
        later = NOW + 40 * DAY
        asked = {
            student: [
                statements(lambda whose=student: due.queue_of(whose, later, [], 20)),
                statements(lambda whose=student: due.answered_today(whose, later)),
                statements(lambda whose=student: due.settings_of(whose)),
                statements(lambda whose=student: due.forecast_of(whose, later)),
                statements(lambda whose=student: expecting.expected_cards([whose.pk])),
                statements(lambda whose=student: expecting.expected_masteries([whose.pk])),
            ]
            for student in (bob, eve)
        }
        assert asked[bob] == asked[eve] == [1, 1, 1, 3, 5, 2]
        assert len(due.queue_of(eve, later, [], 20)) == 20
        assert ReviewLog.objects.count() == 124
