"""A whole quiz without JavaScript: a form, a Save button, a page for the summary."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories
from tests.journeys.student import KINDS, steps_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plain(plain_page, bob):
    """Open an attempt at a quiz with these settings, in a browser without JavaScript."""

    def open_quiz(**settings):
        attempt = factories.start(factories.make_quiz(KINDS, **settings), bob, now=timezone.now())
        return plain_page(attempt), attempt

    return open_quiz


class TestPlainForm:
    def test_takes_a_student_through_a_quiz(self, plain):
        page, attempt = plain()
        page.option(1, "b").check()
        page.button("Next").click()
        expect(page.question(2)).to_be_visible()
        expect(page.question(1)).to_be_hidden()
        page.option(2, "a").check()
        page.option(2, "b").check()
        page.question(2).get_by_role("button", name="Flag for later").click()
        expect(page.option(2, "a")).to_be_checked()
        page.cell(3).click()
        page.field(3).fill("Astana")
        page.button("Save").click()
        expect(page.field(3)).to_have_value("Astana")
        page.button("Previous").click()
        expect(page.question(2)).to_be_visible()
        page.cell(4).click()
        page.button("Finish").click()
        expect(page.page.locator("[data-list=unanswered] li")).to_have_text(["Question 4"])
        expect(page.page.locator("[data-list=flagged] li")).to_have_text(["Question 2"])
        page.page.get_by_role("link", name="Question 4").click()
        page.option(4, "true").check()
        page.button("Finish").click()
        expect(page.page.locator("main")).to_contain_text("4 of 4 answered")
        page.button("Hand in").click()
        page.page.wait_for_url(re.compile("/review/"))
        assert steps_of(attempt, 1) == ["b"]
        assert [sorted(raw) for raw in steps_of(attempt, 2)] == [["a", "b"]]
        assert steps_of(attempt, 3) == ["Astana"]
        assert steps_of(attempt, 4) == ["true"]

    def test_saves_all_on_one_page(self, plain):
        page, attempt = plain(layout="all_on_one")
        page.option(1, "b").check()
        page.field(3).fill("Astana")
        page.button("Save").click()
        expect(page.page.get_by_role("status").first).to_contain_text("Saved")
        expect(page.field(3)).to_have_value("Astana")
        assert steps_of(attempt, 1) == ["b"]
        assert steps_of(attempt, 3) == ["Astana"]
        assert steps_of(attempt, 2) == []

    def test_enter_in_a_field_saves(self, plain):
        page, attempt = plain(layout="all_on_one")
        page.field(3).fill("Astana")
        page.field(3).press("Enter")
        page.page.wait_for_load_state()
        expect(page.page.get_by_role("status").first).to_contain_text("Saved")
        assert steps_of(attempt, 3) == ["Astana"]
        assert not attempt.items.filter(is_flagged=True).exists()

    def test_checks_an_answer(self, plain):
        page, _ = plain(behavior="immediate")
        page.option(1, "b").check()
        page.button("Check this answer").click()
        expect(page.option(1, "b")).to_be_disabled()
        expect(page.question(1)).to_contain_text("locked")

    def test_says_when_the_time_is_over(self, plain):
        page, _ = plain(limit_seconds=1800)
        # Playwright's own assertions pass over what stands in <noscript>.
        assert "Until" in page.clock.evaluate("(clock) => clock.innerText")
        expect(page.button("Time left")).to_have_count(0)
