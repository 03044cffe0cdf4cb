"""A second step at log-in in a real browser: codes of an app, and passkeys of a virtual device."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from playwright.sync_api import expect

from tests.factories import PASSWORD, make_user
from tests.journeys.looking import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOME = "/account/second-step/"


@pytest.fixture(autouse=True)
def _no_limits_left_over():
    cache.clear()


@pytest.fixture
def ines(transactional_db):
    return make_user("ines", name="Ines", is_teacher=True, email="ines@example.org")


@pytest.fixture
def page(device, live_server, ines):
    """Ines' browser, on a narrow dark screen; passkeys want a name instead of an address."""
    url = f"http://localhost:{urlsplit(live_server.url).port}"
    context = device(color_scheme="dark", viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.at = lambda path: page.goto(url + path)
    page.at("/account/login/")
    by_password(page)
    expect(page.get_by_text("Welcome, Ines.")).to_be_visible()
    return page


def by_password(page, again="Log in"):
    if again == "Log in":
        page.get_by_label("User name").fill("ines")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name=again, exact=True).click()


def log_out(page):
    page.context.clear_cookies()
    page.at("/account/login/")


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def is_fine(page):
    assert violations(page) == []
    assert overflow(page) == 0


class TestApp:
    @pytest.fixture
    def codes(self, page):
        """Set an app up; return its secret and the recovery codes."""
        page.at("/profile/")
        page.get_by_role("link", name="The second step at log-in").click()
        is_fine(page)
        page.get_by_role("link", name="Set up").click()
        is_fine(page)
        by_password(page, "Continue")
        secret = page.locator("code").inner_text()
        is_fine(page)
        page.get_by_label("Code").fill(code_of(secret))
        page.get_by_role("button", name="Switch on").click()
        expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
        is_fine(page)
        return secret, page.locator(".qs-codes code").all_inner_texts()

    def test_asks_for_its_code_at_the_next_log_in(self, page, codes, ines):
        secret, _ = codes
        log_out(page)
        by_password(page)
        expect(page.get_by_role("heading", name="The second step")).to_be_visible()
        is_fine(page)
        # A code counts once; the one of setting up is used.
        Authenticator.objects.filter(user=ines).update(last_used_at=None)
        cache.clear()
        page.get_by_label("Code").fill(code_of(secret))
        page.get_by_role("button", name="Log in", exact=True).click()
        expect(page.get_by_text("Welcome, Ines.")).to_be_visible()

    def test_a_recovery_code_works_once(self, page, codes):
        _, (code, *others) = codes
        assert len(others) == 9
        log_out(page)
        by_password(page)
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Log in", exact=True).click()
        expect(page.get_by_text("Welcome, Ines.")).to_be_visible()
        log_out(page)
        by_password(page)
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Log in", exact=True).click()
        expect(page.get_by_text("This code does not fit.")).to_be_visible()
        is_fine(page)

    def test_can_be_switched_off(self, page, codes, ines):
        page.at(HOME)
        is_fine(page)
        page.get_by_role("link", name="Switch off").click()
        page.get_by_role("button", name="Switch off").click()
        expect(page.get_by_text("The app is switched off.")).to_be_visible()
        assert not Authenticator.objects.filter(user=ines).exists()


class TestPasskey:
    @pytest.fixture
    def key(self, page):
        """A virtual device that gives passkeys without asking anybody."""
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return session, made["authenticatorId"]

    @pytest.fixture
    def added(self, page, key):
        """Ines' browser after a passkey was added that logs in alone."""
        page.at(HOME)
        page.get_by_role("link", name="Add one").click()
        by_password(page, "Continue")
        is_fine(page)
        page.get_by_label("Name").fill("My phone")
        page.get_by_label("Log in with it alone").check()
        page.get_by_role("button", name="Add it").click()
        expect(page.get_by_text("Your passkey is added.")).to_be_visible()
        return page

    def test_logs_in_alone(self, added):
        log_out(added)
        is_fine(added)
        added.get_by_role("button", name="Use a passkey").click()
        expect(added.get_by_text("Welcome, Ines.")).to_be_visible()

    def test_is_the_second_step_after_the_password(self, added):
        log_out(added)
        by_password(added)
        is_fine(added)
        added.get_by_role("button", name="Use a passkey").click()
        expect(added.get_by_text("Welcome, Ines.")).to_be_visible()

    def test_stands_for_the_password_before_a_change(self, added):
        log_out(added)
        by_password(added)
        added.get_by_role("button", name="Use a passkey").click()
        expect(added.get_by_text("Welcome, Ines.")).to_be_visible()
        added.at("/account/second-step/webauthn/add/")
        added.get_by_role("link", name="Use a passkey").click()
        is_fine(added)
        added.get_by_role("button", name="Use a passkey").click()
        expect(added.get_by_role("heading", name="Add a passkey")).to_be_visible()

    def test_can_be_renamed_and_removed(self, added, ines):
        added.at("/account/second-step/webauthn/")
        is_fine(added)
        added.get_by_role("link", name="Rename My phone").click()
        is_fine(added)
        added.get_by_label("Name").fill("Old phone")
        added.get_by_role("button", name="Save").click()
        added.get_by_role("link", name="Remove Old phone").click()
        is_fine(added)
        added.get_by_role("button", name="Remove").click()
        expect(added.get_by_text("There is none.")).to_be_visible()
        assert not Authenticator.objects.filter(user=ines).exists()

    def test_says_when_the_device_gives_none(self, added, key):
        session, device = key
        session.send("WebAuthn.clearCredentials", {"authenticatorId": device})
        session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
        log_out(added)
        added.route(
            "**/second-step/webauthn/login/",
            lambda route: (
                route.fulfill(status=500, body="")
                if route.request.method == "GET"
                else route.continue_()
            ),
        )
        added.get_by_role("button", name="Use a passkey").click()
        expect(added.get_by_text(re.compile("The device gave no passkey"))).to_be_visible()
        is_fine(added)
