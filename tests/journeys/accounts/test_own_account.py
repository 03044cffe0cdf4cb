"""One's own account in a real browser: data, leaving, devices, privacy; no barriers."""

import json

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from quizsite.login import SEEN_AT
from quizzes.models.accounts import User
from tests import factories
from tests.journeys.conftest import log_in
from tests.journeys.looking import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/privacy/", "/profile/data/", "/profile/delete/", "/account/devices/"]


@pytest.fixture
def page(device, live_server, bob):
    context = device(viewport={"width": 1280, "height": 800})
    log_in(context, bob, live_server.url)
    return context.new_page()


@pytest.fixture
def taken(bob):
    return factories.take(factories.make_quiz(title="The spirit"), bob)


class TestPages:
    @pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
    def test_have_no_barrier_and_fit(self, device, live_server, bob, taken, scheme, width):
        context = device(color_scheme=scheme, viewport={"width": width, "height": 700})
        log_in(context, bob, live_server.url)
        page = context.new_page()
        for address in PAGES:
            page.goto(address)
            assert violations(page) == [], address
            assert overflow(page) == 0, address

    def test_ask_nobody_but_this_site(self, page, live_server, taken):
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        for address in ["/", "/account/login/", f"/attempts/{taken.public_id}/review/", *PAGES]:
            page.goto(address)
        assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []


class TestData:
    def test_is_a_page_and_a_file(self, page, taken):
        page.goto("/profile/data/")
        for folded in page.locator("summary:has-text('entr')").all():
            folded.click()
        expect(page.get_by_text("Text of the question").first).to_be_visible()
        assert violations(page) == []
        with page.expect_download() as download:
            page.get_by_role("link", name="Download it as a file").click()
        said = json.loads(download.value.path().read_text())
        assert said["format"] == "quizsite-own-data"
        assert said["attempts"][0]["quiz"] == "The spirit"


class TestLeaving:
    def test_leads_to_what_must_be_handed_in_first(self, page, bob):
        quiz = factories.make_quiz(title="The spirit")
        attempt = factories.start(quiz, bob, now=timezone.now())
        page.goto("/profile/delete/")
        page.locator("main").get_by_role("link", name="The spirit").click()
        page.wait_for_url(f"**/attempts/{attempt.public_id}/take/")

    def test_is_for_good(self, page, bob, taken):
        page.goto("/profile/delete/")
        page.get_by_label("I have read").check()
        page.get_by_label("Your password").fill(factories.PASSWORD)
        page.get_by_role("button", name="Delete my account for good").click()
        expect(page.get_by_text("Your account is deleted.")).to_be_visible()
        assert not User.objects.filter(username="bob").exists()
        page.goto("/profile/")
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()


class TestDevices:
    def test_are_ended_one_by_one(self, page, device, live_server, bob):
        other = device()
        log_in(other, bob, live_server.url)
        phone = other.new_page()
        # The note that a session is used is made again after ten minutes; here it is made now.
        forget_when_seen()
        phone.goto("/profile/")
        page.goto("/account/devices/")
        page.get_by_role("button", name="Log out there").click()
        expect(page.get_by_text("That device is logged out.")).to_be_visible()
        phone.goto("/profile/")
        expect(phone.get_by_role("heading", name="Log in")).to_be_visible()


def forget_when_seen():
    for row in Session.objects.all():
        store = SessionStore(row.session_key)
        del store[SEEN_AT]
        store.save()
