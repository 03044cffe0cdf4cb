"""Somebody asks to be a teacher, becomes one, and is shared something: in a real browser."""

import pytest
from playwright.sync_api import expect

from quizzes.models.accounts import User
from tests import factories
from tests.journeys.conftest import log_in
from tests.journeys.looking import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}


def fits(page, address: str = "") -> None:
    if address:
        page.goto(address)
    assert violations(page) == [], page.url
    assert overflow(page) == 0, page.url


@pytest.fixture
def quiz():
    """A quiz of Alice's own, about her own article."""
    alice = factories.make_user("alice", name="Alice", is_teacher=True)
    revision = factories.make_article()
    revision.article.owner = alice
    revision.article.save()
    return factories.make_quiz(revision=revision, owner=alice, title="Rivers")


@pytest.fixture
def open_as(device, live_server):
    """Open a page as somebody, on a device of their own."""

    def new(user, **options):
        context = device(**options)
        log_in(context, user, live_server.url)
        return context.new_page()

    return new


def test_a_student_becomes_a_teacher_who_is_shared_a_quiz(open_as, bob, quiz):
    head = open_as(User.objects.create_superuser("head", password=factories.PASSWORD))
    # On a phone, in the dark, without a script.
    phone = open_as(bob, viewport=PHONE, color_scheme="dark", java_script_enabled=False)
    phone.goto("/profile/")
    phone.get_by_role("link", name="Ask to be a teacher").click()
    phone.get_by_label("What do you teach").fill("History, at the evening school.")
    phone.get_by_role("button", name="Ask to be a teacher").click()
    phone.get_by_text("You have asked", exact=True).wait_for()

    head.goto("/")
    head.get_by_role("link", name="Answer").click()
    fits(head)
    head.get_by_role("button", name="Agree").first.click()
    head.get_by_text("Bob is a teacher now.").wait_for()
    head.get_by_role("button", name="Make an invitation").click()
    head.get_by_role("button", name="Copy the link").click()
    head.get_by_role("button", name="Copied").wait_for()
    fits(head)

    phone.goto("/teach/")
    phone.get_by_role("heading", name="Or write a quiz of your own").wait_for()
    phone.get_by_text("Menu", exact=False).first.click()
    phone.get_by_role("link", name="Questions", exact=True).first.click()
    phone.get_by_role("heading", name="Questions", exact=True).wait_for()

    alice = open_as(quiz.owner, viewport=PHONE, color_scheme="dark")
    alice.goto(f"/quizzes/{quiz.public_id}/share/")
    alice.get_by_label("User name or e-mail").fill("nobody")
    alice.get_by_role("button", name="Share", exact=True).click()
    alice.get_by_text("No teacher here has this name").wait_for()
    fits(alice)
    alice.get_by_label("User name or e-mail").fill("BOB")
    alice.get_by_role("button", name="Share", exact=True).click()
    alice.get_by_role("button", name="Remove Bob").click()
    fits(alice)
    alice.get_by_role("button", name="Undo").click()
    alice.get_by_text("Bob sees it again.").wait_for()

    phone.goto("/teach/")
    phone.get_by_role("link", name="Rivers").wait_for()


def test_the_menu_of_a_phone_is_for_keys(open_as, quiz):
    page = open_as(quiz.owner, viewport=PHONE)
    for address in ("/teach/", f"/quizzes/{quiz.public_id}/share/"):
        fits(page, address)
    page.goto("/teach/")
    page.keyboard.press("Tab")
    summary = page.locator(".qs-menu--site > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Teaching", exact=True)).to_be_focused()
    fits(page)
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.get_by_role("link", name="Questions", exact=True).first).to_be_hidden()
    page.set_viewport_size({"width": 1280, "height": 800})
    fits(page)
    expect(page.get_by_role("navigation", name="Teaching")).to_be_visible()
