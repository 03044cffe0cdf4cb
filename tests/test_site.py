"""The site's name on its pages and in its mails, and who may sign up there."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from quizsite import site as site_of_pages
from quizsite.site import remembered
from quizzes.models.accounts import User
from quizzes.models.site import Invitation, SiteSettings
from quizzes.services import site
from tests.factories import PASSWORD

FORM = {"username": "eve", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture(autouse=True)
def forgotten(db, a_site_that_is_known):
    remembered.row, remembered.until = None, 0.0


def configured(**changes):
    site.configure(changes=changes, actor=None, now=timezone.now())


def link() -> str:
    token = site.invite(actor=None, note="", lasts=timedelta(days=1), now=timezone.now())
    return f"/account/signup/?invitation={token}"


class TestName:
    def test_is_in_the_header_and_the_title(self, client):
        configured(name="École <b>Nord</b>")
        page = client.get("/").content.decode()
        assert page.count("École &lt;b&gt;Nord&lt;/b&gt;") == 2

    def test_is_in_mails(self, client):
        configured(name="École Nord")
        User.objects.create_user("eve", "eve@example.org", PASSWORD)
        client.post("/account/password/reset/", {"email": "eve@example.org"})
        assert "École Nord" in mail.outbox[0].subject
        assert "École Nord" in mail.outbox[0].body
        assert "Quizsite" not in mail.outbox[0].body

    def test_is_asked_for_once_in_ten_seconds(self, django_assert_num_queries, client):
        client.get("/")
        with django_assert_num_queries(0):
            client.get("/")
        remembered.until -= site_of_pages.REMEMBERED_FOR
        with django_assert_num_queries(1):
            client.get("/")

    def test_is_the_last_known_while_the_database_is_away(self, monkeypatch):
        def gone():
            raise OperationalError

        monkeypatch.setattr(site_of_pages, "site_settings", gone)
        assert site_of_pages.current().name == "Quizsite"
        remembered.row = SiteSettings(name="Our school")
        assert site_of_pages.current().name == "Our school"


class TestSignUp:
    def test_is_offered_by_no_mail_where_it_is_closed(self, client):
        for allowed in ("anybody", "invited"):
            remembered.row = None
            configured(sign_up=allowed)
            client.post("/account/password/reset/", {"email": "nobody@example.org"})
        assert ["Sign up:" in message.body for message in mail.outbox] == [True, False]

    def test_is_for_anybody_at_first(self, client):
        client.post("/account/signup/", FORM)
        assert User.objects.filter(username="eve").exists()

    @pytest.mark.parametrize("policy", ["nobody", "invited"])
    def test_is_closed_at_once_and_says_what_to_do(self, client, policy):
        site_of_pages.current()
        configured(sign_up=policy)
        page = client.get("/account/signup/").content.decode()
        assert "Sign-up is closed" in page
        assert "Ask your teacher" in page
        client.post("/account/signup/", FORM)
        assert not User.objects.exists()

    def test_is_offered_nowhere_when_it_is_closed(self, client):
        configured(sign_up="invited")
        for page in ("/", "/account/login/"):
            assert "/account/signup/" not in client.get(page).content.decode()

    def test_lets_in_who_has_an_invitation_once(self, client):
        configured(sign_up="invited")
        invitation = link()
        assert client.get(invitation).status_code == 200
        # The form posts to the address without it.
        client.post("/account/signup/", FORM)
        eve = User.objects.get()
        assert Invitation.objects.get().used_by == eve
        second = Client()
        assert "needs an invitation" in second.get(invitation).content.decode()
        second.post(invitation, FORM | {"username": "mallory"})
        assert User.objects.get() == eve

    def test_takes_no_invitation_when_it_is_for_nobody(self, client):
        configured(sign_up="nobody")
        assert "Sign-up is closed" in client.get(link()).content.decode()

    @pytest.mark.parametrize("policy", ["anybody", "invited"])
    def test_makes_a_teacher_by_an_invitation_to_teach(self, client, policy):
        configured(sign_up=policy)
        token = site.invite(
            actor=None, note="", lasts=timedelta(days=1), now=timezone.now(), makes_teacher=True
        )
        page = client.get("/invitation/", {"invitation": token}).content.decode()
        assert f"/account/signup/?invitation={token}" in page
        client.get(f"/account/signup/?invitation={token}")
        client.post("/account/signup/", FORM)
        assert User.objects.get().is_teacher
        assert client.get("/invitation/", {"invitation": token}).status_code == 410

    def test_makes_no_account_for_who_comes_second_in_a_race(self, client, monkeypatch):
        configured(sign_up="invited")
        client.get(link())

        def too_late(**_):
            raise site.InvitationUsed

        monkeypatch.setattr("quizsite.adapter.site.use_invitation", too_late)
        page = client.post("/account/signup/", FORM)
        assert "needs an invitation" in page.content.decode()
        assert not User.objects.exists()

    def test_gives_the_sites_time_zone_to_who_names_none(self, client):
        configured(time_zone="Asia/Almaty")
        client.post("/account/signup/", FORM)
        assert User.objects.get().time_zone == "Asia/Almaty"
