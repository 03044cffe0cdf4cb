"""A quiz is composed in a browser: from the bank, by keyboard, by drag; settings by a preset."""

import pytest
from playwright.sync_api import expect

from quizzes.models.composition import Quiz, QuizItem
from tests import factories
from tests.journeys.conftest import log_in
from tests.journeys.looking import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def quiz(transactional_db) -> Quiz:
    """Alice's empty quiz; the bank has six questions."""
    alice = factories.make_user("alice", name="Alice", is_teacher=True)
    for number in range(6):
        factories.make_version("single_choice", stem=f"Which of the {number + 2} roads?")
    return factories.make_quiz((), owner=alice, title="Roads")


def orders(quiz: Quiz) -> list[int | None]:
    items = QuizItem.objects.filter(section__quiz=quiz).order_by("section__order", "order")
    return list(items.values_list("pk", flat=True))


def test_a_quiz_is_composed_ordered_and_set(device, live_server, quiz):
    """One browser for the whole story: each step goes on from the one before."""
    context = device(viewport={"width": 1280, "height": 1000})
    log_in(context, quiz.owner, live_server.url)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"/quizzes/{quiz.public_id}/compose/")
    _fill(page)
    before = orders(quiz)
    _move_by_keys(page, before)
    assert orders(quiz) == [before[1], before[0], *before[2:]]
    _drag(page)
    assert orders(quiz) == [before[0], before[2], before[1], before[3]]
    _remove_and_undo(page)
    _set(page)
    assert Quiz.objects.get(pk=quiz.pk).review_preset == "exam"
    assert errors == []


def _fill(page):
    status, places = page.locator("#composer-status"), page.locator(".qs-place")
    page.get_by_role("button", name="Add: Which of the 2 roads?").click()
    expect(places).to_have_count(1)
    for number in (3, 4):
        page.get_by_label(f"Which of the {number} roads?").check()
    page.get_by_role("button", name="Add the ticked").click()
    expect(status).to_have_text("2 questions added.")
    page.get_by_label("Words in the question").fill("7 roads")
    expect(page.get_by_text("1 question found")).to_be_visible()
    page.get_by_text("Make a draw").click()
    page.get_by_label("Ask so many").fill("1")
    page.get_by_role("button", name="out of the 1 found").click()
    expect(places).to_have_count(4)
    assert violations(page) == []


def _move_by_keys(page, before):
    """Move the first one down; the focus stays on it."""
    status = page.locator("#composer-status")
    page.locator("[data-grip]").first.focus()
    page.keyboard.press("Space")
    expect(status).to_contain_text("Grabbed")
    page.keyboard.press("ArrowDown")
    expect(status).to_have_text("Place 2 of 4 in section 1.")
    page.keyboard.press("Space")
    expect(status).to_contain_text("number 2")
    expect(page.locator(f"#grip-{before[0]}")).to_be_focused()


def _drag(page):
    """Drag the first one below the third."""
    places = page.locator(".qs-place")
    moved = places.first.get_attribute("data-item")
    grip = page.locator("[data-grip]").first.bounding_box()
    third = places.nth(2).bounding_box()
    page.mouse.move(grip["x"] + 9, grip["y"] + 9)
    page.mouse.down()
    page.mouse.move(grip["x"] + 9, third["y"] + third["height"] - 3, steps=8)
    page.mouse.up()
    expect(page.locator("#composer-status")).to_contain_text("number 3")
    expect(places.nth(2)).to_have_attribute("data-item", moved)


def _remove_and_undo(page):
    places = page.locator(".qs-place")
    page.get_by_role("button", name="Remove from the quiz: Which of the 2").click()
    expect(places).to_have_count(3)
    page.get_by_role("button", name="Undo").click()
    expect(places).to_have_count(4)


def _set(page):
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Exam").click()
    expect(page.locator("#told")).to_contain_text("Students have 45 minutes and one try.")
    assert violations(page) == []
    page.get_by_role("button", name="Save the settings").click()
    expect(page.get_by_text("The settings are saved.")).to_be_visible()
