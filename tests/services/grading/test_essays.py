"""Marking essays: what a mark is, who has which answer in hand, who hears of it."""

from datetime import timedelta
from fractions import Fraction

import pytest

from quizzes.models.grading import MarkingClaim, MarkingDraft
from quizzes.models.notices import Notice
from quizzes.queries.grading.marking.essays import Filled, answer_to_mark
from quizzes.queries.grading.marking.waiting import waiting_for
from quizzes.queries.records import differences
from quizzes.services import grading
from tests.factories import NOW
from tests.services.grading import marking
from tests.services.grading.marking import LATER, essays, filled, mark, only, only_again

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture
def fay(world):
    return marking.assistant(world)


def claim_next(given, marker, now=LATER, **more):
    question = given.quiz.sections.get().items.get().question
    return grading.claim_next(marker=marker, question=question, given=given, now=now, **more)


class TestAMark:
    def test_gives_the_points_of_the_rubric_and_settles_the_attempt(self, world):
        item = mark(only(essays(world)), world.alice, comment="  Well argued. ")
        given = item.marks.order_by("-number").first()
        assert (item.fraction, item.mark_count, given.source) == (1, 2, "person")
        assert (given.parts, given.comment, given.marker) == (
            {"claim": "1"},
            "Well argued.",
            world.alice,
        )
        assert (item.attempt.earned, item.attempt.pending) == (Fraction(2), 0)
        assert not any(differences())

    def test_is_given_once_however_often_it_is_sent(self, world):
        item = only(essays(world))
        marks = {
            grading.mark_essay(item=item, marker=world.alice, filled=filled(item), now=LATER).pk
            for _ in range(2)
        }
        assert len(marks) == 1

    @pytest.mark.parametrize("levels", [{}, {"claim": "none such"}, {"claim": "top", "x": "top"}])
    def test_needs_a_level_for_each_criterion(self, world, levels):
        item = only(essays(world))
        with pytest.raises(grading.NotComplete):
            grading.mark_essay(
                item=item, marker=world.alice, filled=Filled(levels, "", 1), now=LATER
            )
        assert only_again(item).fraction is None

    def test_on_an_older_one_is_a_conflict(self, world, fay):
        item = only(essays(world))
        mark(item, fay)
        with pytest.raises(grading.MarkedMeanwhile):
            mark(item, world.alice, level="low")
        assert only_again(item).fraction == 1

    def test_that_its_student_sees_changes_with_a_reason_and_a_notice(self, world):
        item = mark(only(essays(world, review_preset="homework")), world.alice)
        assert not Notice.objects.filter(kind="mark_changed").exists()
        with pytest.raises(grading.NotComplete):
            mark(item, world.alice, level="low")
        mark(item, world.alice, level="low", reason="Read again.")
        told = Notice.objects.get(kind="mark_changed")
        assert (told.user, told.kind) == (world.bob, "mark_changed")
        assert set(told.words) == {"quiz", "class"}

    def test_that_nobody_sees_yet_changes_silently(self, world):
        item = mark(only(essays(world, review_preset="exam")), world.alice)
        mark(item, world.alice, level="low")
        assert not Notice.objects.filter(kind="mark_changed").exists()


class TestAHand:
    def test_is_never_given_what_another_has(self, world, fay):
        given = essays(world, world.bob, *marking.classmates(world, 2))
        got = [claim_next(given, marker).item for marker in (world.alice, fay)]
        assert len(set(got)) == 2
        # Who comes back gets what is in hand already; who goes on, the third.
        assert claim_next(given, world.alice).item == got[0]
        after = claim_next(given, world.alice, after=only_item(got[0]))
        assert after.item not in got
        assert claim_next(given, fay, after=only_item(got[1])).item == got[1]

    def test_is_empty_after_half_an_hour_of_silence(self, world, fay):
        given = essays(world)
        assert claim_next(given, world.alice)
        assert claim_next(given, fay, LATER + 29 * MINUTE) is None
        draft = {"levels": {}, "comment": "", "base": 1}
        item = only(given)
        grading.keep_draft(item=item, marker=world.alice, now=LATER + 25 * MINUTE, **draft)
        assert claim_next(given, fay, LATER + 54 * MINUTE) is None
        assert claim_next(given, fay, LATER + 55 * MINUTE).item == item.pk
        with pytest.raises(grading.InOtherHands):
            grading.keep_draft(item=item, marker=world.alice, now=LATER + 56 * MINUTE, **draft)
        with pytest.raises(grading.InOtherHands):
            mark(item, world.alice, LATER + 56 * MINUTE)

    def test_is_given_nothing_that_is_marked(self, world):
        given = essays(world)
        mark(only(given), world.alice)
        assert claim_next(given, world.alice) is None
        assert not MarkingClaim.objects.exists()


class TestADraft:
    def test_comes_back_and_goes_with_the_mark(self, world):
        item = only(essays(world))
        kept = {"levels": {"claim": "low"}, "comment": "Which spirit?"}
        grading.keep_draft(item=item, marker=world.alice, base=1, now=NOW, **kept)
        page = answer_to_mark(item, world.alice, LATER)
        assert (page.filled.levels, page.filled.comment) == tuple(kept.values())
        assert not page.is_stale
        mark(item, world.alice)
        assert not MarkingDraft.objects.exists()


class TestWhatWaits:
    def test_is_counted_for_all_who_teach_and_assist(self, world, fay):
        given = essays(world, world.bob, *marking.classmates(world, 3))
        held = claim_next(given, world.alice)
        mark(only_item(held.item), world.alice)
        claim_next(given, fay)
        [line] = waiting_for(fay, LATER).essays
        assert (line.waiting, line.mine, line.marked, line.oldest) == (3, 1, 1, NOW)
        assert waiting_for(world.dan, LATER).essays == ()

    def test_is_told_once_a_day(self, world, fay):
        essays(world)
        for hours in (0, 1, 23):
            grading.tell_what_waits(now=NOW + timedelta(hours=hours))
        told = Notice.objects.filter(kind="to_mark")
        assert {notice.user for notice in told} == {world.alice, fay}
        assert told.count() == 2


def only_item(pk):
    return marking.AttemptItem.objects.get(pk=pk)
