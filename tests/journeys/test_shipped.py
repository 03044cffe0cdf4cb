"""The shipped quizzes, taken whole: on a desktop, a phone, by keyboard alone, without a script."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Locator, expect

from quizzes.models.attempts import Attempt
from quizzes.models.composition import Quiz
from quizzes.services import attempts
from tests.journeys.looking import is_whole, overflow, violations
from tests.journeys.student import Student

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLES = ("What happened", "What the author argues", "Reading critically")
# Each quiz at one width: that the kinds fit both is told by test_kinds.
DESKTOP, PHONE = 1280, 390


@pytest.fixture
def begun(bob):
    """Begin a shipped quiz, by its title."""
    files = sorted((settings.BASE_DIR / "fixtures").glob("*/*.json"))
    call_command("loaddata", *map(str, files), verbosity=0)

    def begin(title: str) -> Attempt:
        quiz = Quiz.objects.get(title=title)
        return attempts.start_self_study(quiz=quiz, student=bob, seed=5, now=timezone.now())

    return begin


def key_of(attempt: Attempt, position: int) -> object:
    version = attempt.items.get(position=position).version
    return version.kind_module.correct_response(version.loaded_spec)


def give(question: Locator, key: object) -> None:
    """Put a right answer into a question's fields, whatever its kind."""
    if question.locator("textarea").count():
        question.locator("textarea").fill("The author claims it, and the article shows why.")
    elif question.locator("[data-order]").count():
        put_in_order(question, list(key))
    elif isinstance(key, dict) and "decimal" not in key:
        for part, answer in key.items():
            field = question.locator(f"[data-part='{part}']")
            is_list = field.evaluate("(field) => field.matches('select')")
            field.select_option(answer) if is_list else field.fill(answer)
    elif question.locator("input[type=text]").count():
        question.locator("input[type=text]").fill(key["text"] if isinstance(key, dict) else key)
    else:
        for option in [key] if isinstance(key, str) else key:
            question.locator(f"input[value='{option}']").check()


def put_in_order(question: Locator, wanted: list[str]) -> None:
    for place, each in enumerate(wanted):
        item = question.locator(f"[data-item='{each}']")
        while order_in(question).index(each) > place:
            item.get_by_role("button", name="Move up").click()


def order_in(question: Locator) -> list[str]:
    items = question.locator("[data-item]")
    return items.evaluate_all("(all) => all.map((item) => item.dataset.item)")


def is_all_right(attempt: Attempt) -> None:
    attempt.refresh_from_db()
    assert attempt.earned == attempt.maximum


@pytest.mark.parametrize("title", TITLES)
class TestShippedQuiz:
    def test_is_taken_by_hand(self, student, bob, begun, title):
        attempt = begun(title)
        width = DESKTOP if title == TITLES[1] else PHONE
        page = student(bob, viewport={"width": width, "height": 844})
        page.open(attempt)
        count = attempt.items.count()
        for position in range(1, count + 1):
            give(page.question(position), key_of(attempt, position))
            if position < count:
                page.button("Next").click()
                expect(page.question(position + 1)).to_be_visible()
        page.is_saved()
        assert overflow(page.page) == 0
        page.button("Finish").click()
        expect(page.page.locator("[data-hand-in-panel]")).to_contain_text(f"{count} of {count}")
        page.button("Hand in").click()
        page.page.wait_for_url(re.compile("/review/"))
        is_all_right(attempt)
        assert violations(page.page) == []
        assert overflow(page.page) == 0

    def test_is_taken_by_keyboard_alone(self, student, bob, begun, title):
        attempt = begun(title)
        page = student(bob, viewport={"width": 1280, "height": 844})
        page.open(attempt)
        count = attempt.items.count()
        for position in range(1, count + 1):
            by_keyboard(page, position)
            press(page, "Next" if position < count else "Finish")
        expect(page.page.locator("[data-hand-in-panel]")).to_contain_text(f"{count} of {count}")
        press(page, "Hand in")
        page.page.wait_for_url(re.compile("/review/"))


# All three by their plain forms: tests/views/learner/test_shipped.py.
def test_one_is_taken_without_a_script(plain_page, begun):
    attempt = begun(TITLES[0])
    page = plain_page(attempt)
    count = attempt.items.count()
    for position in range(1, count + 1):
        expect(page.question(position)).to_be_visible()
        is_whole(page.page)
        give(page.question(position), key_of(attempt, position))
        page.button("Next" if position < count else "Finish").click()
    page.button("Hand in").click()
    page.page.wait_for_url(re.compile("/review/"))
    is_all_right(attempt)


ACTIVE = """() => {
    const it = document.activeElement;
    return [it.closest("[data-question]")?.dataset.question ?? "", it.tagName, it.type ?? "",
            it.textContent.trim()];
}"""


def by_keyboard(page: Student, position: int) -> None:
    """Answer the question by Tab, arrows, Space and letters: whatever its fields take."""
    keys, chosen, is_there = page.page.keyboard, False, False
    for _ in range(60):
        keys.press("Tab")
        place, tag, kind, words = page.page.evaluate(ACTIVE)
        if place != str(position):
            if is_there:
                return
            continue
        is_there = True
        if tag == "SELECT":
            keys.press("ArrowDown")
        elif tag == "TEXTAREA" or kind == "text":
            keys.type("7")
        elif kind in ("radio", "checkbox") and not chosen:
            keys.press("Space")
            chosen = True
        elif words == "This is my order":
            keys.press("Enter")
    raise AssertionError(f"no Tab leads out of question {position}")


def press(page: Student, name: str) -> None:
    """Go on with Tab to a button, and press it."""
    for _ in range(80):
        if page.page.evaluate(ACTIVE)[3] == name:
            page.page.keyboard.press("Enter")
            return
        page.page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {name}")
