"""Who teaches here: asking, inviting, answering, as people do it on the pages."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models.accounts import User
from quizzes.models.site import Invitation, TeacherRequest
from quizzes.services import site
from tests import factories
from tests.conftest import logged_in

ASK, PEOPLE = "/profile/teaching/", "/people/"
SEVERAL = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ANYTHING = st.text(max_size=600) | st.sampled_from(["\0", "<b>", "-1", "9" * 30, "teacher", "٣"])


@pytest.fixture
def as_head(world):
    """A browser of an administrator."""
    head = User.objects.create_superuser("head", password=factories.PASSWORD)
    return logged_in(head)


def text(response) -> str:
    return response.content.decode()


def link_to_teach() -> str:
    token = site.invite(
        actor=None, note="", lasts=timedelta(days=1), now=timezone.now(), makes_teacher=True
    )
    return f"/invitation/?invitation={token}"


class TestAsking:
    def test_is_seen_by_both_answered_by_one_click_and_mailed(self, world, as_carol, as_head):
        User.objects.filter(pk=world.carol.pk).update(email="carol@example.org")
        assert "Ask to be a teacher" in text(as_carol.get("/profile/"))
        as_carol.post(ASK, {"message": "I teach <b>history</b>."})
        assert "You have asked" in text(as_carol.get(ASK))
        assert "waits for an answer" in text(as_carol.get("/profile/"))
        assert "1 person asks to be a teacher." in text(as_head.get("/"))
        assert "1 person asks to be a teacher." in text(as_head.get("/admin/"))
        page = text(as_head.get(PEOPLE))
        assert "I teach &lt;b&gt;history&lt;/b&gt;." in page
        asked = TeacherRequest.objects.get()
        url = f"/people/requests/{asked.public_id}/"
        as_head.post(url, {"answer": "perhaps"})
        said = as_head.post(url, {"answer": "agree"}, follow=True)
        assert "Carol is a teacher now." in text(said)
        (message,) = mail.outbox
        assert message.to == ["carol@example.org"]
        assert "http://testserver/teach/" in message.body
        assert as_carol.get("/teach/").status_code == 200
        again = as_head.post(url, {"answer": "refuse"}, follow=True)
        assert "This has been answered" in text(again)
        assert User.objects.get(pk=world.carol.pk).is_teacher

    def test_refused_says_when_one_can_ask_again(self, world, as_carol, as_head):
        as_carol.post(ASK, {"message": "I teach."})
        asked = TeacherRequest.objects.get()
        as_head.post(f"/people/requests/{asked.public_id}/", {"answer": "refuse"})
        page = text(as_carol.get(ASK))
        assert "An administrator has not agreed" in page
        assert "You can ask again from" in page
        response = as_carol.post(ASK, {"message": "Please, I do."})
        assert response.status_code == 422
        assert "Please, I do." in text(response)
        assert mail.outbox == []

    def test_is_taken_back(self, as_carol):
        as_carol.post(ASK, {"message": "I teach."})
        as_carol.post(ASK, {"withdraw": "1"})
        assert not TeacherRequest.objects.open().exists()
        assert "What do you teach" in text(as_carol.get(ASK))

    @pytest.mark.parametrize(("action", "is_granted"), [("agree", True), ("refuse", False)])
    def test_is_answered_from_the_list_of_the_administration(
        self, world, as_head, action, is_granted
    ):
        keys = [
            site.ask_to_teach(user=user, message="I teach.", now=timezone.now()).pk
            for user in (world.bob, world.carol)
        ]
        chosen = {"action": action, "_selected_action": keys}
        as_head.post("/admin/quizzes/teacherrequest/", chosen)
        assert set(TeacherRequest.objects.values_list("is_granted", flat=True)) == {is_granted}
        assert User.objects.get(pk=world.carol.pk).is_teacher == is_granted


class TestInvitation:
    def test_makes_a_teacher_of_who_has_an_account(self, client, world, as_bob):
        link = link_to_teach()
        assert "Log in" in text(client.get(link))
        assert "This account becomes a teacher" in text(as_bob.get(link))
        as_bob.post("/invitation/", {"invitation": link.partition("=")[2]})
        assert User.objects.get(pk=world.bob.pk).is_teacher
        assert client.get(link).status_code == 410

    def test_is_not_used_up_by_a_teacher_or_a_stranger(self, client, as_alice):
        link = link_to_teach()
        for browser in (client, as_alice):
            assert browser.post("/invitation/", {"invitation": link.partition("=")[2]}).content
        assert Invitation.objects.get().used_at is None

    @pytest.mark.parametrize("role", ["teacher", "student"])
    def test_is_made_shown_once_mailed_and_revoked(self, as_head, client, role):
        form = {"note": "Ann", "role": role, "days": "3", "email": "ann@example.org"}
        made = as_head.post("/people/invite/", form)
        link = made.context["link"]
        assert link in text(made)
        assert link in mail.outbox[0].body
        page = text(as_head.get(PEOPLE))
        assert "Ann" in page
        assert link not in page
        path = link.removeprefix("http://testserver")
        assert client.get(path).status_code == 200
        found = Invitation.objects.get()
        assert found.makes_teacher == (role == "teacher")
        url = f"/people/invitations/{found.public_id}/revoke/"
        assert "works no more" in text(as_head.post(url, follow=True))
        assert Invitation.objects.open_at(timezone.now()).count() == 0

    def test_refused_keeps_what_was_typed(self, as_head):
        form = {"note": "For Ann", "role": "teacher", "days": "1000", "email": "no address"}
        response = as_head.post("/people/invite/", form)
        assert response.status_code == 422
        assert "For Ann" in text(response)
        assert "no address" in text(response)
        assert not Invitation.objects.exists()


def test_the_page_asks_no_more_for_more_people(as_head):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            as_head.get(PEOPLE)
        return len(captured)

    few = queries()
    for number in range(4):
        user = factories.make_user(f"asker{number}")
        site.ask_to_teach(user=user, message="?", now=timezone.now())
        site.invite(actor=user, note="", lasts=timedelta(days=1), now=timezone.now())
    assert queries() == few <= 6


@SEVERAL
@given(sent=st.dictionaries(st.sampled_from(["note", "role", "days", "email"]), ANYTHING))
def test_an_invitation_takes_anything(as_head, sent):
    assert as_head.post("/people/invite/", sent).status_code in (200, 422)


@SEVERAL
@given(message=ANYTHING)
def test_a_request_and_a_token_take_anything(as_carol, message):
    assert as_carol.post(ASK, {"message": message}).status_code in (302, 422)
    assert as_carol.get("/invitation/", {"invitation": message}).status_code == 410
