"""Moves without the server: focus, navigator, Back, flags, forward-only, the article."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories
from tests.journeys.student import KINDS, steps_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
TEXT = "\n\n".join(f"Paragraph {number} begins. It goes on. And it ends." for number in range(40))


@pytest.fixture
def article(transactional_db):
    return factories.make_article(TEXT)


@pytest.fixture
def attempt(bob, article):
    quiz = factories.make_quiz(KINDS, revision=article, title="The spirit")
    return factories.start(quiz, bob, now=timezone.now())


class TestMoves:
    def test_bring_the_heading_into_focus(self, at_work):
        at_work.button("Next").click()
        expect(at_work.question(2).locator("h2")).to_be_focused()
        expect(at_work.question(1)).to_be_hidden()
        expect(at_work.page).to_have_title(re.compile("^Question 2 of 4 – The spirit"))
        expect(at_work.cell(2)).to_have_attribute("aria-current", "step")
        expect(at_work.cell(1)).not_to_have_attribute("aria-current", "step")

    def test_need_no_network(self, at_work):
        at_work.page.context.set_offline(True)
        at_work.cell(4).click()
        expect(at_work.question(4)).to_be_visible()
        expect(at_work.button("Finish")).to_be_visible()
        at_work.button("Previous").click()
        expect(at_work.question(3)).to_be_visible()

    def test_can_be_taken_back_in_the_browser(self, at_work):
        at_work.button("Next").click()
        at_work.cell(4).click()
        at_work.page.go_back()
        expect(at_work.question(2)).to_be_visible()
        expect(at_work.question(2).locator("h2")).to_be_focused()
        at_work.page.go_back()
        expect(at_work.question(1)).to_be_visible()
        at_work.page.go_forward()
        expect(at_work.question(2)).to_be_visible()

    def test_outlive_a_reload(self, at_work):
        at_work.cell(3).click()
        at_work.page.reload()
        expect(at_work.question(3)).to_be_visible()

    def test_are_known_on_another_device(self, at_work, student, bob, attempt):
        with at_work.page.expect_response(lambda response: "/place/" in response.url):
            at_work.cell(3).click()
        other = student(bob)
        other.open(attempt)
        expect(other.question(3)).to_be_visible()


class TestFlag:
    def test_marks_the_question_and_its_cell_and_stays(self, at_work, attempt):
        flag = at_work.question(1).get_by_role("button", name="Flag for later")
        expect(flag).to_have_attribute("aria-pressed", "false")
        with at_work.page.expect_response(lambda response: "/flag/" in response.url):
            flag.click()
        expect(flag).to_have_attribute("aria-pressed", "true")
        expect(at_work.cell(1)).to_have_accessible_name("Question 1: not answered, flagged")
        at_work.open(attempt)
        expect(flag).to_have_attribute("aria-pressed", "true")

    def test_waits_for_a_network(self, at_work, attempt):
        at_work.page.context.set_offline(True)
        at_work.question(1).get_by_role("button", name="Flag for later").click()
        at_work.page.context.set_offline(False)
        with at_work.page.expect_response(lambda response: "/flag/" in response.url):
            at_work.option(1, "b").check()
        assert attempt.items.get(position=1).is_flagged


class TestForwardOnly:
    @pytest.fixture
    def attempt(self, bob):
        quiz = factories.make_quiz(KINDS, navigation="forward")
        return factories.start(quiz, bob, now=timezone.now())

    def test_has_no_way_back(self, at_work, attempt):
        expect(at_work.page.get_by_text("You cannot come back to a question.")).to_be_visible()
        expect(at_work.button("Previous")).to_have_count(0)
        expect(at_work.page.locator("[data-navigator] button")).to_have_count(0)
        with at_work.page.expect_response(lambda response: "/place/" in response.url):
            at_work.button("Next").click()
        at_work.page.reload()
        expect(at_work.question(2)).to_be_visible()

    def test_does_not_lose_an_answer_given_without_a_network(self, at_work, attempt):
        at_work.page.context.set_offline(True)
        at_work.option(1, "b").check()
        at_work.button("Next").click()
        at_work.option(2, "a").check()
        at_work.button("Next").click()
        at_work.is_offline(2)
        with at_work.page.expect_response(lambda response: "/place/" in response.url):
            at_work.page.context.set_offline(False)
        at_work.is_saved()
        attempt.refresh_from_db()
        assert attempt.position == 3
        assert steps_of(attempt, 1) == ["b"]
        assert steps_of(attempt, 2) == [["a"]]


class TestArticle:
    def top(self, page) -> str:
        """Return the id of the first sentence that is seen in the article."""
        return page.page.evaluate(
            """() => {
              const top = document.querySelector(".qs-drawer__head").getBoundingClientRect().bottom;
              return [...document.querySelectorAll(".qs-sentence")].find(
                (sentence) => sentence.getBoundingClientRect().bottom > top + 8).id;
            }"""
        )

    def test_stands_beside_the_question_at_the_place_last_read(self, student, bob, attempt, device):
        page = student(bob, viewport=WIDE)
        page.open(attempt)
        expect(page.page.get_by_role("complementary", name="Article")).to_be_visible()
        with page.page.expect_response(lambda response: "/place/" in response.url):
            page.page.locator("#s60").evaluate("(s) => s.scrollIntoView()")
        seen = self.top(page)
        attempt.refresh_from_db()
        assert attempt.reading_place == seen
        other = student(bob, viewport=WIDE)
        other.open(attempt)
        assert self.top(other) == seen

    def test_is_a_drawer_on_a_phone(self, student, bob, attempt):
        page = student(bob, viewport=PHONE)
        page.open(attempt)
        pane = page.page.get_by_role("complementary", name="Article")
        expect(pane).to_be_hidden()
        opener = page.page.get_by_role("link", name="Article", exact=True)
        opener.click()
        expect(pane).to_be_visible()
        expect(pane.get_by_role("heading", name="Article", exact=True)).to_be_focused()
        expect(page.page.locator("[data-answers]")).to_have_attribute("inert", "")
        page.page.keyboard.press("Escape")
        expect(pane).to_be_hidden()
        expect(opener).to_be_focused()
        expect(page.page.locator("[data-answers]")).not_to_have_attribute("inert", "")

    def test_drawer_closes_by_the_phones_back_and_by_its_link(self, student, bob, attempt):
        page = student(bob, viewport=PHONE)
        page.open(attempt)
        page.button("Next").click()
        pane = page.page.get_by_role("complementary", name="Article")
        for close in (page.page.go_back, pane.get_by_role("link", name="Back").click):
            page.page.get_by_role("link", name="Article", exact=True).click()
            expect(pane).to_be_visible()
            close()
            expect(pane).to_be_hidden()
            expect(page.question(2)).to_be_visible()

    def test_drawer_opens_again_where_it_was_left(self, student, bob, attempt):
        page = student(bob, viewport=PHONE)
        page.open(attempt)
        opener = page.page.get_by_role("link", name="Article", exact=True)
        opener.click()
        with page.page.expect_response(lambda response: "/place/" in response.url):
            page.page.locator("#s60").evaluate("(s) => s.scrollIntoView()")
        seen = self.top(page)
        page.page.keyboard.press("Escape")
        opener.click()
        assert self.top(page) == seen
