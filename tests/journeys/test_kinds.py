"""Answers that have parts, in a real browser: by mouse and keyboard, kept, seen and heard."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.engine.behaviors.registry import offered
from quizzes.engine.kinds import registry
from tests import factories
from tests.journeys.looking import overflow, violations
from tests.journeys.student import Student, steps_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KINDS = ("numeric", "cloze", "matching", "ordering", "evidence", "essay")
EVERY = tuple(registry.KINDS)
CHECKED = tuple(kind for kind in EVERY if "immediate" in offered(kind))
NUMERIC, CLOZE, MATCHING, ORDERING, EVIDENCE, ESSAY = range(1, 7)


@pytest.fixture
def attempt(bob):
    quiz = factories.make_quiz(KINDS, layout="all_on_one")
    return factories.start(quiz, bob, now=timezone.now(), seed=1)


def order_of(page: Student) -> list[str]:
    """Return the ids of the ordering as they stand."""
    items = page.question(ORDERING).locator("[data-item]")
    return items.evaluate_all("(all) => all.map((item) => item.dataset.item)")


class TestNumber:
    def test_is_said_as_it_was_read_and_can_be_read_otherwise(self, at_work, attempt):
        question = at_work.question(NUMERIC)
        at_work.field(NUMERIC).fill("1,234")
        expect(question.locator("[data-reading]")).to_contain_text("Read as 1234")
        question.get_by_role("button", name="Read it as 1.234").click()
        expect(question.locator("[data-reading]")).to_contain_text("Read as 1.234")
        assert steps_of(attempt, NUMERIC)[-1] == {"text": "1,234", "decimal": ","}
        at_work.field(NUMERIC).fill("30")
        expect(question.locator("[data-reading]")).to_have_text("Read as 30")
        assert steps_of(attempt, NUMERIC)[-1] == "30"

    def test_that_cannot_be_read_is_told_while_answering(self, at_work, attempt):
        at_work.field(NUMERIC).fill("many")
        expect(at_work.question(NUMERIC).locator("[data-message]")).to_contain_text(
            re.compile("could not be read|number", re.IGNORECASE)
        )
        expect(at_work.cell(NUMERIC).locator("[data-name]")).to_contain_text("cannot be read")
        assert steps_of(attempt, NUMERIC) == ["many"]


class TestGapsAndPairs:
    def test_are_saved_and_there_again(self, at_work, attempt):
        gaps = at_work.question(CLOZE)
        gaps.get_by_label("Gap 1 of 2").select_option("d")
        gaps.get_by_label("Gap 2 of 2").fill("Astana")
        at_work.question(MATCHING).get_by_label("Silk").select_option("m")
        at_work.is_saved()
        assert steps_of(attempt, CLOZE)[-1] == {"t": "d", "u": "Astana"}
        assert steps_of(attempt, MATCHING)[-1] == {"v": "m"}
        at_work.open(attempt)
        expect(gaps.get_by_label("Gap 1 of 2")).to_have_value("d")
        expect(gaps.get_by_label("Gap 2 of 2")).to_have_value("Astana")
        expect(at_work.question(MATCHING).get_by_label("Silk")).to_have_value("m")

    def test_are_heard_with_the_text_around_them(self, at_work, attempt):
        for number in (1, 2):
            gap = at_work.question(CLOZE).get_by_label(f"Gap {number} of 2")
            expect(gap).to_have_accessible_description(re.compile("A .*was named in"))

    def test_are_kept_while_there_is_no_network(self, at_work, attempt):
        at_work.page.context.set_offline(True)
        at_work.question(CLOZE).get_by_label("Gap 2 of 2").fill("Astana")
        at_work.is_offline(1)
        at_work.page.context.set_offline(False)
        at_work.is_saved()
        assert steps_of(attempt, CLOZE)[-1] == {"u": "Astana"}

    def test_are_shown_in_words_in_a_conflict(self, at_work, attempt):
        elsewhere = factories.incoming(MATCHING, {"v": "n"})
        factories.save(attempt, elsewhere, now=timezone.now())
        at_work.question(MATCHING).get_by_label("Silk").select_option("m")
        conflict = at_work.question(MATCHING).locator(".qs-conflict")
        expect(conflict).to_contain_text("came east; No answer")
        expect(conflict).to_contain_text("went west; No answer")


class TestOrder:
    def test_is_none_until_something_was_moved(self, at_work, attempt):
        expect(at_work.cell(ORDERING).locator("[data-name]")).to_contain_text("not answered")
        at_work.question(ORDERING).get_by_role("button", name="This is my order").click()
        at_work.is_saved()
        assert steps_of(attempt, ORDERING) == [order_of(at_work)]
        expect(at_work.question(ORDERING).locator("[data-keep]")).to_be_hidden()

    def test_moves_by_keyboard_keep_the_focus_and_say_the_place(self, at_work, attempt):
        before = order_of(at_work)
        first = at_work.question(ORDERING).locator("[data-item]").first
        first.get_by_role("button", name="Move down").focus()
        at_work.page.keyboard.press("Enter")
        expect(at_work.status).to_have_text("2 of 3")
        assert order_of(at_work) == [before[1], before[0], before[2]]
        moved = at_work.question(ORDERING).locator(f"[data-item={before[0]}]")
        expect(moved.get_by_role("button", name="Move down")).to_be_focused()
        at_work.page.keyboard.press("Enter")
        # At the end there is no further down: the other button has the focus.
        expect(moved.get_by_role("button", name="Move up")).to_be_focused()
        expect(moved.get_by_role("button", name="Move down")).to_be_disabled()
        at_work.is_saved()
        assert steps_of(attempt, ORDERING)[-1] == [before[1], before[2], before[0]]
        at_work.open(attempt)
        assert order_of(at_work) == [before[1], before[2], before[0]]


class TestPassage:
    def test_is_ticked_sentence_by_sentence(self, at_work, attempt):
        question = at_work.question(EVIDENCE)
        expect(question.locator(".qs-passage > p")).to_have_count(2)
        question.get_by_label("This is sentence h.").check()
        at_work.is_saved()
        assert steps_of(attempt, EVIDENCE) == [["h"]]

    def test_says_when_too_many_are_ticked(self, at_work, attempt):
        question = at_work.question(EVIDENCE)
        question.get_by_label("This is sentence g.").check()
        question.get_by_label("This is sentence h.").check()
        expect(question.locator("[data-message]")).to_have_text("Choose at most 1 sentence.")
        question.get_by_label("This is sentence g.").uncheck()
        expect(question.locator("[data-message]")).to_have_text("")


class TestEssay:
    def test_counts_words_as_they_are_written(self, at_work, attempt):
        question = at_work.question(ESSAY)
        expect(question.locator("[data-word-count]")).to_have_text("0 words")
        question.get_by_label("Your text").fill("It's a well-known spirit.\n\nSo there.")
        expect(question.locator("[data-word-count]")).to_have_text("6 words")
        at_work.is_saved()
        assert steps_of(attempt, ESSAY)[-1] == "It's a well-known spirit.\n\nSo there."


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
class TestBarriers:
    def test_there_are_none_while_answering_and_after_a_check(self, student, bob, width, scheme):
        quiz = factories.make_quiz(CHECKED, layout="all_on_one", behavior="immediate")
        attempt = factories.start(quiz, bob, now=timezone.now())
        page = student(bob, viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.open(attempt)
        assert violations(page.page) == []
        assert overflow(page.page) == 0
        for position, kind in enumerate(CHECKED, start=1):
            answer(page, position, kind)
            page.question(position).get_by_role("button", name="Check this answer").click()
            expect(page.question(position).locator("[data-result]")).to_be_visible()
        assert violations(page.page) == []
        assert overflow(page.page) == 0

    def test_there_are_none_in_an_essay(self, student, bob, width, scheme):
        attempt = factories.start(factories.make_quiz(("essay",)), bob, now=timezone.now())
        page = student(bob, viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.open(attempt)
        page.question(1).get_by_label("Your text").fill("I do not know.")
        page.is_saved()
        assert violations(page.page) == []
        assert overflow(page.page) == 0

    def test_there_are_none_in_the_review(self, student, bob, width, scheme):
        wrong = [factories.WRONG[kind] for kind in EVERY]
        done = factories.take(
            factories.make_quiz(EVERY), bob, dict(enumerate(wrong, start=1)), now=timezone.now()
        )
        page = student(bob, viewport={"width": width, "height": 800}, color_scheme=scheme).page
        page.goto(f"/attempts/{done.public_id}/review/")
        for summary in page.locator(".qs-rubric > summary").all():
            summary.click()
        assert violations(page) == []
        assert overflow(page) == 0


def answer(page: Student, position: int, kind: str) -> None:
    """Answer a question of any kind, wrongly."""
    question = page.question(position)
    match kind:
        case "single_choice" | "multiple_choice" | "true_false":
            question.locator("input:is([type=radio], [type=checkbox])[value]").last.check()
        case "short_answer":
            page.field(position).fill("Paris")
        case "numeric":
            page.field(position).fill("31")
        case "cloze" | "matching":
            for pick in question.locator("select").all():
                pick.select_option(index=1)
            for field in question.locator("input[type=text]").all():
                field.fill("Paris")
        case "ordering":
            question.get_by_role("button", name="This is my order").click()
        case "evidence":
            page.option(position, "h").check()
    page.is_saved()


class TestWithoutAScript:
    def test_every_kind_can_be_answered(self, plain_page, attempt):
        page = plain_page(attempt)
        page.field(NUMERIC).fill("1,234")
        page.question(CLOZE).get_by_label("Gap 1 of 2").select_option("d")
        page.question(MATCHING).get_by_label("Music").select_option("n")
        page.option(EVIDENCE, "g").check()
        page.question(ESSAY).get_by_label("Your text").fill("Two\nlines")
        page.button("Save").click()
        expect(page.question(NUMERIC)).to_contain_text("Read as 1234")
        page.question(NUMERIC).get_by_role("button", name="Read it as 1.234").click()
        expect(page.question(NUMERIC)).to_contain_text("Read as 1.234")
        expect(page.field(NUMERIC)).to_have_value("1,234")
        page.button("Save").click()
        assert steps_of(attempt, NUMERIC) == ["1,234", {"text": "1,234", "decimal": ","}]
        assert steps_of(attempt, CLOZE) == [{"t": "d"}]
        assert steps_of(attempt, MATCHING) == [{"w": "n"}]
        assert steps_of(attempt, EVIDENCE) == [["g"]]
        assert steps_of(attempt, ESSAY) == ["Two\nlines"]

    def test_an_order_is_moved_by_its_buttons(self, plain_page, attempt):
        page = plain_page(attempt)
        before = order_of(page)
        first = page.question(ORDERING).locator("[data-item]").first
        first.get_by_role("button", name="Move down").click()
        assert order_of(page) == [before[1], before[0], before[2]]
        assert steps_of(attempt, ORDERING) == [[before[1], before[0], before[2]]]
        expect(page.question(ORDERING).get_by_role("button", name="This is my")).to_be_hidden()
