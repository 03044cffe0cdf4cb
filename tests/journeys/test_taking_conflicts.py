"""Two devices on one attempt: nothing is overwritten silently, and the student picks in place."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests import factories
from tests.journeys.student import KINDS, steps_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def attempt(bob):
    quiz = factories.make_quiz(KINDS, behavior="immediate")
    return factories.start(quiz, bob, now=timezone.now())


@pytest.fixture
def laptop(at_work):
    """The first device, on which the third question is open."""
    at_work.cell(3).click()
    return at_work


@pytest.fixture
def phone(student, bob, attempt):
    """The second device, opened at the same moment."""
    page = student(bob)
    page.open(attempt, "?q=3")
    return page


@pytest.fixture
def torn(laptop, phone):
    """The phone, where "Almaty" was typed on top of what the laptop has saved: "Astana"."""
    laptop.field(3).fill("Astana")
    laptop.is_saved()
    phone.field(3).fill("Almaty")
    expect(phone.page.locator(".qs-conflict")).to_be_visible()
    return phone


class TestConflict:
    def test_shows_both_answers_under_the_question(self, torn):
        panel = torn.question(3).locator(".qs-conflict")
        expect(panel.get_by_role("heading")).to_have_text(
            "This answer was changed elsewhere. Which one counts?"
        )
        expect(panel.locator("[data-stored]")).to_have_text("Astana")
        expect(panel.locator("[data-stored-when]")).to_have_text(
            re.compile(r"Saved at \d\d:\d\d:\d\d")
        )
        expect(panel.locator("[data-typed]")).to_have_text("Almaty")
        expect(torn.alert).to_have_text(
            "Question 3 was changed elsewhere. Choose which answer counts."
        )
        expect(torn.saved).to_have_attribute("data-state", "conflict")

    def test_leaves_what_is_stored_until_one_is_picked(self, torn, attempt):
        torn.field(3).fill("Almaty!")
        expect(torn.page.locator("[data-typed]")).to_have_text("Almaty!")
        torn.cell(4).click()
        with torn.saves():
            torn.option(4, "true").check()
        expect(torn.cell(4)).to_have_accessible_name("Question 4: answered")
        assert steps_of(attempt, 3) == ["Astana"]
        assert steps_of(attempt, 4) == ["true"]

    def test_mine_is_sent_on_top(self, torn, attempt):
        torn.button("Use mine").click()
        torn.is_saved()
        expect(torn.page.locator(".qs-conflict")).to_have_count(0)
        expect(torn.question(3).locator("h2")).to_be_focused()
        assert steps_of(attempt, 3) == ["Astana", "Almaty"]

    def test_the_saved_one_comes_into_the_field(self, torn, attempt):
        torn.button("Keep the saved answer").click()
        expect(torn.field(3)).to_have_value("Astana")
        expect(torn.saved).to_have_attribute("data-state", "saved")
        torn.keeps_nothing()
        torn.field(3).fill("Astana!")
        torn.is_saved()
        assert steps_of(attempt, 3) == ["Astana", "Astana!"]

    def test_outlives_a_reload(self, torn, attempt):
        torn.open(attempt, "?q=3")
        expect(torn.field(3)).to_have_value("Almaty")
        expect(torn.page.locator("[data-stored]")).to_have_text("Astana")

    def test_is_listed_before_handing_in(self, torn, attempt):
        torn.cell(4).click()
        torn.button("Finish").click()
        undecided = torn.page.locator("[data-list=undecided]")
        expect(undecided.locator("li")).to_have_text(["Question 3"])
        undecided.get_by_role("link").click()
        expect(torn.button("Use mine")).to_be_visible()
        torn.cell(4).click()
        torn.button("Finish").click()
        torn.button("Hand in").click()
        torn.page.wait_for_url(re.compile("/review/"))
        assert steps_of(attempt, 3) == ["Astana"]
        torn.keeps_nothing()

    def test_is_none_where_both_say_the_same(self, laptop, phone, attempt):
        laptop.field(3).fill("Astana")
        laptop.is_saved()
        phone.field(3).fill("Astana")
        phone.is_saved()
        assert steps_of(attempt, 3) == ["Astana"]

    def test_shows_choices_by_their_words(self, laptop, phone):
        laptop.cell(1).click()
        laptop.option(1, "b").check()
        laptop.is_saved()
        phone.cell(1).click()
        phone.option(1, "c").check()
        expect(phone.page.locator("[data-stored]")).to_have_text("Option b")
        expect(phone.page.locator("[data-typed]")).to_have_text("Option c")

    def test_with_a_checked_answer_is_decided_already(self, laptop, phone, attempt):
        laptop.field(3).fill("Astana")
        laptop.button("Check this answer").click()
        expect(laptop.field(3)).to_be_disabled()
        phone.field(3).fill("Almaty")
        expect(phone.field(3)).to_be_disabled()
        expect(phone.field(3)).to_have_value("Astana")
        assert steps_of(attempt, 3) == ["Astana", "Astana"]


class TestChecking:
    def test_locks_and_brings_the_result_into_focus(self, laptop, attempt):
        laptop.field(3).fill("Astana")
        laptop.button("Check this answer").click()
        expect(laptop.question(3).locator("[data-result]")).to_be_focused()
        expect(laptop.field(3)).to_be_disabled()
        expect(laptop.question(3).locator("h2")).to_have_text("Question 3 of 4")

    def test_a_blank_answer_is_not_sent(self, laptop, attempt):
        laptop.button("Check this answer").click()
        expect(laptop.question(3)).to_contain_text("Answer first, then check.")
        assert steps_of(attempt, 3) == []

    def test_waits_for_a_network(self, laptop, attempt):
        laptop.page.context.set_offline(True)
        laptop.field(3).fill("Astana")
        laptop.button("Check this answer").click()
        laptop.is_offline(1)
        laptop.page.context.set_offline(False)
        expect(laptop.field(3)).to_be_disabled()
        laptop.keeps_nothing()
