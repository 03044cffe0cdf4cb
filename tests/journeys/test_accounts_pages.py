"""The first page, accounts and errors in a real browser: reachable, narrow, without scripts."""

import pytest
from playwright.sync_api import expect

from quizzes.models.accounts import User
from tests.factories import PASSWORD, make_user
from tests.journeys.conftest import log_in
from tests.journeys.looking import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STRANGERS = [
    "/",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-wrong/",
    "/account/confirm-email/wrong-key/",
    "/account/inactive/",
    "/no-such-page/",
]
OWN = ["/profile/", "/account/email/", "/account/password/change/", "/account/logout/"]


@pytest.fixture
def bob():
    return make_user("bob", name="Bob Marsh", email="bob@example.org")


class TestPages:
    @pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
    def test_have_no_barrier_and_fit(self, device, live_server, bob, scheme, width):
        context = device(color_scheme=scheme, viewport={"width": width, "height": 700})
        page = context.new_page()
        for address in STRANGERS:
            page.goto(address)
            assert violations(page) == [], address
            assert overflow(page) == 0, address
        log_in(context, bob, live_server.url)
        for address in OWN:
            page.goto(address)
            assert violations(page) == [], address
            assert overflow(page) == 0, address

    def test_have_no_barrier_when_something_is_wrong(self, device):
        page = device(color_scheme="dark").new_page()
        page.goto("/account/signup/")
        page.get_by_role("button", name="Sign up").click()
        page.get_by_text("Look at the marked fields").wait_for()
        assert violations(page) == []

    def test_gallery_has_no_barrier(self, device, settings):
        settings.DEBUG = True
        page = device().new_page()
        page.goto("/gallery/")
        page.get_by_role("heading", name="Gallery").wait_for()
        # The header is shown three times on this one page, so its landmark is not unique.
        assert [v for v in violations(page) if not v.startswith("landmark-unique")] == []

    def test_follow_the_device_without_a_script(self, device):
        context = device(color_scheme="dark", java_script_enabled=False)
        page = context.new_page()
        page.goto("/")
        page.emulate_media(color_scheme="dark")
        dark = page.screenshot()
        page.emulate_media(color_scheme="light")
        assert page.screenshot() != dark

    def test_follow_the_reader_before_the_device(self, device, live_server, bob):
        bob.color_scheme = "light"
        bob.save()
        context = device(color_scheme="dark")
        log_in(context, bob, live_server.url)
        page = context.new_page()
        page.goto("/profile/")
        assert page.evaluate("getComputedStyle(document.body).colorScheme") == "light"


class TestSignUp:
    def test_tells_the_zone_of_the_device(self, device):
        page = device(timezone_id="Asia/Almaty").new_page()
        page.goto("/account/signup/")
        for field, value in (("username", "eve"), ("password1", PASSWORD), ("password2", PASSWORD)):
            page.locator(f"[name={field}]").fill(value)
        page.get_by_role("button", name="Sign up").click()
        page.get_by_text("eve", exact=True).wait_for()
        assert User.objects.get(username="eve").time_zone == "Asia/Almaty"


class TestProfile:
    def test_offers_the_zone_of_the_device(self, device, live_server, bob):
        context = device(timezone_id="Asia/Almaty")
        log_in(context, bob, live_server.url)
        page = context.new_page()
        page.goto("/profile/")
        page.get_by_role("button", name="Choose this zone").click()
        expect(page.get_by_label("Time zone")).to_have_value("Asia/Almaty")
        page.get_by_role("button", name="Save").click()
        page.get_by_text("Your profile is saved.").wait_for()
        bob.refresh_from_db()
        assert bob.time_zone == "Asia/Almaty"


class TestAccountMenu:
    @pytest.fixture
    def page(self, device, live_server, bob):
        context = device()
        log_in(context, bob, live_server.url)
        page = context.new_page()
        page.goto("/profile/")
        page.get_by_text("Bob Marsh").click()
        page.get_by_role("button", name="Log out").wait_for()
        return page

    def test_closes_by_escape_and_gives_the_focus_back(self, page):
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Log out")).to_be_hidden()
        expect(page.locator("summary", has_text="Bob Marsh")).to_be_focused()

    def test_closes_by_a_click_elsewhere(self, page):
        page.get_by_role("heading", name="Profile").click()
        expect(page.get_by_role("button", name="Log out")).to_be_hidden()

    def test_logs_out(self, page):
        page.get_by_role("button", name="Log out").click()
        page.get_by_text("You are logged out.").wait_for()
