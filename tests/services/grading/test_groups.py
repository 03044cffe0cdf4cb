"""Equal typed answers: marked once, undone as one, accepted from now on."""

from datetime import timedelta
from fractions import Fraction

import pytest

from quizzes.models.attempts import AttemptItem
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import QuestionVersion
from quizzes.models.notices import Notice
from quizzes.queries.grading.groups import groups_of
from quizzes.queries.records import differences
from quizzes.services import bank, grading
from tests import factories
from tests.factories import take
from tests.services.grading import marking
from tests.services.grading.marking import LATER

pytestmark = pytest.mark.django_db

HALF = Fraction(1, 2)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture
def version(world):
    """A question that four students have answered, two of them alike, and one nearly right."""
    version = factories.make_version("short_answer")
    given = factories.make_assignment(
        factories.make_quiz([version], points="2"), world.classroom, world.alice
    )
    students = [world.bob, *marking.classmates(world, 3)]
    for student, raw in zip(students, ("Paris", " paris", "Astana", "Astanna"), strict=True):
        take(given, student, {1: raw})
    return version


def mark(version, marker, typed="Paris", share=HALF, now=LATER, **more):
    page = groups_of(marker, version, None)
    [group] = [each for each in page.groups if each.typed == typed]
    wanted = grading.GroupMark(group.key, share, more.pop("comment", ""))
    return grading.mark_group(
        version=version, group=wanted, marker=marker, now=now, **{"seen_at": now, **more}
    )


def fractions(version):
    items = AttemptItem.objects.filter(version=version).order_by("pk")
    return [str(item.fraction) for item in items]


class TestGroups:
    def test_show_what_was_not_matched_first(self, world, version):
        page = groups_of(world.alice, version, None)
        told = [(each.typed, each.count, each.is_near_miss) for each in page.groups]
        assert told == [("Paris", 2, False), ("Astanna", 1, True), ("Astana", 1, False)]
        assert (page.answered, page.unmatched, page.accepted) == (4, 3, ["Astana"])
        assert groups_of(world.dan, version, None).groups == []

    def test_are_marked_at_once_and_undone_as_one(self, world, version):
        act = mark(version, world.alice, comment="The capital then")
        assert fractions(version) == ["1/2", "1/2", "1", "0"]
        assert act.summary == {"answer": "Paris", "fraction": "1/2", "count": 2}
        assert {each.attempt.earned for each in act_items(act)} == {Fraction(1)}
        assert not any(differences())
        assert grading.undo_group(act=act, actor=world.alice, now=LATER + MINUTE) == 2
        assert fractions(version) == ["0", "0", "1", "0"]
        assert {each.attempt.earned for each in act_items(act)} == {0}
        assert not any(differences())
        assert grading.undo_group(act=act, actor=world.alice, now=LATER + MINUTE) == 0

    def test_keep_a_later_mark_when_they_are_undone(self, world, version):
        first = mark(version, world.alice)
        mark(version, world.alice, share=Fraction(1))
        assert grading.undo_group(act=first, actor=world.alice, now=LATER + MINUTE) == 0
        assert fractions(version)[:2] == ["1", "1"]

    def test_are_not_marked_twice_or_over_another(self, world, version):
        fay = marking.assistant(world)
        mark(version, fay, now=LATER + MINUTE)
        with pytest.raises(grading.GroupMarkedMeanwhile):
            mark(version, world.alice, share=Fraction(1), seen_at=LATER, now=LATER + 2 * MINUTE)
        with pytest.raises(grading.NothingToMark):
            mark(version, world.alice, now=LATER + 2 * MINUTE)

    def test_are_told_of_to_those_who_see_their_score(self, world, version):
        mark(version, world.alice)
        # The policy of a quiz without one is Practice: all is shown right after.
        assert Notice.objects.filter(kind="mark_changed").count() == 2
        assert AuditRecord.objects.filter(action="grading.mark_group").count() == 1


class TestAGap:
    def test_is_marked_by_itself_and_the_whole_follows(self, world):
        version = factories.make_version("cloze")
        quiz = factories.make_quiz([version], points="2")
        given = factories.make_assignment(quiz, world.classroom, world.alice)
        attempt = take(given, world.bob, {1: {"u": "Akmola", "t": "d"}})
        page = groups_of(world.alice, version, None, "u")
        assert [(each.typed, each.fractions) for each in page.groups] == [("Akmola", (0,))]
        wanted = grading.GroupMark(page.groups[0].key, HALF, "As it once was", "u")
        act = grading.mark_group(
            version=version, group=wanted, marker=world.alice, now=LATER, seen_at=LATER
        )
        item = attempt.items.get()
        assert (item.fraction, item.marks.last().parts) == (
            Fraction(3, 4),
            {"u": "1/2", "t": "1"},
        )
        assert groups_of(world.alice, version, None, "u").groups[0].is_by_person
        assert not any(differences())
        grading.undo_group(act=act, actor=world.alice, now=LATER + MINUTE)
        assert attempt.items.get().fraction == HALF

    def test_accepts_one_more_text(self, world):
        version = factories.make_version("cloze")
        made = bank.accept_answer(
            question=version.question,
            author=world.alice,
            text="Akmola",
            fraction=HALF,
            note="",
            now=LATER,
            gap="u",
        )
        [typed] = [gap for gap in made.loaded_spec.gaps if gap.id == "u"]
        assert [each.text for each in typed.variants] == ["Astana", "Akmola"]
        with pytest.raises(KeyError):
            groups_of(world.alice, version, None, "t")


class TestAccepting:
    def test_makes_a_scoring_correction_that_keeps_all_else(self, world):
        revision = world.quiz.article.revisions.get()
        quote = "It has four parts, said the speaker."
        version = factories.make_version("short_answer", revision=revision, quotes=(quote,))
        made = bank.accept_answer(
            question=version.question,
            author=world.alice,
            text="Nur-Sultan",
            fraction=HALF,
            note="As it was called then",
            now=LATER,
        )
        assert (made.number, made.change, made.note) == (
            2,
            QuestionVersion.Change.CORRECTION,
            "As it was called then",
        )
        assert [each.quote for each in made.evidence.all()] == [quote]
        texts = [(each["text"], each["fraction"]) for each in made.spec["variants"]]
        assert texts == [("Astana", "1"), ("Nur-Sultan", "1/2")]


def act_items(act):
    return AttemptItem.objects.filter(acted__act=act).select_related("attempt")
