"""Sessions: how long they last, where they are, who ends them."""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from quizsite import settings as ours
from quizsite.login import SEEN_AT
from quizzes.models.audit import AuditRecord
from quizzes.tasks import schedule
from quizzes.templatetags.devices import device
from tests.conftest import logged_in
from tests.factories import PASSWORD

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
LIST = "/account/devices/"


def log_in(user, user_agent=FIREFOX) -> Client:
    client = Client(headers={"user-agent": user_agent})
    client.post("/account/login/", {"login": user.username, "password": PASSWORD})
    return client


def is_in(client) -> bool:
    return client.get("/profile/").status_code == 200


def text(response) -> str:
    return response.content.decode()


class TestAge:
    def used(self, client, ago) -> None:
        """Let a session have been used last so long ago."""
        session = client.session
        session[SEEN_AT] = (timezone.now() - ago).timestamp()
        session.save()
        Session.objects.update(expire_date=timezone.now() + timedelta(minutes=5))

    def test_counts_from_the_last_use(self, world):
        client = log_in(world.bob)
        self.used(client, timedelta(minutes=11))
        response = client.get("/profile/")
        assert response.cookies["sessionid"]["max-age"] == settings.SESSION_COOKIE_AGE
        left = Session.objects.get().expire_date - timezone.now()
        assert left > timedelta(seconds=settings.SESSION_COOKIE_AGE - 60)

    def test_is_written_once_in_ten_minutes(self, world):
        client = log_in(world.bob)
        self.used(client, timedelta(minutes=9))
        assert "sessionid" not in client.get("/profile/").cookies
        assert Session.objects.get().expire_date - timezone.now() < timedelta(minutes=6)

    def test_fits_an_exam(self):
        assert timedelta(seconds=settings.SESSION_COOKIE_AGE) >= timedelta(hours=8)

    def test_asks_no_database_for_strangers_and_probes(self, client, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert client.get("/").status_code == 200
            client.cookies["sessionid"] = "some-session"
            assert client.get("/healthz").status_code == 200


class TestList:
    def test_says_device_place_and_which_is_this_one(self, world):
        client = log_in(world.bob)
        page = text(client.get(LIST))
        assert "Firefox on Windows" in page
        assert "from the address 127.0.0.1" in page
        assert page.count("This device") == 1
        assert "Log out on all other devices" not in page

    def test_notes_sessions_that_began_before_there_was_a_list(self, world):
        client = logged_in(world.bob)
        session = client.session
        del session[SEEN_AT]
        session.save()
        assert not UserSession.objects.exists()
        client.get("/profile/")
        assert UserSession.objects.get().user == world.bob

    def test_forgets_a_session_when_it_ends(self, world):
        here, there = log_in(world.bob), log_in(world.bob)
        here.post("/account/logout/")
        assert UserSession.objects.get().session_key == there.session.session_key
        there.session.delete()
        schedule.clear_sessions(timezone.now())
        assert not UserSession.objects.exists()

    def test_ends_one(self, world):
        here, there, third = log_in(world.bob), log_in(world.bob), log_in(world.bob)
        key = UserSession.objects.get(session_key=there.session.session_key).pk
        response = here.post(f"/profile/devices/{key}/end/")
        assert response.url == LIST
        assert (is_in(here), is_in(there), is_in(third)) == (True, False, True)
        record = AuditRecord.objects.about(world.bob).get(action="accounts.end_session")
        assert record.before["user_agent"] == FIREFOX

    def test_ends_all_others(self, world):
        here, there = log_in(world.bob), log_in(world.bob)
        carols = log_in(world.carol)
        assert "Log out on all other devices" in text(here.get(LIST))
        page = text(here.post(LIST, follow=True))
        assert "All other devices are logged out." in page
        assert (is_in(here), is_in(there), is_in(carols)) == (True, False, True)
        ends = AuditRecord.objects.about(world.bob).filter(action="accounts.end_session")
        assert [end.address for end in ends] == ["127.0.0.1"]

    def test_ends_nobody_elses(self, world):
        bobs, carols = log_in(world.bob), log_in(world.carol)
        key = UserSession.objects.get(user=world.bob).pk
        assert carols.post(f"/profile/devices/{key}/end/").status_code == 404
        assert is_in(bobs)


class TestPasswords:
    def test_a_change_ends_the_other_sessions(self, world):
        here, there = log_in(world.bob), log_in(world.bob)
        new = "a good long password"
        data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
        here.post("/account/password/change/", data)
        record = AuditRecord.objects.about(world.bob).get(action="accounts.password_changed")
        assert (record.actor, record.address) == (world.bob, "127.0.0.1")
        assert (is_in(here), is_in(there)) == (True, False)

    def test_set_anew_by_mail_ends_all_sessions(self, world):
        world.bob.email = "bob@example.org"
        world.bob.save()
        browser = log_in(world.bob)
        Client().post("/account/password/reset/", {"email": "bob@example.org"})
        link = re.search(r"http://testserver(\S+/reset/key/\S+)", mail.outbox[0].body)[1]
        other = Client()
        form = other.get(link, follow=True).redirect_chain[-1][0]
        new = "a good long password"
        other.post(form, {"password1": new, "password2": new})
        assert not is_in(browser)

    def test_are_hashed_by_argon2_with_lean_parameters(self, settings):
        settings.PASSWORD_HASHERS = real_hashers()
        stored = make_password("secret")
        assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")

    def test_of_an_older_hash_are_stored_anew_at_the_log_in(self, world, settings):
        settings.PASSWORD_HASHERS = real_hashers()
        world.bob.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
        world.bob.save()
        assert is_in(log_in(world.bob))
        world.bob.refresh_from_db()
        assert identify_hasher(world.bob.password).algorithm == "argon2"
        assert is_in(log_in(world.bob))


def real_hashers() -> list[str]:
    """Return those of the settings, which tests replace by a fast one."""
    return ours.PASSWORD_HASHERS


WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15"


class TestDevice:
    @pytest.mark.parametrize(
        ("user_agent", "expected"),
        [
            (FIREFOX, "Firefox on Windows"),
            (f"(Windows NT 10.0) {WEBKIT} Chrome/150.0 Safari/537.36 Edg/150.0", "Edge on Windows"),
            (
                f"(Linux; Android 10; K) {WEBKIT} Chrome/150.0 Mobile Safari/537",
                "Chrome on Android",
            ),
            (f"{IPHONE} Version/18.0 Mobile/15E148 Safari/604.1", "Safari on iPhone"),
            (f"(X11; CrOS x86_64) {WEBKIT} Chrome/150.0 Safari/537.36", "Chrome on ChromeOS"),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Something/1", "macOS"),
            ("curl/8.0", "Unknown device"),
            ("", "Unknown device"),
        ],
    )
    def test_is_told_in_words(self, user_agent, expected):
        assert device(user_agent) == expected
