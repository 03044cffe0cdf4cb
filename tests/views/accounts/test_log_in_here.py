"""Logging in on the page for answering: who may, and what is said to whom."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.messages import get_messages

from tests.factories import PASSWORD

HERE, CODE = "/log-in-here/", "/log-in-here/code/"


@pytest.fixture
def codes(world):
    """Bob's recovery codes; he has a second step."""
    TOTP.activate(world.bob, "JBSWY3DPEHPK3PXP")
    return RecoveryCodes.activate(world.bob).get_unused_codes()


def log_in(client, owner, login="bob", password=PASSWORD):
    said = {"login": login, "password": password, "owner": owner.public_id}
    return client.post(HERE, said)


def give_code(client, owner, code):
    return client.post(CODE, {"code": code, "owner": owner.public_id})


def is_logged_in(client) -> bool:
    return "_auth_user_id" in client.session


class TestLogInHere:
    def test_asks_a_stranger_in_words(self, client, world):
        response = client.get(HERE, {"owner": world.bob.public_id})
        assert "Nothing is lost" in response.json()["html"]
        assert "bob" not in response.json()["html"]
        assert "no-store" in response["Cache-Control"]

    def test_says_nothing_to_whom_it_waits_for(self, as_bob, world):
        assert as_bob.get(HERE, {"owner": world.bob.public_id}).status_code == 204

    def test_asks_where_somebody_else_is_logged_in(self, as_carol, world):
        assert as_carol.get(HERE, {"owner": world.bob.public_id}).status_code == 200
        assert log_in(as_carol, world.bob).status_code == 204
        assert as_carol.session["_auth_user_id"] == str(world.bob.pk)

    def test_logs_in_and_leaves_no_welcome_for_a_later_page(self, client, world):
        response = log_in(client, world.bob)
        assert response.status_code == 204
        assert is_logged_in(client)
        later = client.get("/profile/")
        assert not list(get_messages(later.wsgi_request))

    def test_says_that_a_password_is_wrong(self, client, world):
        response = log_in(client, world.bob, password="wrong")
        assert response.status_code == 422
        assert "do not fit together" in response.json()["html"]

    def test_refuses_another_person_before_the_login(self, client, world):
        response = log_in(client, world.bob, login="carol")
        assert response.status_code == 422
        assert "another person" in response.json()["html"]
        assert not is_logged_in(client)

    @pytest.mark.parametrize("owner", ["", "nobody", "00000000-0000-0000-0000-000000000000"])
    def test_refuses_a_page_of_nobody(self, client, world, owner):
        said = {"login": "bob", "password": PASSWORD, "owner": owner}
        assert client.post(HERE, said).status_code == 422
        assert not is_logged_in(client)

    def test_keeps_to_the_limit_of_the_log_in_page(self, client, world):
        for _ in range(5):
            log_in(client, world.bob, password="wrong")
        response = log_in(client, world.bob)
        assert "Too many wrong passwords" in response.json()["html"]
        assert not is_logged_in(client)

    def test_refuses_a_closed_account(self, client, world):
        world.bob.is_active = False
        world.bob.save()
        assert log_in(client, world.bob).status_code == 422
        assert not is_logged_in(client)


class TestSecondStep:
    def test_asks_for_it_and_logs_nobody_in_before(self, client, world, codes):
        response = log_in(client, world.bob)
        assert response.status_code == 200
        assert "The second step" in response.json()["html"]
        assert not is_logged_in(client)
        assert give_code(client, world.bob, codes[0]).status_code == 204
        assert is_logged_in(client)

    def test_takes_a_recovery_code_once(self, client, world, codes):
        log_in(client, world.bob)
        give_code(client, world.bob, codes[0])
        client.logout()
        log_in(client, world.bob)
        response = give_code(client, world.bob, codes[0])
        assert response.status_code == 422
        assert "This code does not fit" in response.json()["html"]

    def test_is_limited(self, client, world, codes):
        log_in(client, world.bob)
        for _ in range(5):
            give_code(client, world.bob, "12345678")
        response = give_code(client, world.bob, codes[0])
        assert "Too many wrong passwords" in response.json()["html"]
        assert not is_logged_in(client)

    def test_refuses_the_page_of_another(self, client, world, codes):
        log_in(client, world.bob)
        assert give_code(client, world.carol, codes[0]).status_code == 422
        assert not is_logged_in(client)

    def test_without_a_first_step_asks_for_that(self, client, world, codes):
        response = give_code(client, world.bob, codes[0])
        assert "Log in to go on" in response.json()["html"]
        assert Authenticator.objects.count() == 2
        assert not is_logged_in(client)
