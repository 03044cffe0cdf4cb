"""Acts about marks: a corrected key, a point for everybody, a dropped question; and undoing."""

from datetime import timedelta
from fractions import Fraction

import pytest

from quizzes.models.attempts import Attempt, Mark
from quizzes.models.audit import AuditRecord
from quizzes.models.notices import Notice
from quizzes.queries.records import differences
from quizzes.queries.review import score_shown
from quizzes.services import assignments, attempts, grading
from tests import factories
from tests.factories import NOW, incoming, make_assignment, make_quiz, make_version, save, start
from tests.services.grading.acts import act, corrected, planned, regrade

pytestmark = [pytest.mark.django_db, pytest.mark.rows]

DAY = timedelta(days=1)
HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture
def question(world):
    """A question of which a is said to be right, where it is b."""
    return make_version(spec=factories.single_choice("a"))


def given(world, *versions, behavior="deferred", **terms):
    return make_assignment(
        make_quiz([*versions]), world.classroom, world.alice, behavior=behavior, **terms
    )


def taken(assignment, student, *checks, now=NOW, action="check"):
    """Return an attempt whose first question was answered so, one after the other."""
    attempt = start(assignment, student, now=now)
    for base, raw in enumerate(checks):
        save(attempt, incoming(1, raw, base, action), now=now)
    return attempts.submit(attempt=attempt, now=now)


def newest(attempt, position=1):
    return Mark.objects.filter(item__attempt=attempt, item__position=position).latest("number")


def stored(attempt):
    return Attempt.objects.get(pk=attempt.pk)


class TestARegrade:
    @pytest.mark.parametrize(
        ("behavior", "checks", "choice", "before", "after"),
        [
            ("deferred", "b", "recompute", 0, 1),
            ("deferred", "a", "recompute", 1, 0),
            ("deferred", "a", "only_rise", 1, None),
            ("deferred", "a", "both", 1, None),
            ("deferred", "b", "both", 0, 1),
            ("deferred", "", "recompute", 0, None),
            ("immediate", "a", "recompute", 1, 0),
            ("immediate", "b", "recompute", 0, 1),
            # Wrong by the old key, then right at half of the points; right at once by the new one.
            ("interactive", "ba", "recompute", HALF, 1),
            # The old key ended it as right: its student could not try on.
            ("interactive", "a", "recompute", 1, None),
            # Right at the last try took nothing away.
            ("interactive", "ca", "recompute", HALF, 0),
            ("interactive", "cb", "recompute", 0, HALF),
        ],
    )
    def test_replays_the_steps(self, world, question, behavior, checks, choice, before, after):
        assignment = given(world, question, behavior=behavior)
        action = "save" if behavior == "deferred" else "check"
        attempt = taken(assignment, world.bob, *checks, action=action)
        assert newest(attempt).fraction == before
        correction = corrected(question, factories.single_choice("b"))
        if after is None:
            with pytest.raises(grading.NothingChanges):
                regrade(question, assignment, by=world.alice, choice=choice)
            return
        regrade(question, assignment, by=world.alice, choice=choice)
        mark = newest(attempt)
        assert (mark.fraction, mark.version, mark.source) == (after, correction, "regrade")
        assert stored(attempt).earned == after
        assert not list(differences())

    def test_takes_lateness_off_what_is_earned_now(self, world, question):
        assignment = given(world, question, late_percent=10, closes_at=NOW + 9 * DAY)
        attempt = taken(assignment, world.bob, "b", now=NOW + 8 * DAY, action="save")
        corrected(question, factories.single_choice("b"))
        regrade(question, assignment, by=world.alice, now=NOW + 9 * DAY)
        assert stored(attempt).earned == Fraction(9, 10)

    def test_refuses_new_content_and_what_a_person_has_marked(self, world, question):
        assignment = given(world, question)
        attempt = taken(assignment, world.bob, "b", action="save")
        corrected(question, factories.single_choice("b"), change="new_content")
        with pytest.raises(grading.NothingChanges):
            regrade(question, assignment, by=world.alice)
        other = make_version(spec=factories.single_choice("a"))
        assignment = given(world, other)
        attempt = taken(assignment, world.bob, "b", action="save")
        corrected(other, factories.single_choice("b"))
        grading.override(
            item=attempt.items.get(), fraction=THIRD, actor=world.alice, reason="?", now=NOW
        )
        with pytest.raises(grading.NothingChanges):
            regrade(other, assignment, by=world.alice)

    def test_is_undone_as_one_where_no_later_mark_counts(self, world, question):
        assignment = given(world, question, attempts_allowed=2)
        first = taken(assignment, world.bob, "b", action="save")
        second = taken(assignment, world.bob, "b", action="save")
        corrected(question, factories.single_choice("b"))
        done = regrade(question, assignment, by=world.alice)
        item = second.items.get()
        grading.override(item=item, fraction=HALF, actor=world.alice, reason="?", now=NOW)
        undone = grading.undo(act=done, actor=world.alice, now=NOW + DAY)
        assert (undone.restored, undone.left) == (1, 1)
        assert [newest(each).fraction for each in (first, second)] == [0, HALF]
        assert (newest(first).source, newest(first).version) == ("rule", question)
        assert stored(first).earned == 0
        assert not list(differences())
        with pytest.raises(grading.UndoneAlready):
            grading.undo(act=done, actor=world.alice, now=NOW)

    def test_is_on_record_and_told_once_without_number_or_reason(self, world, question):
        assignment = given(world, question, review_preset="homework")
        held = given(world, question, review_preset="exam")
        seen, hidden = (taken(each, world.bob, "b", action="save") for each in (assignment, held))
        corrected(question, factories.single_choice("b"))
        done = regrade(question, assignment, held, by=world.alice)
        record = AuditRecord.objects.about(done).get()
        assert (record.reason, record.after["changed"]) == ("The key was wrong.", 2)
        told = Notice.objects.filter(user=world.bob, kind="mark_changed")
        assert [notice.path for notice in told] == [f"/attempts/{seen.public_id}/review/"]
        assert str(hidden.public_id) not in str(told.values())
        assert "key" not in str(told.get().words)


class TestAPointForEverybody:
    def test_is_for_blanks_too_and_stays(self, world, question):
        assignment = given(world, question, late_percent=50, closes_at=NOW + 9 * DAY)
        attempt = taken(assignment, world.bob, now=NOW + 8 * DAY)
        done = act(planned("everyone", question, assignment), world.alice, now=NOW + 9 * DAY)
        assert (newest(attempt).source, newest(attempt).fraction) == ("given", 1)
        assert (stored(attempt).earned, stored(attempt).answered_count) == (HALF, 0)
        corrected(question, factories.single_choice("b"))
        with pytest.raises(grading.NothingChanges):
            regrade(question, assignment, by=world.alice)
        assert not list(differences())
        grading.undo(act=done, actor=world.alice, now=NOW + 9 * DAY)
        assert stored(attempt).earned == 0


class TestADroppedQuestion:
    @pytest.mark.parametrize(
        ("answers", "keeps", "share", "fallen"),
        [
            # Two questions: the first one is dropped.
            ({1: "a", 2: "c"}, False, 0, 1),
            ({1: "a", 2: "c"}, True, HALF, 1),
            ({1: "c", 2: "a"}, True, 1, 0),
            ({1: "a", 2: "a"}, True, 1, 0),
        ],
    )
    def test_leaves_points_and_maximum(self, world, question, answers, keeps, share, fallen):
        other = make_version(spec=factories.single_choice("a"))
        assignment = given(world, question, other)
        attempt = factories.take(assignment, world.bob, answers)
        before = attempt.total
        plan = planned("drop", question, assignment, keeps_percent=keeps)
        done = act(plan, world.alice)
        assert (stored(attempt).total.share, stored(attempt).maximum) == (share, 1)
        assert done.summary["fallen"] == (fallen and int(not keeps))
        said = score_shown(stored(attempt))
        assert (said.before_lateness, said.is_kept) == (None, bool(fallen and keeps))
        assert not list(differences())
        grading.undo(act=done, actor=world.alice, now=NOW)
        assert stored(attempt).total == before
        assert stored(attempt).kept_share is None

    def test_keeps_no_percent_that_a_later_mark_takes(self, world, question):
        others = [make_version(spec=factories.single_choice("a")) for _ in range(2)]
        attempt = factories.take(
            given(world, question, *others), world.bob, {1: "a", 2: "a", 3: "c"}
        )
        act(planned("drop", question, attempt.assignment, keeps_percent=True), world.alice)
        assert stored(attempt).total.share == 2 * THIRD
        told = {"item": attempt.items.get(position=2), "actor": world.alice, "now": NOW}
        done = grading.override(fraction=Fraction(0), reason="Copied", **told)
        assert stored(attempt).total.share == THIRD
        assert not list(differences())
        grading.undo(act=done, actor=world.alice, now=NOW)
        assert stored(attempt).total.share == 2 * THIRD

    def test_with_nothing_left_has_no_percent(self, world, question):
        assignment = given(world, question)
        attempt = taken(assignment, world.bob, "a", action="save")
        act(planned("drop", question, assignment), world.alice)
        assert stored(attempt).total.share is None
        assert not list(differences())


class TestOverride:
    @pytest.mark.parametrize("fraction", [-HALF, 1 + HALF])
    def test_refuses_what_is_no_mark(self, world, fraction):
        item = factories.take(world.assignment, world.bob).items.first()
        with pytest.raises(grading.CannotMark):
            grading.override(item=item, fraction=fraction, actor=world.alice, reason="?", now=NOW)

    def test_refuses_what_somebody_marked_meanwhile(self, world):
        item = factories.take(given(world, make_version()), world.bob).items.first()
        told = {"item": item, "actor": world.alice, "reason": "?", "now": NOW, "based_on": 1}
        done = grading.override(fraction=HALF, **told)
        with pytest.raises(grading.CannotMark):
            grading.override(fraction=THIRD, **told)
        assert (newest(item.attempt).source, stored(item.attempt).earned) == ("person", HALF)
        grading.undo(act=done, actor=world.alice, now=NOW)
        assert stored(item.attempt).earned == 1


class TestASecondLook:
    def asked(self, world, **terms):
        assignment = given(world, make_version(), **{"review_preset": "homework", **terms})
        assignment.second_look_until = NOW + DAY
        assignment.save()
        attempt = factories.take(assignment, world.bob, {1: "a"})
        return attempt.items.select_related("attempt__assignment").get()

    def ask(self, world, item, now=NOW):
        return grading.ask_for_look(item=item, student=world.bob, text="Why?", now=now)

    def test_is_answered_by_a_new_mark_which_both_see(self, world):
        look = self.ask(world, self.asked(world))
        assert Notice.objects.filter(user=world.alice, kind="look_wanted").exists()
        with pytest.raises(grading.CannotAsk):
            self.ask(world, look.item)
        told = {"look": look, "actor": world.alice, "answer": "You are right.", "now": NOW}
        done = grading.answer_look(fraction=HALF, **told)
        assert (done.new_mark.fraction, done.new_mark.reason) == (HALF, "You are right.")
        assert Notice.objects.filter(user=world.bob, kind="look_answered").exists()
        with pytest.raises(grading.AnsweredAlready):
            grading.answer_look(**told)
        assert not list(differences())

    def test_goes_to_who_gave_the_mark(self, world):
        item = self.asked(world)
        told = {"item": item, "actor": world.alice, "reason": "?", "now": NOW}
        grading.override(fraction=HALF, comment="Why so?", **told)
        look = self.ask(world, item)
        assert look.addressee == world.alice
        # What was said of the answer is not lost with the mark that it came with.
        told = {"actor": world.alice, "answer": "Right.", "now": NOW}
        done = grading.answer_look(look=look, fraction=Fraction(1), **told)
        assert done.new_mark.comment == "Why so?"

    def test_is_refused_outside_of_the_window_and_while_the_score_is_hidden(self, world):
        item = self.asked(world)
        with pytest.raises(grading.CannotAsk):
            self.ask(world, item, NOW + 2 * DAY)
        item = self.asked(world, review_preset="exam")
        with pytest.raises(grading.CannotAsk):
            self.ask(world, item)
        assignments.release(assignment=item.attempt.assignment, actor=world.alice, now=NOW)
        assert self.ask(world, item).addressee is None
