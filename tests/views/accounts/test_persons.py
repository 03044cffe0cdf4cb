"""Administrators look at people, take their data along, and erase accounts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models.accounts import User
from quizzes.models.attempts import Mark, Step
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Membership
from quizzes.models.review import QuestionReport
from quizzes.models.site import SiteSettings
from quizzes.queries.records import differences
from quizzes.services import records, review
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW

pytestmark = pytest.mark.django_db
SECRET = "My father was in prison."


@pytest.fixture
def keeper(world):
    return factories.make_user("kim", name="Kim", is_staff=True, is_superuser=True)


@pytest.fixture
def as_keeper(keeper):
    return logged_in(keeper)


def url(user, end=""):
    return f"/people/all/{user.public_id}/{end}"


class TestFinding:
    @pytest.mark.parametrize(
        ("asked", "names"),
        [
            ({"q": "ALI"}, {"alice"}),
            ({"kind": "administrators"}, {"kim"}),
            ({"kind": "wishing"}, {"bob"}),
            ({"kind": "no such"}, {"alice", "bob", "carol", "dan", "kim"}),
            ({"q": "'%_"}, set()),
        ],
    )
    def test_narrows(self, world, as_keeper, asked, names):
        records.wish_to_leave(user=world.bob, now=NOW)
        page = as_keeper.get("/people/all/", asked).context["page"]
        assert {user.username for user in page} == names

    def test_lists_the_idle_once_it_is_said_how_long(self, world, as_keeper):
        User.objects.update(date_joined=timezone.now() - timedelta(days=400), last_login=None)
        User.objects.filter(username="bob").update(last_login=timezone.now())
        assert not as_keeper.get("/people/all/", {"kind": "idle"}).context["page"].object_list
        SiteSettings.objects.create(idle_accounts_kept_days=365)
        page = as_keeper.get("/people/all/", {"kind": "idle"}).context["page"]
        assert {user.username for user in page} == {"alice", "carol", "dan"}


class TestPerson:
    def test_is_taken_along_on_record(self, world, as_keeper, keeper):
        response = as_keeper.get(url(world.bob, "file/"))
        assert response.json()["profile"][0]["username"] == "bob"
        record = AuditRecord.objects.get(action="records.note_export")
        assert (record.actor, record.subject_id) == (keeper, world.bob.public_id)

    def test_says_what_there_is(self, world, as_keeper):
        factories.take(world.assignment, world.bob)
        page = as_keeper.get(url(world.bob)).content.decode()
        assert "Reading" in page
        assert "Student" in page


def write_an_essay(world):
    quiz = factories.make_quiz(("essay", "short_answer"))
    assignment = factories.make_assignment(quiz, world.classroom, world.alice)
    attempt = factories.take(assignment, world.bob, {1: SECRET, 2: "Astana"})
    item = attempt.items.get(position=1)
    review.report(item=item, reporter=world.bob, reason="other", text=SECRET, now=NOW)
    mark = item.marks.get()
    again = Mark(
        item=item, number=2, source="person", marker=world.alice, version=item.version, revision=1,
        fraction="1/2", comment=SECRET, reason="Marked", at=NOW,
    )  # fmt: skip
    again.seal = again.sealed()
    again.save()
    return attempt, mark


class TestErasing:
    def test_asks_for_the_user_name_and_a_reason_and_keeps_what_was_typed(self, world, as_keeper):
        form = {"username": "alice", "reason": "Because"}
        response = as_keeper.post(url(world.carol, "erase/"), form)
        assert response.status_code == 422
        assert "Because" in response.content.decode()
        assert User.objects.get(username="carol")

    def test_lets_a_member_of_a_class_go_and_keeps_the_marks(self, world, as_keeper, keeper):
        attempt = factories.take(world.assignment, world.bob)
        form = {"username": "bob", "reason": "Left the school"}
        assert as_keeper.post(url(world.bob, "erase/"), form).status_code == 302
        world.bob.refresh_from_db()
        assert (world.bob.name, world.bob.is_active) == ("", False)
        assert not Membership.objects.filter(user=world.bob, is_active=True).exists()
        assert attempt.items.exists()
        record = AuditRecord.objects.get(action="records.erase_account")
        assert (record.actor, record.reason) == (keeper, "Left the school")

    def test_blanks_what_was_written_and_nothing_differs_afterwards(self, world, as_keeper):
        attempt, _mark = write_an_essay(world)
        before = list(differences())
        form = {"username": "bob", "reason": "Wished", "blanks_texts": "on"}
        assert as_keeper.post(url(world.bob, "erase/"), form).status_code == 302
        steps = Step.objects.filter(item__attempt=attempt).order_by("item__position")
        assert [step.raw for step in steps] == ["[erased]", "Astana"]
        assert not Mark.objects.exclude(comment="").exists()
        assert QuestionReport.objects.get().text == ""
        assert not any(SECRET in str((r.before, r.after)) for r in AuditRecord.objects.all())
        assert list(differences()) == before
        said = AuditRecord.objects.get(action="records.erase_account").after["blanked"]
        assert (said["steps"], said["reports"]) == (1, 1)

    def test_refuses_the_only_teacher_of_a_class(self, world, as_keeper):
        form = {"username": "alice", "reason": "Gone"}
        response = as_keeper.post(url(world.alice, "erase/"), form)
        assert response.status_code == 422
        assert "has no other teacher" in response.content.decode()
