"""Accounts: sign up, log in, reset, addresses, profile."""

import re

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.core.cache import cache
from django.test import Client

from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db

GOOD = "a good long password"


@pytest.fixture(autouse=True)
def _no_limits_left_over():
    # Rate limits are in the cache, by address: one test must not use up another's tries.
    cache.clear()


@pytest.fixture
def bob():
    return make_user("Bob", name="Bob Marsh", email="bob@example.org")


def text(response) -> str:
    return response.content.decode()


def sign_up(client, next_page="", **changes):
    data = {"username": "eve", "password1": GOOD, "password2": GOOD, **changes}
    return client.post(f"/account/signup/{next_page}", data)


def log_in(client, login, password=PASSWORD, **extra):
    return client.post("/account/login/", {"login": login, "password": password, **extra})


class TestSignUp:
    def test_needs_a_name_and_a_password_only(self, client):
        assert sign_up(client).status_code == 302
        assert User.objects.get(username="eve").email == ""
        assert client.get("/profile/").status_code == 200

    def test_keeps_name_zone_and_address_and_writes_it_down(self, client):
        sign_up(client, name="Eve", time_zone="Asia/Almaty", email="Eve@Example.org")
        user = User.objects.get(username="eve")
        assert (user.name, user.time_zone) == ("Eve", "Asia/Almaty")
        assert user.email == "eve@example.org"
        assert AuditRecord.objects.about(user).get().action == "accounts.sign_up"

    def test_goes_on_to_the_page_that_was_wanted(self, client):
        page = text(client.get("/account/signup/?next=/history/"))
        assert '<input type="hidden" name="next" value="/history/">' in page
        assert sign_up(client, next="/history/").url == "/history/"

    def test_does_not_go_to_another_site(self, client):
        assert sign_up(client, next="https://evil.example.org/").url == "/"

    @pytest.mark.parametrize("username", ["Bob", "bob", "BOB"])
    def test_refuses_a_name_that_somebody_has(self, client, bob, username):
        response = sign_up(client, username=username)
        assert "Somebody has this user name already" in text(response)

    @pytest.mark.parametrize("email", ["bob@example.org", "BOB@Example.ORG"])
    def test_refuses_an_address_that_somebody_has(self, client, bob, email):
        response = sign_up(client, email=email)
        assert "There is an account with this e-mail address already" in text(response)
        assert not User.objects.filter(username="eve").exists()

    def test_sends_a_link_that_confirms_the_address(self, client):
        sign_up(client, email="eve@example.org")
        (message,) = mail.outbox
        assert "Confirm your e-mail address for Quizsite" in message.subject
        link = re.search(r"http://testserver(\S+confirm-email\S+)", message.body)[1]
        assert "Does the address" in text(client.get(link))
        assert client.post(link).status_code == 302
        assert User.objects.get(username="eve").emailaddress_set.get().verified


class TestLogIn:
    @pytest.mark.parametrize("login", ["Bob", "bob", "bob@example.org", "BOB@example.org"])
    def test_takes_user_name_or_address(self, client, bob, login):
        assert log_in(client, login).status_code == 302
        assert client.get("/profile/").status_code == 200

    def test_says_what_to_do_about_a_wrong_password(self, client, bob):
        response = log_in(client, "Bob", "wrong")
        assert "do not fit together" in text(response)
        assert "Check both" in text(response)

    def test_does_not_tell_whether_the_name_exists(self, client, bob):
        wrong, unknown = log_in(client, "Bob", "wrong"), log_in(client, "nobody", "wrong")
        message = r"This user name and password[^<]+"
        assert re.search(message, text(wrong))[0] == re.search(message, text(unknown))[0]

    def test_goes_on_to_the_page_that_was_wanted(self, client, bob):
        response = client.get("/profile/")
        assert response.url == "/account/login/?next=/profile/"
        assert 'name="next" value="/profile/"' in text(client.get(response.url))
        assert log_in(client, "Bob", next="/profile/").url == "/profile/"

    def test_offers_sign_up_with_the_wanted_page(self, client):
        page = text(client.get("/account/login/?next=/profile/"))
        assert 'href="/account/signup/?next=%2Fprofile%2F"' in page

    def test_stops_guessing(self, client, bob):
        for _ in range(5):
            log_in(client, "Bob", "wrong")
        response = log_in(client, "Bob")
        assert "Too many wrong passwords. Wait five minutes" in text(response)
        assert client.get("/profile/").status_code == 302

    def test_has_a_page_of_ours_for_too_many_requests(self, client, bob, settings):
        settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
        log_in(client, "Bob", "wrong")
        response = log_in(client, "Bob", "wrong")
        assert response.status_code == 429
        assert "Wait a few minutes" in text(response)

    def test_lets_a_password_manager_fill_it(self, client):
        page = text(client.get("/account/login/"))
        assert 'autocomplete="username"' in page
        assert 'autocomplete="current-password"' in page


class TestLogOut:
    def test_asks_first_and_ends_the_session(self, as_bob):
        assert "Do you want to log out" in text(as_bob.get("/account/logout/"))
        response = as_bob.post("/account/logout/")
        assert response.url == "/"
        assert as_bob.get("/profile/").status_code == 302


class TestPasswordReset:
    def ask(self, client, email="bob@example.org"):
        return client.post("/account/password/reset/", {"email": email})

    def link(self) -> str:
        # The first mail; after the new password a second one tells of it.
        message = mail.outbox[0]
        return re.search(r"http://testserver(\S+password/reset/key\S+)", message.body)[1]

    def test_is_done_by_the_link_of_the_mail(self, client, bob):
        assert "Look at your e-mail" in text(client.get(self.ask(client).url))
        assert "Your user name is Bob" in mail.outbox[0].body
        form = client.get(self.link(), follow=True)
        address = form.redirect_chain[-1][0]
        client.post(address, {"password1": GOOD, "password2": GOOD})
        assert log_in(Client(), "Bob", GOOD).status_code == 302
        assert log_in(Client(), "Bob").status_code == 200

    def test_says_when_the_link_was_used(self, client, bob):
        self.ask(client)
        address = client.get(self.link(), follow=True).redirect_chain[-1][0]
        client.post(address, {"password1": GOOD, "password2": GOOD})
        assert "This link does not work" in text(Client().get(self.link(), follow=True))

    def test_looks_the_same_for_an_unknown_address(self, client, bob):
        known, unknown = self.ask(client), self.ask(client, "nobody@example.org")
        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        assert "no Quizsite account" in mail.outbox[1].body

    def test_promises_no_mail_where_none_is_sent(self, client, db, settings):
        page = "/account/password/reset/"
        assert "Send the e-mail" in text(client.get(page))
        settings.IS_DEMO = False
        assert "Send the e-mail" not in text(client.get(page))
        assert "This site sends no e-mail. Ask your teacher" in text(client.get(page))
        settings.MAIL_CARRIER = "django.core.mail.backends.smtp.EmailBackend"
        assert "Send the e-mail" in text(client.get(page))

    def test_mails_no_html_entities(self, client):
        make_user("o'neil", email="o'neil@example.org")
        self.ask(client, "o'neil@example.org")
        assert "Your user name is o'neil." in mail.outbox[0].body


class TestChangePassword:
    def test_wants_the_old_one(self, as_bob, world):
        data = {"oldpassword": "wrong", "password1": GOOD, "password2": GOOD}
        response = as_bob.post("/account/password/change/", data)
        assert "This is not your current password" in text(response)

    def test_changes_it(self, as_bob, world):
        data = {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD}
        assert as_bob.post("/account/password/change/", data).status_code == 302
        world.bob.refresh_from_db()
        assert world.bob.check_password(GOOD)


class TestAddresses:
    def add(self, client, email):
        return client.post("/account/email/", {"email": email, "action_add": ""}, follow=True)

    def test_adds_one_that_waits_for_confirmation(self, as_bob):
        assert "Your account has no e-mail address" in text(as_bob.get("/account/email/"))
        page = text(self.add(as_bob, "new@example.org"))
        assert "new@example.org" in page
        assert "Not confirmed" in page

    @pytest.mark.parametrize("email", ["carol@example.org", "Carol@Example.org"])
    def test_refuses_one_of_another_account(self, as_bob, world, email):
        world.carol.email = "carol@example.org"
        world.carol.save()
        page = text(self.add(as_bob, email))
        assert "There is an account with this e-mail address already" in page
        assert not mail.outbox

    def test_marks_the_wrong_field_for_a_screen_reader(self, as_bob, world):
        page = text(self.add(as_bob, "not an address"))
        assert 'aria-invalid="true"' in page
        assert "Look at the marked fields" in page


class TestProfile:
    DATA = {"name": "Robert", "time_zone": "Asia/Almaty", "color_scheme": "dark"}

    def test_shows_what_is_stored(self, as_bob):
        page = text(as_bob.get("/profile/"))
        assert 'value="Bob"' in page
        assert '<option value="UTC" selected>' in page

    def test_saves_says_so_and_writes_it_down(self, as_bob, world):
        response = as_bob.post("/profile/", self.DATA)
        assert response.url == "/profile/"
        assert [str(m) for m in get_messages(response.wsgi_request)] == ["Your profile is saved."]
        world.bob.refresh_from_db()
        assert (world.bob.name, world.bob.time_zone) == ("Robert", "Asia/Almaty")
        assert AuditRecord.objects.about(world.bob).filter(actor=world.bob).count() == 1

    def test_keeps_what_was_typed_when_something_is_wrong(self, as_bob, world):
        response = as_bob.post("/profile/", {**self.DATA, "time_zone": "Mars/Crater"})
        assert response.status_code == 200
        assert 'value="Robert"' in text(response)
        world.bob.refresh_from_db()
        assert world.bob.name == "Bob"

    def test_colors_every_page_at_once(self, as_bob):
        assert 'data-bs-theme="dark"' not in text(as_bob.get("/profile/"))
        page = text(as_bob.post("/profile/", self.DATA, follow=True))
        assert 'data-bs-theme="dark"' in page
        assert '<meta name="color-scheme" content="dark">' in page

    def test_leaves_the_colors_to_the_device(self, as_bob):
        page = text(as_bob.get("/profile/"))
        assert "data-bs-theme" not in page
        assert '<meta name="color-scheme" content="light dark">' in page

    def test_is_kept_by_no_cache(self, as_bob):
        assert "no-store" in as_bob.get("/profile/")["Cache-Control"]

    def test_is_for_nobody_else(self, client):
        assert client.get("/profile/").url == "/account/login/?next=/profile/"

    def test_takes_get_and_post_only(self, as_bob):
        assert as_bob.delete("/profile/").status_code == 405


class TestEveryPage:
    """allauth's pages that our settings can show are ours, not allauth's own."""

    ADDRESSES = (
        "login/",
        "signup/",
        "logout/",
        "inactive/",
        "confirm-email/",
        "confirm-email/wrong-key/",
        "password/reset/",
        "password/reset/done/",
        "password/reset/key/done/",
        "password/reset/key/1-wrong/",
        "email/",
        "password/change/",
        "reauthenticate/",
    )

    @pytest.mark.parametrize("address", ADDRESSES)
    @pytest.mark.parametrize("who", ["stranger", "bob"])
    def test_comes_in_our_design(self, who, address, client, as_bob):
        browser = as_bob if who == "bob" else client
        response = browser.get(f"/account/{address}", follow=True)
        assert response.status_code == 200
        assert 'class="qs-header"' in text(response)
        assert not [t.name for t in response.templates if "allauth/elements" in (t.name or "")]
        assert text(response).count("<h1") == 1

    def test_of_somebody_without_a_password_too(self, as_bob, world):
        world.bob.set_unusable_password()
        world.bob.save()
        as_bob.force_login(world.bob, backend="quizsite.login.AccountBackend")
        assert "Your account has no password yet" in text(as_bob.get("/account/password/set/"))
