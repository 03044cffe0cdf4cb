"""A superuser sees the site as somebody: on record, for an hour, and without changing anything."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizsite.acting import SINCE
from quizzes.models.attempts import Step
from quizzes.models.audit import AuditRecord
from tests import factories
from tests.conftest import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_keeper(world):
    return logged_in(factories.make_user("kim", name="Kim", is_staff=True, is_superuser=True))


def see_as(client, user, reason="Cannot find the quiz"):
    return client.post(f"/people/all/{user.public_id}/see-as/", {"reason": reason})


class TestSeeingAs:
    def test_shows_what_the_person_sees_with_a_banner_and_stops_on_record(self, world, as_keeper):
        assert see_as(as_keeper, world.bob).status_code == 302
        page = as_keeper.get("/").content.decode()
        assert "You see the site as Bob" in page
        assert world.assignment.quiz.title in page
        # Not what a superuser sees.
        assert as_keeper.get("/people/").status_code == 403
        assert as_keeper.get("/admin/").status_code != 200
        as_keeper.post("/people/see-as/stop/")
        assert "as Bob" not in as_keeper.get("/").content.decode()
        assert as_keeper.get("/people/").status_code == 200
        acts = AuditRecord.objects.filter(action__startswith="accounts.note_see").order_by("pk")
        assert [(each.actor.username, each.reason) for each in acts] == [
            ("kim", "Cannot find the quiz"),
            ("kim", ""),
        ]

    @pytest.mark.parametrize(
        "address", ["/profile/", "/account/password/change/", "/account/email/", "/account/logout/"]
    )
    def test_changes_nothing(self, world, as_keeper, address):
        see_as(as_keeper, world.bob)
        response = as_keeper.post(address, {"name": "Robert"})
        assert response.status_code == 403
        assert "Nothing was changed" in response.content.decode()
        world.bob.refresh_from_db()
        assert world.bob.name == "Bob"

    def test_shows_nothing_that_opens_an_account(self, world, as_keeper):
        see_as(as_keeper, world.bob)
        assert as_keeper.get("/account/second-step/").status_code == 403

    def test_answers_nothing(self, world, as_keeper):
        now = timezone.now()
        given = factories.make_assignment(world.quiz, world.classroom, world.alice, now=now)
        attempt = factories.start(given, world.bob, now=now)
        see_as(as_keeper, world.bob)
        assert as_keeper.get(f"/attempts/{attempt.public_id}/take/").status_code == 200
        sent = {"q1": "b", "q1-base": "0", "go": "save", "current": "1"}
        assert as_keeper.post(f"/attempts/{attempt.public_id}/answer/", sent).status_code == 403
        assert not Step.objects.exists()

    def test_ends_after_an_hour(self, world, as_keeper):
        see_as(as_keeper, world.bob)
        session = as_keeper.session
        session[SINCE] = (timezone.now() - timedelta(minutes=61)).timestamp()
        session.save()
        assert as_keeper.get("/people/").status_code == 200

    def test_asks_why(self, world, as_keeper):
        assert see_as(as_keeper, world.bob, "").status_code == 422

    def test_is_not_of_an_administrator(self, world, as_keeper):
        other = factories.make_user("lee", is_staff=True)
        assert see_as(as_keeper, other).status_code == 403

    def test_is_for_superusers_alone(self, world):
        for fields in ({"is_staff": True}, {"is_teacher": True}):
            user = factories.make_user(f"u{len(fields)}{next(iter(fields))}", **fields)
            assert see_as(logged_in(user), world.bob).status_code == 403

    def test_ends_when_the_viewer_is_no_superuser_any_more(self, world, as_keeper):
        see_as(as_keeper, world.bob)
        type(world.bob).objects.filter(username="kim").update(is_superuser=False)
        assert "as Bob" not in as_keeper.get("/").content.decode()
