"""Two at once: what threads with connections of their own do to the same rows."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections

from quizzes.models.accounts import User
from quizzes.models.articles import Article, ReadingMark
from quizzes.models.assignments import AssignmentItem
from quizzes.models.attempts import AcceptedLateStep, Attempt, Mark, Step, Strike
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.classrooms import Membership
from quizzes.queries.records import differences
from quizzes.services import articles, attempts, bank, classrooms, correcting, grading, records
from quizzes.services.articles import ArticleWords
from tests import factories
from tests.factories import NOW, incoming, save, start

pytestmark = [pytest.mark.rows, pytest.mark.django_db(transaction=True)]

LATE = NOW + timedelta(minutes=20)
# Each race is run so often, since the threads meet in another way every time.
ROUNDS = 8


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Return what acts that begin at the same moment return or raise, in order."""
    line = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        line.wait(timeout=30)
        try:
            return act()
        except (
            attempts.AttemptClosed,
            attempts.CannotReopen,
            articles.NoteChanged,
            bank.VersionConflict,
            grading.MarkedMeanwhile,
            grading.NotLate,
            records.CannotLeave,
            classrooms.CannotChange,
        ) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def quiz(db):
    """A timed quiz of ten questions."""
    return factories.make_quiz(("single_choice", "short_answer") * 5, limit_seconds=600)


@pytest.fixture
def students(db):
    """A student for each round, so that every round has its own attempt."""
    return [factories.make_user(f"student{number}") for number in range(ROUNDS)]


@pytest.fixture
def tries(quiz, students):
    """An open attempt for each round."""
    return [start(quiz, student) for student in students]


def everything(attempt: Attempt, raw: str, base: int = 0) -> tuple[attempts.Saved, ...]:
    """Save one answer to each question."""
    return save(attempt, *(incoming(position, raw, base) for position in range(1, 11)))


class TestSaving:
    def test_one_of_two_on_one_base_wins_and_the_other_is_a_conflict(self, tries):
        for attempt in tries:
            one, two = together(
                lambda each=attempt: everything(each, "a"),
                lambda each=attempt: everything(each, "b"),
            )
            winner, loser = (one, two) if one[0].status == "saved" else (two, one)
            assert {each.status for each in winner} == {"saved"}
            assert {(each.status, each.revision) for each in loser} == {("conflict", 1)}
            raw = Step.objects.filter(item__attempt=attempt)[0].raw
            assert {each.stored for each in loser} == {raw}
        assert Step.objects.count() == 10 * ROUNDS
        assert list(differences()) == []

    def test_a_resend_beside_the_first_is_the_same_answer(self, tries):
        for attempt in tries:
            one, two = together(*[lambda each=attempt: everything(each, "a")] * 2)
            assert one == two
            assert {each.status for each in one} == {"saved"}
        assert Step.objects.count() == 10 * ROUNDS

    def test_counts_beside_a_submission_what_was_acknowledged_and_no_more(self, tries):
        for attempt in tries:
            saved, _ = together(
                lambda each=attempt: everything(each, "b"),
                lambda each=attempt: attempts.submit(attempt=each, now=NOW),
            )
            is_closed = isinstance(saved, attempts.AttemptClosed)
            counted = set(Mark.objects.filter(item__attempt=attempt).values_list("revision"))
            assert counted == {(0,) if is_closed else (1,)}
            assert Step.objects.filter(item__attempt=attempt).count() == (0 if is_closed else 10)
        assert list(differences()) == []

    def test_never_looks_like_a_difference(self, tries):
        def write() -> None:
            for revision in range(4):
                for attempt in tries:
                    everything(attempt, "a", base=revision)

        _, *found = together(write, *[lambda: [list(differences()) for _ in range(8)]] * 2)
        assert found == [[[]] * 8] * 2


class TestStarting:
    def test_a_double_click_starts_one_attempt(self, quiz, students):
        for student in students:
            one, two = together(*[lambda each=student: start(quiz, each)] * 2)
            assert one == two
        assert Attempt.objects.count() == ROUNDS
        assert AuditRecord.objects.filter(action="attempts.start").count() == ROUNDS

    def test_a_class_that_starts_together_is_asked_the_same(self, quiz, students):
        teacher = factories.make_user("teacher")
        classroom = factories.make_classroom(teacher, *students)
        given = factories.make_assignment(quiz, classroom, teacher)
        started = together(*[lambda each=student: start(given, each) for student in students])
        asked = {tuple(each.items.values_list("version", flat=True)) for each in started}
        assert (len(started), len(asked)) == (ROUNDS, 1)
        # Each of the first starts would write down what the assignment asks: one has.
        assert AssignmentItem.objects.filter(assignment=given).count() == 10


class TestHandingIn:
    def test_two_submissions_are_one(self, tries):
        for attempt in tries:
            everything(attempt, "b")
            one, two = together(*[lambda each=attempt: attempts.submit(attempt=each, now=NOW)] * 2)
            assert one.receipt == two.receipt != ""
            assert one.earned == two.earned
        assert_each_handed_in_once()

    def test_the_clock_and_the_student_hand_in_once(self, tries):
        for attempt in tries:
            everything(attempt, "b")
        together(
            lambda: attempts.close_overdue(now=LATE),
            lambda: attempts.close_overdue(now=LATE),
            lambda: [attempts.submit(attempt=each, now=LATE) for each in tries],
            lambda: [attempts.close_if_over(attempt=each, now=LATE) for each in tries[::-1]],
        )
        assert set(Attempt.objects.values_list("ended_by")) == {("clock",)}
        assert_each_handed_in_once()

    def test_two_clocks_count_each_attempt_once(self, tries):
        together(*[lambda: attempts.close_overdue(now=LATE)] * 2)
        assert_each_handed_in_once()

    def test_a_late_answer_is_accepted_once(self, tries):
        teacher = factories.make_user("teacher")
        attempts.close_overdue(now=LATE)
        for attempt in tries:
            save(attempt, incoming(1, "b"), now=LATE)
            results = together(*[lambda each=attempt: accept_late(each, teacher)] * 2)
            kinds = Counter(type(each) for each in results)
            assert kinds == {AcceptedLateStep: 1, grading.NotLate: 1}
        assert list(differences()) == []


def accept_late(attempt: Attempt, teacher: User) -> AcceptedLateStep:
    step = Step.objects.get(item__attempt=attempt)
    return grading.accept_late_step(step=step, actor=teacher, reason="ill", now=LATE)


def assert_each_handed_in_once() -> None:
    assert not Attempt.objects.open().exists()
    assert set(Mark.objects.values_list("number")) == {(1,)}
    assert Mark.objects.count() == 10 * ROUNDS
    assert AuditRecord.objects.filter(action="attempts.submit").count() == ROUNDS
    assert list(differences()) == []


class TestReading:
    def test_one_of_two_notes_wins_and_the_other_is_told(self, students):
        revision = factories.make_article()
        write = partial(articles.write_note, revision=revision, sentence=1, base="", now=NOW)
        for reader in students:
            told = together(*(partial(write, reader=reader, note=note) for note in "12"))
            (lost,) = [each for each in told if each is not None]
            assert lost.stored == ReadingMark.objects.get(user=reader).note

    def test_a_highlight_and_a_note_at_once_are_one_mark(self, students):
        at = {"revision": factories.make_article(), "now": NOW}
        write = partial(articles.write_note, sentence=1, note="1", base="", **at)
        light = partial(articles.highlight, sentences=[1, 2], is_highlighted=True, **at)
        for reader in students:
            together(partial(write, reader=reader), partial(light, reader=reader))
            mark = ReadingMark.objects.get(user=reader, sentence=1)
            assert (mark.note, mark.is_highlighted) == ("1", True)

    def test_an_option_is_struck_out_once(self, tries):
        strike = partial(attempts.strike, position=1, option="a", is_struck=True)
        for attempt in tries:
            together(*[partial(strike, attempt=attempt)] * 2)
            assert Strike.objects.filter(item__attempt=attempt).count() == 1


class TestWriting:
    def written(self, stem):
        content = bank.Content(
            kind="true_false",
            stem=stem,
            spec=factories.true_or_false(),
            explanation="",
            bloom="understand",
            difficulty="easy",
        )
        return bank.Written(content=content, revision=None, supporting=(), topics=())

    def test_of_two_versions_at_once_one_is_told_of_the_other(self, db):
        ann = factories.make_user("ann", is_teacher=True)
        for _round in range(ROUNDS):
            question = factories.make_version().question
            write = partial(
                bank.rewrite_question,
                question=question,
                author=ann,
                now=NOW,
                number=1,
                change="new_content",
                note="",
            )
            done = together(
                partial(write, written=self.written("One?")),
                partial(write, written=self.written("Other?")),
            )
            assert Counter(type(each) for each in done) == {
                QuestionVersion: 1,
                bank.VersionConflict: 1,
            }
            assert question.versions.count() == 2

    def test_a_correction_of_an_article_says_no_question_as_it_was_before(self, db):
        ann = factories.make_user("ann", is_teacher=True)
        for _round in range(ROUNDS):
            revision = factories.make_article()
            Article.objects.update(owner=ann)
            version = factories.make_version(revision=revision, quotes=("Music came east.",))
            Question.objects.update(owner=ann)
            done = together(
                partial(
                    bank.rewrite_question,
                    question=version.question,
                    author=ann,
                    written=self.written("Anew?"),
                    now=NOW,
                    number=1,
                    change="new_content",
                    note="",
                ),
                partial(
                    correcting.correct_article,
                    article=revision.article,
                    editor=ann,
                    words=ArticleWords("A spirit", factories.TEXT + "More."),
                    number=1,
                    note="",
                    now=NOW,
                ),
            )
            newest = version.question.versions.order_by("-number")[0]
            assert newest.stem == "Anew?" or isinstance(done[0], bank.VersionConflict)

    def test_a_form_that_is_sent_twice_at_once_is_one_question(self, db):
        ann = factories.make_user("ann", is_teacher=True)
        for _round in range(ROUNDS):
            public_id = uuid4()
            write = partial(
                bank.write_question,
                author=ann,
                public_id=public_id,
                written=self.written("Which?"),
                now=NOW,
            )
            one, other = together(write, write)
            assert one == other
            assert QuestionVersion.objects.filter(question__public_id=public_id).count() == 1


class TestLeaving:
    def test_of_the_last_two_administrators_one_stays(self, db):
        for number in range(ROUNDS):
            two = [User.objects.create_superuser(f"keeper{number}{each}") for each in "ab"]
            done = together(
                *(partial(records.erase_account, user=one, actor=one, now=NOW) for one in two)
            )
            assert Counter(type(each) for each in done) == {type(None): 1, records.CannotLeave: 1}
            User.objects.filter(is_superuser=True).update(is_superuser=False)


class TestTwoTeachersWhoRemoveEachOther:
    def test_leave_one_in_the_class(self, db):
        alice = factories.make_user("alice", is_teacher=True)
        dan = factories.make_user("dan", is_teacher=True)
        classroom = factories.make_classroom(alice)
        classrooms.enroll(classroom=classroom, user=dan, role="teacher", actor=alice, now=NOW)
        alices, dans = Membership.objects.filter(classroom=classroom).order_by("pk")
        remove = classrooms.remove_member
        done = together(
            partial(remove, membership=dans, actor=alice, now=NOW),
            partial(remove, membership=alices, actor=dan, now=NOW),
        )
        assert Membership.objects.filter(classroom=classroom, is_active=True).count() == 1
        assert sum(isinstance(each, classrooms.CannotChange) for each in done) == 1
