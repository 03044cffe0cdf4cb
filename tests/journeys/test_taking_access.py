"""The page for everybody: keyboard alone, screen readers, narrow screens, both schemes."""

import re
from time import sleep

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories
from tests.journeys.looking import found_by_axe
from tests.journeys.student import KINDS, steps_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}


@pytest.fixture
def attempt(bob):
    quiz = factories.make_quiz(
        KINDS, revision=factories.make_article(), limit_seconds=1800, behavior="immediate"
    )
    return factories.start(quiz, bob, now=timezone.now())


def violations(page) -> list[str]:
    """Return what axe finds wrong."""
    found = found_by_axe(page.page)
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


def overflow(page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return page.page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
class TestAxe:
    def test_finds_nothing(self, student, bob, attempt, size, scheme):
        page = student(bob, viewport=SIZES[size], color_scheme=scheme)
        page.open(attempt)
        page.option(1, "b").check()
        page.question(1).get_by_role("button", name="Flag for later").click()
        page.is_saved()
        assert violations(page) == []
        page.button("Check this answer").click()
        expect(page.question(1).locator("[data-result]")).to_be_focused()
        assert violations(page) == []

    def test_finds_nothing_in_trouble(self, student, bob, attempt, size, scheme):
        page = student(bob, viewport=SIZES[size], color_scheme=scheme)
        page.open(attempt, "?q=3")
        factories.save(attempt, factories.incoming(3, "Astana"), now=timezone.now())
        page.field(3).fill("Almaty")
        expect(page.page.locator(".qs-conflict")).to_be_visible()
        page.cell(4).click()
        page.page.route("**/save/", lambda route: route.fulfill(status=401, json={}))
        page.option(4, "true").check()
        expect(page.notice).to_be_visible()
        page.cell(3).click()
        assert violations(page) == []

    def test_finds_nothing_before_handing_in(self, student, bob, attempt, size, scheme):
        page = student(bob, viewport=SIZES[size], color_scheme=scheme)
        page.open(attempt, "?q=4")
        page.button("Finish").click()
        expect(page.page.locator("[data-hand-in-panel]")).to_be_visible()
        assert violations(page) == []

    def test_finds_nothing_in_the_article(self, student, bob, attempt, size, scheme):
        page = student(bob, viewport=SIZES[size], color_scheme=scheme)
        page.open(attempt)
        if size == "phone":
            page.page.get_by_role("link", name="Article", exact=True).click()
        expect(page.page.locator("[data-article]")).to_be_visible()
        assert violations(page) == []


class TestNarrow:
    @pytest.mark.parametrize("terms", [{}, {"layout": "all_on_one"}, {"navigation": "forward"}])
    def test_320_pixels_are_enough(self, student, bob, terms):
        quiz = factories.make_quiz(
            KINDS * 6, revision=factories.make_article(), limit_seconds=5400, **terms
        )
        attempt = factories.start(quiz, bob, now=timezone.now())
        page = student(bob, viewport={"width": 320, "height": 640})
        page.open(attempt)
        assert overflow(page) == 0
        page.page.route("**/save/", lambda route: route.fulfill(status=401, json={}))
        page.option(1, "b").check()
        expect(page.notice).to_be_visible()
        assert overflow(page) == 0

    def test_a_zoom_of_200_percent_is_fine(self, student, bob, attempt):
        page = student(bob, viewport={"width": 640, "height": 400}, device_scale_factor=2)
        page.open(attempt)
        assert overflow(page) == 0
        expect(page.button("Next")).to_be_in_viewport()

    def test_with_the_keyboard_open_field_state_and_next_are_seen(self, student, bob, attempt):
        page = student(bob, viewport={"width": 390, "height": 844})
        page.open(attempt, "?q=3")
        page.field(3).focus()
        # What `interactive-widget=resizes-content` does when the keyboard comes.
        page.page.set_viewport_size({"width": 390, "height": 400})
        page.field(3).press_sequentially("Astana")
        page.is_saved()
        expect(page.field(3)).to_be_in_viewport(ratio=1)
        expect(page.saved).to_be_in_viewport(ratio=1)
        expect(page.button("Next")).to_be_in_viewport(ratio=1)
        covered = page.page.evaluate(
            "document.querySelector('#q3-field').getBoundingClientRect().bottom"
            " > document.querySelector('[data-bar]').getBoundingClientRect().top"
        )
        assert not covered


class TestStillness:
    @pytest.mark.parametrize("size", SIZES)
    def test_nothing_jumps(self, student, bob, attempt, size):
        page = student(bob, viewport=SIZES[size])
        page.page.add_init_script(
            """window.shift = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) {
                if (!entry.hadRecentInput) window.shift += entry.value;
              }
            }).observe({type: "layout-shift", buffered: true});"""
        )
        # So late that the browser takes what moves for no answer to a press.
        page.page.route("**/save/", lambda route: sleep(0.7) or route.continue_())
        page.open(attempt)
        page.option(1, "b").check()
        page.is_saved()
        page.button("Next").click()
        page.page.wait_for_load_state("networkidle")
        assert page.page.evaluate("window.shift") == 0


class TestKeyboard:
    def test_is_enough_for_a_whole_quiz(self, student, bob):
        quiz = factories.make_quiz(KINDS)
        attempt = factories.start(quiz, bob, now=timezone.now())
        page = student(bob)
        page.open(attempt)
        keys = page.page.keyboard

        def tab_to(name: str) -> None:
            for _ in range(30):
                keys.press("Tab")
                focused = page.page.evaluate(
                    "document.activeElement.textContent.trim() || document.activeElement.type"
                )
                if focused == name:
                    return
            raise AssertionError(f"no Tab leads to {name}")

        tab_to("Skip to the question")
        keys.press("Enter")
        tab_to("radio")
        keys.press("ArrowDown")
        tab_to("Next")
        keys.press("Enter")
        tab_to("checkbox")
        keys.press("Space")
        tab_to("Next")
        keys.press("Enter")
        tab_to("text")
        keys.type("Astana")
        tab_to("Next")
        keys.press("Enter")
        tab_to("radio")
        keys.press("Space")
        tab_to("Finish")
        keys.press("Enter")
        expect(page.page.locator("[data-hand-in-panel]")).to_contain_text("4 of 4 answered")
        tab_to("Hand in")
        keys.press("Enter")
        page.page.wait_for_url(re.compile("/review/"))
        assert steps_of(attempt, 1) == ["b"]
        assert steps_of(attempt, 3)[-1] == "Astana"
        assert steps_of(attempt, 4) == ["true"]

    def test_skip_links_lead_to_question_article_and_list(self, student, bob, attempt):
        page = student(bob, viewport=SIZES["desktop"])
        for name, place in (("question", "questions"), ("article", "article")):
            page.open(attempt)
            page.page.get_by_role("link", name=f"Skip to the {name}").focus()
            page.page.keyboard.press("Enter")
            expect(page.page.locator(f"#{place}")).to_be_focused()
        page.open(attempt)
        page.page.get_by_role("link", name="Skip to the list of questions").focus()
        page.page.keyboard.press("Enter")
        expect(page.page.locator("#navigator")).to_be_focused()
