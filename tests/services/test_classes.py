"""Classes: joining, colleagues, removing, archiving, copying; and two teachers at once."""

from datetime import timedelta

import pytest

from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Category, Classroom, Membership
from quizzes.models.notices import Notice
from quizzes.queries.classrooms.history import acts_about
from quizzes.queries.records import differences
from quizzes.services import assignments, attempts, classrooms
from quizzes.services.assignments import CannotCopy, NewClass, NewDates
from quizzes.services.classrooms import CannotChange, CannotJoin
from tests import factories
from tests.factories import NOW, make_assignment, make_classroom, make_quiz, start

DAY = timedelta(days=1)


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


pytestmark = pytest.mark.django_db


def let(world, joining):
    return classrooms.change_settings(
        classroom=world.classroom, values={"joining": joining}, actor=world.alice, now=NOW
    )


def place(world, user):
    return Membership.objects.select_related("user", "classroom").get(
        classroom=world.classroom, user=user
    )


def remove(world, user):
    return classrooms.remove_member(membership=place(world, user), actor=world.alice, now=NOW)


def ask(world, user, role="assistant"):
    return classrooms.invite_colleague(
        classroom=world.classroom, user=user, role=role, called="d", actor=world.alice, now=NOW
    )


class TestJoin:
    def test_lets_in_at_once_where_the_class_is_open(self, world):
        classroom = let(world, "open")
        assert len(classroom.join_code) == 8
        for _ in range(2):
            member = classrooms.join(classroom=classroom, user=world.carol, now=NOW)
            assert (member.role, member.is_active) == ("student", True)
        assert not Notice.objects.filter(kind="joined").exists()

    def test_waits_for_a_teacher_who_is_told_once(self, world):
        let(world, "approval")
        for _ in range(2):
            member = classrooms.join(classroom=world.classroom, user=world.carol, now=NOW)
        assert (member.is_active, member.waits_for) == (False, "approval")
        assert [notice.user for notice in Notice.objects.filter(kind="joined")] == [world.alice]
        agreed = classrooms.answer_request(
            membership=member, is_agreed=True, actor=world.alice, now=NOW
        )
        assert agreed.is_active

    @pytest.mark.parametrize("end", ["removed", "refused"])
    def test_who_was_sent_away_waits_even_where_the_class_is_open(self, world, end):
        if end == "removed":
            remove(world, world.bob)
            user = world.bob
        else:
            let(world, "approval")
            user = world.carol
            asking = classrooms.join(classroom=world.classroom, user=user, now=NOW)
            classrooms.answer_request(
                membership=asking, is_agreed=False, actor=world.alice, now=NOW
            )
        let(world, "open")
        again = classrooms.join(classroom=world.classroom, user=user, now=NOW + DAY)
        assert (again.is_active, again.waits_for) == (False, "approval")

    def test_is_refused_where_the_class_takes_nobody(self, world):
        with pytest.raises(CannotJoin):
            classrooms.join(classroom=world.classroom, user=world.carol, now=NOW)
        let(world, "open")
        attempts.archive_class(classroom=world.classroom, actor=world.alice, now=NOW)
        with pytest.raises(CannotJoin):
            classrooms.join(classroom=world.classroom, user=world.carol, now=NOW)

    def test_a_new_code_opens_and_the_old_one_does_not(self, world):
        old = let(world, "open").join_code
        new = classrooms.renew_code(classroom=world.classroom, actor=world.alice, now=NOW)
        assert new.join_code != old
        assert not Classroom.objects.filter(join_code=old).exists()
        for record in AuditRecord.objects.about(world.classroom):
            assert old not in str(record.after) + str(record.before)


class TestColleagues:
    def test_are_in_when_they_agree(self, world):
        asked = ask(world, world.dan, "teacher")
        assert not Classroom.objects.taught_by(world.dan).filter(pk=world.classroom.pk).exists()
        classrooms.accept(membership=asked, now=NOW)
        assert Classroom.objects.led_by(world.dan).filter(pk=world.classroom.pk).exists()
        assert place(world, world.dan).sort_name == ""

    def test_who_declines_is_in_no_list(self, world):
        classrooms.decline(membership=ask(world, world.dan), now=NOW)
        assert not Membership.objects.filter(classroom=world.classroom, user=world.dan).exists()
        with pytest.raises(CannotJoin):
            classrooms.accept(membership=Membership(classroom=world.classroom, pk=0), now=NOW)

    def test_cannot_be_put_in_before_they_agree(self, world):
        with pytest.raises(CannotChange):
            classrooms.restore_member(membership=ask(world, world.dan), actor=world.alice, now=NOW)

    @pytest.mark.parametrize(("name", "role"), [("bob", "assistant"), ("carol", "teacher")])
    def test_no_student_assists_and_only_teachers_teach(self, world, name, role):
        with pytest.raises(CannotChange):
            ask(world, getattr(world, name), role)

    def test_the_last_teacher_stays(self, world):
        with pytest.raises(CannotChange):
            remove(world, world.alice)
        with pytest.raises(CannotChange):
            classrooms.change_role(
                membership=place(world, world.alice), role="assistant", actor=world.alice, now=NOW
            )
        classrooms.accept(membership=ask(world, world.dan, "teacher"), now=NOW)
        assert not remove(world, world.alice).is_active


class TestRemove:
    def test_keeps_the_tries_and_restore_brings_all_back(self, world):
        factories.take(world.assignment, world.bob)
        remove(world, world.bob)
        assert not Assignment.objects.for_student(world.bob).exists()
        classrooms.restore_member(membership=place(world, world.bob), actor=world.alice, now=NOW)
        assert Assignment.objects.for_student(world.bob).get() == world.assignment
        assert Attempt.objects.filter(student=world.bob).count() == 1
        acts = [record.action for record in acts_about(world.classroom, world.bob)]
        assert acts == [
            "classrooms.restore_member",
            "classrooms.remove_member",
            "classrooms.enroll",
        ]

    def test_another_class_tells_nothing_of_what_it_did(self, world):
        other = make_classroom(world.dan, world.bob, name="Secret")
        attempts.accommodate(
            classroom=other,
            student=world.bob,
            grant=attempts.Grant(extra_attempts=1, note="private"),
            actor=world.dan,
            now=NOW,
        )
        acts = acts_about(world.classroom, world.bob)
        assert [record.action for record in acts] == ["classrooms.enroll"]


class TestArchive:
    def test_ends_what_is_open_on_record(self, world):
        running = start(world.assignment, world.bob)
        factories.save(running, factories.incoming(1, "b"))
        later = make_assignment(
            make_quiz(), world.classroom, world.alice, opens_at=NOW + DAY, due_at=None
        )
        over = make_assignment(make_quiz(), world.classroom, world.alice, now=NOW - 9 * DAY)
        closed_at = over.closes_at
        now = NOW + timedelta(hours=1)
        attempts.archive_class(classroom=world.classroom, actor=world.alice, now=now)
        for each in (world.assignment, later, over, running):
            each.refresh_from_db()
        try:
            assert (world.assignment.closes_at, world.assignment.due_at) == (now, now)
            assert (later.opens_at, later.closes_at) == (None, now)
            assert over.closes_at == closed_at
            assert (running.submitted_at, running.ended_by) == (now, "teacher")
            ended = AuditRecord.objects.filter(action="assignments.end")
            assert {record.subject_id for record in ended} == {
                world.assignment.public_id,
                later.public_id,
            }
            assert not list(differences())
        finally:
            world.assignment.closes_at = world.assignment.due_at = NOW + 7 * DAY

    def test_nothing_begins_in_it_even_for_who_has_more_time(self, world):
        factories.grant(world, closes_at=NOW + 9 * DAY)
        attempts.archive_class(classroom=world.classroom, actor=world.alice, now=NOW)
        given = Assignment.objects.get(pk=world.assignment.pk)
        with pytest.raises(attempts.CannotStart, match="over"):
            start(given, world.bob)
        assert list(Assignment.objects.for_student(world.bob)) == [given]

    def test_comes_back_with_its_assignments_closed(self, world):
        archived = attempts.archive_class(classroom=world.classroom, actor=world.alice, now=NOW)
        with pytest.raises(CannotChange):
            let(world, "open")
        classrooms.unarchive(classroom=archived, actor=world.alice, now=NOW + DAY)
        assert Classroom.objects.current().filter(pk=archived.pk).exists()
        with pytest.raises(attempts.CannotStart, match="closed"):
            start(Assignment.objects.get(pk=world.assignment.pk), world.bob, now=NOW + DAY)


class TestCopy:
    def test_takes_terms_weights_and_scale_but_no_people(self, world):
        tests = Category.objects.create(
            classroom=world.classroom, name="Tests", weight="2", drop_lowest=1
        )
        kept = {"are_missing_zero": True, "grade_scale": [["90", "A"]]}
        Classroom.objects.filter(pk=world.classroom.pk).update(**kept)
        terms = {"access_code": "sesame", "late_percent": 10, "attempts_allowed": 2}
        Assignment.objects.filter(pk=world.assignment.pk).update(category=tests, **terms)
        copy = assignments.copy_class(
            classroom=Classroom.objects.get(pk=world.classroom.pk),
            new=NewClass("Next", "Europe/Berlin", "open"),
            dates={world.assignment.pk: NewDates(due_at=NOW + DAY)},
            actor=world.alice,
            now=NOW,
        )
        assert [member.user for member in copy.memberships.all()] == [world.alice]
        assert {name: getattr(copy, name) for name in kept} == kept
        made = copy.assignments.get()
        assert (made.quiz, made.due_at, made.opens_at) == (world.quiz, NOW + DAY, None)
        assert {name: getattr(made, name) for name in terms} == terms
        assert made.category.classroom == copy
        assert (made.category.name, made.category.weight) == ("Tests", 2)
        assert copy.join_code
        assert copy.join_code != world.classroom.join_code

    def test_gives_no_quiz_that_is_not_the_teachers_to_give(self, world):
        theirs = make_assignment(
            make_quiz(owner=world.dan, is_open=False), world.classroom, world.alice
        )
        with pytest.raises(CannotCopy):
            assignments.copy_class(
                classroom=world.classroom,
                new=NewClass("Next", "UTC"),
                dates={theirs.pk: NewDates()},
                actor=world.alice,
                now=NOW,
            )
        assert not Classroom.objects.filter(name="Next").exists()
