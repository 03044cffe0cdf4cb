"""Reading with the question in a real browser: by mouse, keyboard and touch, on every device."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from quizzes.models.articles import ReadingMark
from quizzes.models.attempts import Strike
from quizzes.services import attempts
from tests import factories
from tests.journeys.conftest import log_in
from tests.journeys.looking import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOUR = timedelta(hours=1)
QUOTE = "Music came east."
# What a browser's translation does: words are replaced, in elements of its own.
TRANSLATE = """() => {
  const walker = document.createTreeWalker(document.querySelector("[data-text]"), 4);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  for (const node of nodes) {
    if (!node.nodeValue.trim()) continue;
    const [outer, inner] = [document.createElement("font"), document.createElement("font")];
    outer.append(inner);
    inner.textContent = "Übersetzt: " + node.nodeValue.toUpperCase();
    node.replaceWith(outer);
  }
}"""


@pytest.fixture
def alice(transactional_db):
    return factories.make_user("alice", name="Alice", is_teacher=True)


@pytest.fixture
def attempt(alice, bob):
    """Bob's, at an assignment with the article beside its questions."""
    revision = factories.make_article()
    kinds = ("single_choice", "multiple_choice", "true_false")
    versions = [factories.make_version(k, revision=revision, quotes=(QUOTE,)) for k in kinds]
    now = timezone.now()
    given = factories.make_assignment(
        factories.make_quiz(versions, revision=revision, title="The spirit"),
        factories.make_classroom(alice, bob),
        alice,
        now=now - HOUR,
        review_preset="practice",
    )
    return factories.start(given, bob, now=now)


def sentence(page: Page, number: int):
    return page.locator(f"#s{number}")


def bar(page: Page, name: str):
    return page.get_by_role("toolbar", name="Mark the text").get_by_role("button", name=name)


def marks():
    rows = ReadingMark.objects.order_by("sentence")
    return list(rows.values_list("sentence", "is_highlighted", "note"))


def state(page: Page):
    return page.locator("[data-note-state]")


def is_lit(page: Page, number: int) -> None:
    expect(sentence(page, number)).to_have_class("qs-sentence is-highlighted")


def select(page: Page, first: int, last: int) -> None:
    """Select with the mouse, from within one sentence into another."""
    start, end = (
        sentence(page, number).evaluate("(element) => element.getClientRects()[0].toJSON()")
        for number in (first, last)
    )
    page.mouse.move(start["x"] + 10, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + 8, steps=4)
    page.mouse.up()


class TestByMouse:
    def test_a_selection_is_highlighted_with_every_sentence_that_it_touches(self, at_work):
        page = at_work.page
        select(page, 3, 5)
        with page.expect_response("**/highlight/") as answer:
            bar(page, "Highlight").click()
        assert answer.value.status == 204
        for number in (3, 4, 5):
            is_lit(page, number)
        assert marks() == [(number, True, "") for number in (3, 4, 5)]
        expect(bar(page, "Highlight")).to_be_hidden()

    def test_a_note_saves_by_itself_and_can_be_put_back(self, at_work):
        page = at_work.page
        sentence(page, 2).click()
        bar(page, "Note").click()
        page.get_by_role("textbox", name="Your note on this sentence").fill("Which four?")
        expect(state(page)).to_have_text("Saved")
        assert marks() == [(2, False, "Which four?")]
        # It stands in its field, not below it as well.
        expect(page.locator("#note-s2")).to_be_hidden()
        page.get_by_role("button", name="Done").click()
        expect(page.locator("#note-s2")).to_be_visible()
        expect(page.locator("#note-s2")).to_contain_text("Which four?")
        page.get_by_role("button", name="Edit the note").click()
        expect(page.locator("#note-s2")).to_be_hidden()
        page.get_by_role("textbox", name="Your note on this sentence").fill("Which four parts?")
        sentence(page, 2).click()
        bar(page, "Remove").click()
        expect(page.locator("#note-s2")).to_have_count(0)
        assert marks() == []
        page.get_by_role("button", name="Undo").click()
        expect(page.locator("#note-s2")).to_contain_text("Which four parts?")
        assert marks() == [(2, False, "Which four parts?")]
        assert violations(page) == []

    def test_a_note_that_cannot_be_saved_says_so_and_stays(self, at_work):
        page = at_work.page
        sentence(page, 1).click()
        bar(page, "Note").click()
        page.context.set_offline(True)
        field = page.get_by_role("textbox", name="Your note on this sentence")
        field.fill("Astana is in Kazakhstan")
        expect(state(page)).to_contain_text("Not saved: no connection.")
        page.get_by_role("button", name="Done").click()
        expect(field).to_have_value("Astana is in Kazakhstan")
        expect(field).to_be_visible()
        page.context.set_offline(False)
        expect(state(page)).to_have_text("Saved")
        assert marks() == [(1, False, "Astana is in Kazakhstan")]

    def test_a_note_of_another_device_is_not_overwritten_silently(
        self, at_work, student, bob, attempt
    ):
        page, other = at_work.page, student(bob)
        other.open(attempt)
        for each, words in ((page, "From the desk"), (other.page, "From the phone")):
            sentence(each, 1).click()
            bar(each, "Note").click()
            each.get_by_role("textbox", name="Your note on this sentence").fill(words)
            expect(state(each)).not_to_have_text("Saves by itself")
            expect(state(each)).not_to_have_text("Saving…")
        expect(state(other.page)).to_contain_text("It says there: “From the desk”")
        # Only Done decides: not another letter, and not a page that is left.
        other.page.get_by_role("textbox", name="Your note on this sentence").press("!")
        other.page.evaluate("dispatchEvent(new Event('pagehide'))")
        expect(state(other.page)).to_contain_text("It says there: “From the desk”")
        assert marks() == [(1, False, "From the desk")]
        other.page.get_by_role("button", name="Done").click()
        expect(other.page.locator("#note-s1")).to_contain_text("From the phone")

    def test_options_are_struck_out_and_brought_back(self, at_work):
        page, question = at_work.page, at_work.question(1)
        strike = question.get_by_role("button", name="Strike out: Option a")
        strike.click()
        back = question.get_by_role("button", name="Bring back: Option a")
        expect(back).to_be_focused()
        expect(at_work.status).to_have_text("Struck out")
        expect(question.locator("[data-choice=a]")).to_have_class("qs-choice is-struck")
        assert violations(page) == []
        page.reload()
        expect(question.locator("[data-choice=a]")).to_have_class("qs-choice is-struck")
        with page.expect_response("**/strike/"):
            at_work.option(1, "a").check()
        expect(question.locator("[data-choice=a]")).to_have_class("qs-choice")
        assert not Strike.objects.exists()


class TestByKeyboard:
    def test_from_sentence_to_sentence(self, at_work):
        page = at_work.page
        page.locator("#article").focus()
        page.locator("[data-find-open]").focus()
        page.keyboard.press("Tab")
        expect(sentence(page, 1)).to_be_focused()
        expect(sentence(page, 1)).to_have_accessible_description(re.compile("arrow keys"))
        page.keyboard.press("ArrowDown")
        expect(sentence(page, 2)).to_have_accessible_description("")
        page.keyboard.press("ArrowRight")
        expect(sentence(page, 3)).to_be_focused()
        page.keyboard.press("h")
        is_lit(page, 3)
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        expect(bar(page, "Highlight")).to_be_focused()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.keyboard.type("hn: letters stay letters")
        page.keyboard.press("Escape")
        expect(page.locator("#note-s2")).to_contain_text("hn: letters stay letters")
        expect(sentence(page, 2)).to_be_focused()
        expect(sentence(page, 2)).to_have_accessible_description(re.compile("stay letters"))
        assert marks() == [(2, False, "hn: letters stay letters"), (3, True, "")]
        page.keyboard.press("Delete")
        expect(page.locator("#note-s2")).to_have_count(0)
        page.keyboard.press("Control+z")
        expect(page.locator("#note-s2")).to_have_count(1)
        page.keyboard.press("End")
        expect(sentence(page, 6)).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        expect(sentence(page, 6)).to_be_focused()
        expect(bar(page, "Note")).to_be_hidden()

    def test_single_keys_do_nothing_elsewhere(self, at_work):
        page = at_work.page
        page.locator("#article-heading").focus()
        for key in ("h", "n", "Delete"):
            page.keyboard.press(key)
        expect(page.locator(".is-highlighted")).to_have_count(0)
        expect(page.locator("[data-note-editor]")).to_be_hidden()

    def test_find_in_the_text(self, at_work):
        page = at_work.page
        page.locator("[data-find-open]").press("Enter")
        field, count = (
            page.get_by_label("Find in the text").and_(page.locator("input")),
            "[data-find-count]",
        )
        expect(field).to_be_focused()
        field.fill("ÁSTANA. it")
        expect(page.locator(count)).to_have_text("1 of 1")
        field.fill("in")
        expect(page.locator(count)).not_to_have_text("1 of 1")
        total = int(page.locator(count).inner_text().split()[-1])
        assert total > 1
        field.press("Enter")
        expect(page.locator(count)).to_have_text(f"2 of {total}")
        field.press("Shift+Enter")
        field.press("Shift+Enter")
        expect(page.locator(count)).to_have_text(f"{total} of {total}")
        assert page.evaluate("CSS.highlights.get('found').size") == total
        assert violations(page) == []
        field.fill("nowhere")
        expect(page.locator(count)).to_have_text("Not found")
        field.press("Escape")
        expect(field).to_be_hidden()
        expect(page.locator("[data-find-open]")).to_be_focused()
        assert page.evaluate("CSS.highlights.get('found').size") == 0

    def test_the_look_of_the_text(self, at_work, bob):
        page, article = at_work.page, at_work.page.locator(".qs-article")
        page.locator("[data-settings] summary").press("Enter")
        with page.expect_response("**/reading/"):
            page.get_by_role("radio", name="Medium").first.press("ArrowRight")
        expect(article).to_have_attribute("data-text-size", "3")
        expect(article).to_have_css("font-size", "21px")
        with page.expect_response("**/reading/"):
            page.get_by_label("Dim all but the paragraph I am reading").press("Space")
        page.keyboard.press("Escape")
        expect(page.locator("[data-settings] summary")).to_be_focused()
        sentence(page, 5).hover()
        expect(page.locator("p.is-read #s5")).to_have_count(1)
        expect(page.locator("#p1")).to_have_css("opacity", "0.3")
        expect(page.locator("p.is-read")).to_have_css("opacity", "1")
        page.emulate_media(media="print")
        expect(page.locator("#p1")).to_have_css("opacity", "1")
        bob.refresh_from_db()
        assert (bob.text_size, bob.line_spacing, bob.is_dimming) == (3, 2, True)


class TestByTouch:
    @pytest.fixture
    def phone(self, student, bob, attempt):
        page = student(bob, viewport={"width": 390, "height": 844}, has_touch=True)
        page.open(attempt)
        page.page.locator("[data-article-open]").tap()
        yield page.page
        assert page.errors == []

    def test_a_tap_opens_the_tools_at_the_thumb(self, phone):
        sentence(phone, 2).tap()
        expect(bar(phone, "Highlight")).to_be_visible()
        box = bar(phone, "Highlight").bounding_box()
        assert box["y"] > 700
        assert box["height"] >= 44
        bar(phone, "Highlight").tap()
        is_lit(phone, 2)
        sentence(phone, 4).tap()
        bar(phone, "Note").tap()
        phone.get_by_role("textbox", name="Your note on this sentence").fill("Online?")
        expect(state(phone)).to_have_text("Saved")
        phone.get_by_role("button", name="Done").tap()
        expect(phone.locator("#note-s4")).to_be_visible()
        assert overflow(phone) == 0
        assert violations(phone) == []
        phone.locator("[href='#note-s4']").tap()
        # The drawer stays: the way to a note is no way out of the article.
        expect(phone.locator("#note-s4")).to_be_visible()

    def test_the_largest_text_fits(self, phone):
        phone.locator("[data-settings] summary").tap()
        phone.locator("[name=text_size][value='5']").tap()
        expect(phone.locator(".qs-article")).to_have_css("font-size", "28px")
        assert overflow(phone) == 0
        for target in phone.locator("#article :is(summary, button):visible").all():
            assert target.bounding_box()["height"] >= 44


class TestEverywhere:
    def test_is_kept_for_the_person_and_shown_to_nobody_else(
        self, at_work, student, bob, alice, attempt, device, live_server
    ):
        page = at_work.page
        sentence(page, 6).click()
        with page.expect_response("**/highlight/"):
            bar(page, "Highlight").click()
        sentence(page, 1).click()
        bar(page, "Note").click()
        page.get_by_role("textbox", name="Your note on this sentence").fill("My own words")
        page.get_by_role("button", name="Done").click()
        expect(page.locator("#note-s1")).to_be_visible()
        with page.expect_response("**/strike/"):
            at_work.button("Strike out: Option c").first.click()
        second = student(bob)
        second.open(attempt)
        is_lit(second.page, 6)
        expect(second.page.locator("#note-s1")).to_contain_text("My own words")
        expect(second.question(1).locator("[data-choice=c]")).to_have_class("qs-choice is-struck")
        carol = student(factories.make_user("carol"))
        article = reverse(
            "quizzes:article-detail", args=[attempt.article_revision.article.public_id]
        )
        carol.page.goto(article)
        expect(carol.page.locator(".is-highlighted, .qs-own-note")).to_have_count(0)
        attempts.submit(attempt=attempt, now=timezone.now())
        self.is_there_again_in_review(second.page, attempt)
        context = device()
        log_in(context, alice, live_server.url)
        teacher = context.new_page()
        for name, more in (("attempt-evidence", [1]), ("attempt-review", [])):
            teacher.goto(reverse(f"quizzes:{name}", args=[attempt.public_id, *more]))
            expect(teacher.locator("h1")).to_be_visible()
            none = ".is-highlighted, .qs-own-note, .is-struck, [data-mark-bar]"
            expect(teacher.locator(none)).to_have_count(0)

    def is_there_again_in_review(self, page, attempt):
        page.goto(reverse("quizzes:attempt-review", args=[attempt.public_id]))
        struck = page.locator("#q1").get_by_role("listitem").filter(has_text="You struck it out")
        expect(struck).to_contain_text("Option c")
        page.goto(reverse("quizzes:attempt-evidence", args=[attempt.public_id, 1]))
        is_lit(page, 6)
        expect(page.locator("#s6 mark.qs-evidence")).to_have_text(QUOTE)
        expect(page.locator("#note-s1")).to_contain_text("My own words")
        assert violations(page) == []

    def test_a_translated_page_marks_the_same_sentences(self, at_work):
        page = at_work.page
        page.evaluate(TRANSLATE)
        expect(sentence(page, 4)).to_contain_text("Übersetzt")
        select(page, 4, 4)
        with page.expect_response("**/highlight/"):
            bar(page, "Highlight").click()
        is_lit(page, 4)
        sentence(page, 6).click()
        bar(page, "Note").click()
        page.get_by_role("textbox", name="Your note on this sentence").fill("Musik")
        page.get_by_role("button", name="Done").click()
        expect(page.locator("#note-s6")).to_contain_text("Musik")
        assert marks() == [(4, True, ""), (6, False, "Musik")]
        page.locator("[data-find-open]").click()
        page.keyboard.type("ubersetzt: music")
        expect(page.locator("[data-find-count]")).to_have_text("1 of 1")

    def test_without_a_script_marks_are_shown_and_the_look_is_a_form(
        self, plain_page, bob, attempt
    ):
        ReadingMark.objects.create(
            user=bob,
            revision=attempt.article_revision,
            sentence=2,
            is_highlighted=True,
            note="Which four?",
            created_at=timezone.now(),
            changed_at=timezone.now(),
        )
        page = plain_page(attempt).page
        page.get_by_role("button", name="Strike out: Option a").first.click()
        expect(page.locator("#q1 [data-choice=a]")).to_have_class("qs-choice is-struck")
        page.goto(f"{page.url.split('#')[0]}#article")
        is_lit(page, 2)
        page.locator("[href='#note-s2']").click()
        expect(page.locator("#note-s2")).to_be_visible()
        expect(page.locator("[data-find-open]")).to_be_hidden()
        page.locator("[data-settings] summary").click()
        page.locator("[name=text_size][value='4']").check()
        page.get_by_role("button", name="Apply").click()
        expect(page.locator(".qs-article")).to_have_attribute("data-text-size", "4")
