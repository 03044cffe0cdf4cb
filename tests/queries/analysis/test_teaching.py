"""A class's progress: which answers it rests on, what it says of them, what it costs."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.engine.progress.teaching import Trend
from quizzes.models.articles import Article
from quizzes.models.bank import Topic
from quizzes.queries.analysis.teaching.answers import Period, answers_of
from quizzes.queries.analysis.teaching.over_text import article_of
from quizzes.queries.analysis.teaching.page import progress_of
from quizzes.queries.analysis.teaching.tables import progress_table
from quizzes.queries.analysis.teaching.topics import students_on, topics_of_student
from quizzes.services import classrooms
from tests import factories
from tests.factories import NOW, RIGHT, WRONG

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
QUOTE = "Music came east."
KINDS = ("single_choice", "true_false", "short_answer", "numeric")


@dataclass
class Taught:
    """A class of some students; the first `weak` of them get everything wrong."""

    teacher: object
    students: list
    classroom: object
    quiz: object
    assignment: object
    revision: object


def make_taught(name="a", students=4, weak=3, quizzes=1) -> Taught:
    teacher = factories.make_user(f"teacher-{name}", is_teacher=True)
    people = [factories.make_user(f"{name}{n}", name=f"Student {n}") for n in range(students)]
    classroom = factories.make_classroom(teacher, *people)
    revision = factories.make_article()
    topic, _ = Topic.objects.get_or_create(slug="music", name="Music")
    for _ in range(quizzes):
        versions = [factories.make_version(k, revision=revision, quotes=(QUOTE,)) for k in KINDS]
        for version in versions:
            version.question.topics.add(topic)
        quiz = factories.make_quiz(versions, revision=revision)
        given = factories.make_assignment(quiz, classroom, teacher, review_preset="exam")
        for place, person in enumerate(people):
            said = WRONG if place < weak else RIGHT
            factories.take(given, person, {n: said[k] for n, k in enumerate(KINDS, start=1)})
    return Taught(teacher, people, classroom, quiz, given, revision)


@pytest.fixture(scope="class")
def taught(of_the_class):
    return make_taught()


def seen(taught, viewer=None, period=Period.ALL, now=NOW + DAY, **narrowed):
    return answers_of(taught.classroom, viewer or taught.teacher, period, now, **narrowed)


def progress(taught, period=Period.ALL, now=NOW + DAY):
    return progress_of(taught.classroom, taught.teacher, period, now)


class TestWhatItRestsOn:
    def test_first_answers_at_the_class_before_their_release(self, taught):
        assert len(seen(taught).answers) == 16

    def test_nothing_of_self_study_of_other_classes_or_of_repeats(self, taught):
        student = taught.students[3]
        other = factories.make_classroom(factories.make_user("other", is_teacher=True), student)
        elsewhere = factories.make_assignment(factories.make_quiz(), other, taught.teacher)
        factories.take(elsewhere, student)
        factories.take(factories.make_quiz(), student)
        assert len(seen(taught).answers) == 16

    def test_nothing_of_who_is_still_at_it(self, taught):
        quiz = factories.make_quiz()
        given = factories.make_assignment(quiz, taught.classroom, taught.teacher)
        attempt = factories.start(given, taught.students[0])
        factories.save(attempt, factories.incoming(1, "a"))
        assert len(seen(taught).answers) == 16

    def test_nothing_of_who_was_removed(self, taught):
        member = taught.classroom.memberships.get(user=taught.students[0])
        classrooms.remove_member(membership=member, actor=taught.teacher, now=NOW)
        assert len(seen(taught).answers) == 12
        assert not topics_of_student(seen(taught, student=taught.students[0].pk), NOW)

    def test_nothing_that_is_held_back_from_a_teacher_who_studies_elsewhere(self, taught):
        colleague = factories.make_user("colleague", is_teacher=True)
        classrooms.enroll(
            classroom=taught.classroom,
            user=colleague,
            role="assistant",
            actor=taught.teacher,
            now=NOW,
        )
        assert len(seen(taught, colleague).answers) == 16
        other = factories.make_classroom(factories.make_user("far", is_teacher=True), colleague)
        # One question of the four: nobody learns which.
        question = taught.quiz.sections.get().items.first().question
        own = factories.make_quiz([question.versions.get()])
        factories.make_assignment(own, other, taught.teacher, review_preset="exam")
        found = seen(taught, colleague)
        assert (len(found.answers), found.has_hidden) == (0, True)
        assert len(seen(taught).answers) == 16

    @pytest.mark.parametrize(
        ("period", "days", "count", "before"),
        [("week", 6, 16, 0), ("week", 8, 0, 16), ("month", 8, 16, 0), ("month", 57, 0, 0)],
    )
    def test_a_period(self, taught, period, days, count, before):
        found = seen(taught, period=Period(period), now=NOW + days * DAY)
        assert (len(found.answers), len(found.before)) == (count, before)


class TestWhatItSays:
    def test_passages_with_the_wrong_answer_that_three_gave(self, taught):
        (passage,) = progress(taught).passages
        assert [quote.text for quote in passage.quotes] == [QUOTE]
        assert (passage.share.missed, passage.share.students) == (3, 4)
        assert {(each.wrong.text, each.wrong.count) for each in passage.asked} == {
            ("Option a", 3),
            ("False", 3),
            ("Paris", 3),
            ("31", 3),
        }

    def test_no_wrong_answer_of_two(self, taught):
        member = taught.classroom.memberships.get(user=taught.students[0])
        classrooms.remove_member(membership=member, actor=taught.teacher, now=NOW)
        (passage,) = progress(taught).passages
        assert not any(each.wrong for each in passage.asked)

    def test_a_topic_with_its_students(self, taught):
        (line,) = progress(taught).topics
        assert line.trend is Trend.OPEN
        assert (line.share.mean, line.share.answers) == (0.25, 16)
        assert sum(each.count for each in line.levels) == 4
        lines = students_on(seen(taught), "music", NOW + DAY)
        assert lines[-1].student.key == taught.students[3].pk
        assert lines[-1].estimate.mean > 0.5 > lines[0].estimate.mean

    def test_each_sentence_of_the_article(self, taught):
        known = article_of(seen(taught), Article.objects.get(pk=taught.revision.article_id))
        (sentence,) = known.asked
        assert (sentence.text, sentence.shade, sentence.question_count) == (QUOTE, "weak", 4)

    def test_a_table_of_students_and_topics(self, taught):
        head, *lines = progress_table(seen(taught), NOW + DAY)
        assert len(lines) == 4
        assert [line[head.index("First answers")] for line in lines] == [4, 4, 4, 4]
        assert lines[0][head.index("Earned, percent")] == 0


def test_costs_the_same_at_two_sizes(db):
    small, large = make_taught("s", 1, 1), make_taught("l", 9, 5, quizzes=2)
    costs = []
    for taught in (small, large):
        with CaptureQueriesContext(connection) as captured:
            progress(taught)
        costs.append(len(captured))
    assert costs[0] == costs[1] <= 12
