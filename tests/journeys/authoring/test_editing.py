"""A teacher writes questions in a real browser: by keyboard, on a phone, without a script."""

import re

import pytest
from playwright.sync_api import Page, expect

from quizzes.engine.kinds.registry import KINDS
from quizzes.models.articles import Article
from quizzes.models.bank import Evidence, QuestionVersion
from quizzes.models.editing import EditingDraft
from tests import factories
from tests.journeys.conftest import log_in
from tests.journeys.looking import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SPECS = {
    "single_choice": factories.single_choice(),
    "multiple_choice": factories.multiple_choice(),
    "true_false": factories.true_or_false(),
    "short_answer": factories.short_answer("Astana", "Asta*"),
    "numeric": factories.numeric(),
    "cloze": factories.cloze(),
    "matching": factories.matching(),
    "ordering": factories.ordering(),
    "evidence": factories.evidence(),
    "essay": factories.essay(),
}


@pytest.fixture
def ines(transactional_db):
    return factories.make_user("ines", name="Ines", is_teacher=True)


@pytest.fixture
def teacher(device, live_server, ines):
    """Open a page of the teacher's."""

    def new(**options) -> Page:
        context = device(**options)
        log_in(context, ines, live_server.url)
        return context.new_page()

    return new


def hers(ines, kind):
    version = factories.make_version(kind, SPECS[kind])
    version.question.owner = ines
    version.question.save()
    return f"/questions/{version.question.public_id}/edit/"


def look(page):
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="How it can be asked")).to_be_visible()


LIGHT = {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}}
DARK = {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}}


class TestEveryKind:
    @pytest.mark.parametrize(
        ("kind", "look_of"),
        [(kind, (LIGHT, DARK)[place % 2]) for place, kind in enumerate(KINDS)],
        ids=list(KINDS),
    )
    def test_has_no_barrier_and_is_published_as_it_was(self, teacher, ines, kind, look_of):
        page = teacher(**look_of)
        page.goto(hers(ines, kind))
        look(page)
        assert violations(page) == []
        assert overflow(page) == 0
        page.get_by_role("button", name="Publish").press("Enter")
        page.wait_for_url("**/questions/")
        expect(page.get_by_text("Version 2 is published.")).to_be_visible()
        one, two = QuestionVersion.objects.order_by("number")
        assert two.loaded_spec == one.loaded_spec
        assert (two.stem, two.explanation, two.hints) == (one.stem, one.explanation, one.hints)

    @pytest.mark.parametrize(
        ("kind", "look_of"), [("essay", LIGHT), ("cloze", DARK)], ids=["essay", "cloze"]
    )
    def test_has_no_barrier_where_it_is_refused(self, teacher, ines, kind, look_of):
        page = teacher(**look_of)
        page.goto(hers(ines, kind))
        page.get_by_role("textbox", name="Question", exact=True).fill("")
        page.get_by_role("button", name="Publish").press("Enter")
        expect(page.get_by_text("This cannot be published yet.")).to_be_visible()
        assert violations(page) == []
        assert overflow(page) == 0


class TestWriting:
    @pytest.mark.parametrize("has_script", [True, False])
    def test_a_question_from_nothing(self, teacher, has_script):
        revision = factories.make_article()
        page = teacher(java_script_enabled=has_script)
        page.goto("/questions/")
        page.get_by_role("link", name="New question").click()
        page.get_by_role("link", name="Single choice").click()
        page.get_by_role("textbox", name="Question", exact=True).fill(
            "According to the article, where?"
        )
        for number, text in enumerate(("Astana", "Xi'an", "Both"), start=1):
            option = page.get_by_role("group", name=f"Option {number}")
            option.get_by_role("textbox", name="Text", exact=True).fill(text)
        page.get_by_role("group", name="Option 1").get_by_label("Earns").fill("100")
        page.get_by_role("button", name="Remove Option 4").click()
        expect(page.get_by_text("Option removed:")).to_be_visible()
        page.get_by_role("button", name="Move Option 3 up").click()
        second = page.get_by_role("group", name="Option 2").get_by_role(
            "textbox", name="Text", exact=True
        )
        expect(second).to_have_value("Both")
        page.get_by_role("combobox", name="Article").select_option(label=revision.title)
        if not has_script:
            page.get_by_role("button", name="Show its sentences").click()
        page.get_by_label("A spirit was named in Astana.").check()
        look(page)
        page.get_by_role("button", name="Publish").click()
        page.wait_for_url("**/questions/")
        version = QuestionVersion.objects.get()
        assert [each["text"] for each in version.spec["options"]] == ["Astana", "Both", "Xi'an"]
        assert Evidence.objects.get().quote == "A spirit was named in Astana."
        assert version.question.article == Article.objects.get()

    def test_by_keyboard(self, teacher):
        page = teacher()
        page.goto("/questions/new/ordering/")
        add = page.get_by_role("button", name="Add an item")
        add.focus()
        page.keyboard.press("Enter")
        fifth = page.get_by_role("group", name="Item 5").get_by_role(
            "textbox", name="Text", exact=True
        )
        expect(fifth).to_be_focused()
        page.keyboard.type("Last")
        up = page.get_by_role("button", name="Move Item 5 up")
        up.focus()
        page.keyboard.press("Enter")
        status = page.locator("#editor-status")
        expect(status).to_have_text("Item: 4 of 5.")
        # The same button goes on: the item moves further with the next press.
        expect(page.get_by_role("button", name="Move Item 4 up")).to_be_focused()
        page.keyboard.press("Enter")
        expect(status).to_have_text("Item: 3 of 5.")
        page.get_by_role("button", name="Remove Item 3").click()
        back = page.get_by_role("button", name="Bring back: Last")
        expect(back).to_be_focused()
        page.keyboard.press("Enter")
        third = page.get_by_role("group", name="Item 3").get_by_role(
            "textbox", name="Text", exact=True
        )
        expect(third).to_be_focused()
        expect(third).to_have_value("Last")

    def test_the_question_is_shown_as_it_is_typed_and_can_be_tried(self, teacher, ines):
        page = teacher()
        page.goto(hers(ines, "ordering"))
        shown = page.get_by_role("region", name="As students see it")
        stem = page.get_by_role("textbox", name="Question", exact=True)
        expect(shown.get_by_role("button", name="Score this answer")).to_be_visible()
        stem.fill("")
        stem.press_sequentially("In which order?")
        expect(shown.get_by_text("In which order?")).to_be_visible()
        expect(stem).to_be_focused()
        shown.get_by_role("button", name="Score this answer").click()
        expect(shown.get_by_text("Answer it first, then score it.")).to_be_visible()
        shown.get_by_role("button", name="This is my order").click()
        expect(shown.get_by_role("button", name="This is my order")).to_be_hidden()
        shown.get_by_role("button", name="Score this answer").click()
        expect(shown.get_by_text(re.compile(r"It earns \d+"))).to_be_visible()
        assert violations(page) == []
        assert QuestionVersion.objects.count() == 1

    def test_sentences_are_picked_in_the_text(self, teacher, ines):
        factories.make_article(title="The text")
        page = teacher()
        page.goto("/questions/new/true_false/")
        page.get_by_role("combobox", name="Article").select_option(label="The text")
        text = page.get_by_role("region", name="Sentences of the article")
        chosen = page.get_by_role("list", name="Sentences that settle it")
        text.get_by_text("A spirit was named in Astana.").click()
        expect(chosen.get_by_role("listitem")).to_have_count(1)
        text.evaluate("text => getSelection().selectAllChildren(text)")
        page.get_by_role("button", name="Use the selected sentences").click()
        expect(chosen.get_by_role("listitem").nth(1)).to_be_visible()
        chosen.get_by_role("button", name="Remove: A spirit was named in Astana.").click()
        expect(text.get_by_label("A spirit was named in Astana.")).not_to_be_checked()
        page.get_by_role("searchbox", name="Find in the article").fill("four parts")
        expect(page.get_by_text("1 sentence", exact=True)).to_be_visible()

    def test_the_enter_key_publishes_nothing(self, teacher, ines):
        page = teacher()
        page.goto(hers(ines, "single_choice"))
        page.get_by_label("Why (optional)").press("Enter")
        expect(page.get_by_role("heading", name="How it can be asked")).to_be_visible()
        assert QuestionVersion.objects.count() == 1

    def test_a_gap_text_and_a_passage_make_their_rows(self, teacher):
        page = teacher()
        page.goto("/questions/new/cloze/")
        page.get_by_role("textbox", name="Text", exact=True).fill("It was [[city]] in [[year]].")
        page.get_by_role("button", name="Make the gaps").click()
        expect(page.get_by_role("group", name=re.compile(r"Gap 2"))).to_be_visible()
        page.goto("/questions/new/evidence/")
        page.get_by_label("Add a passage of the article").fill("One. Two here. Three is it.")
        page.get_by_role("button", name="Cut into sentences").click()
        expect(page.get_by_role("group", name="Sentence 3")).to_be_visible()
        expect(page.get_by_label("Three is it.")).to_be_visible()


# What is kept on this device for the server, as if no tab had touched it for long.
AGED = """for (const key of Object.keys(localStorage)) {
  const entry = JSON.parse(localStorage[key]);
  localStorage[key] = JSON.stringify({ ...entry, at: 0 });
}"""


def unsent(page):
    return page.evaluate("Object.values(localStorage).join()")


def type_unsent(page, words):
    page.goto("/questions/new/true_false/")
    page.get_by_role("textbox", name="Question", exact=True).fill(words)
    expect(page.locator("[data-state=offline]")).to_be_visible()


class TestLoss:
    def test_an_ended_session_keeps_what_was_typed(self, teacher, ines, live_server):
        page = teacher()
        page.goto("/questions/new/true_false/")
        page.get_by_role("textbox", name="Question", exact=True).fill("The author says so.")
        page.get_by_role("radio", name="True", exact=True).check()
        page.context.clear_cookies(name="sessionid")
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_text("You are logged out.")).to_be_visible()
        expect(page.get_by_role("textbox", name="Question", exact=True)).to_have_value(
            "The author says so."
        )
        tab = page.context.new_page()
        tab.goto("/account/login/")
        tab.get_by_label("User name").fill("ines")
        tab.get_by_label("Password").fill(factories.PASSWORD)
        tab.get_by_role("main").get_by_role("button", name="Log in").click()
        tab.wait_for_url(lambda url: "login" not in url)
        page.get_by_role("button", name="Publish").click()
        page.wait_for_url("**/questions/")
        assert QuestionVersion.objects.get().stem == "The author says so."

    def test_what_is_typed_while_an_answer_is_awaited_stays(self, teacher):
        page = teacher()
        page.goto("/questions/new/multiple_choice/")
        waiting = []

        def hold(route):
            waiting.append(route)

        page.route("**/questions/new/**", hold)
        page.get_by_role("button", name="Add an option").click()
        expect(page.locator(".htmx-request").first).to_be_attached()
        page.get_by_role("textbox", name="Question", exact=True).fill("Typed meanwhile?")
        page.get_by_role("group", name="Option 2").get_by_label("Right").check()
        waiting[0].continue_()
        expect(page.get_by_role("group", name="Option 5")).to_be_visible()
        field = page.get_by_role("textbox", name="Question", exact=True)
        expect(field).to_have_value("Typed meanwhile?")
        expect(page.get_by_role("group", name="Option 2").get_by_label("Right")).to_be_checked()

    def test_a_lost_network_keeps_what_was_typed(self, teacher):
        page = teacher()
        page.goto("/questions/new/true_false/")
        page.get_by_role("textbox", name="Question", exact=True).fill("The author says so.")
        page.context.set_offline(True)
        page.get_by_role("button", name="Publish").click()
        expect(page.get_by_text("The server could not be reached.")).to_be_visible()
        expect(page.get_by_role("textbox", name="Question", exact=True)).to_have_value(
            "The author says so."
        )

    def test_a_killed_page_and_a_second_tab_lose_nothing(self, teacher, ines):
        page = teacher()
        address = hers(ines, "true_false")
        page.goto(address)
        stem = page.get_by_role("textbox", name="Question", exact=True)
        stem.fill("Typed, and kept.")
        expect(page.locator("[data-state=saved]")).to_be_visible()
        # No network: it is kept on this device, and the page dies.
        page.context.set_offline(True)
        stem.fill("Typed without a network.")
        expect(page.locator("[data-state=offline]")).to_be_visible()
        page.context.set_offline(False)
        page.evaluate(AGED)
        context = page.context
        page.route("**/drafts/save/", lambda route: route.abort())
        page.close()
        other = context.new_page()
        other.goto(address)
        again = other.get_by_role("textbox", name="Question", exact=True)
        expect(again).to_have_value("Typed without a network.")
        expect(other.get_by_text("This is your draft")).to_be_visible()
        # Two tabs: the second to save is told, and picks in place.
        second = context.new_page()
        second.goto(address)
        again.fill("From the first tab.")
        expect(other.locator("[data-state=saved]")).to_be_visible()
        mine = second.get_by_role("textbox", name="Question", exact=True)
        mine.fill("From the second tab.")
        expect(second.get_by_role("alert").get_by_text("Open in another tab")).to_be_visible()
        assert violations(second) == []
        second.get_by_role("button", name="Take this one").click()
        expect(second.locator("[data-state=saved]")).to_be_visible()
        assert dict(EditingDraft.objects.get().posted)["q-stem"] == "From the second tab."
        second.get_by_role("button", name="Publish").click()
        second.wait_for_url("**/questions/")
        assert not EditingDraft.objects.exists()
        assert QuestionVersion.objects.get(number=2).stem == "From the second tab."

    def test_logging_out_asks_and_wipes_and_a_dead_tab_is_sent_after_the_next_log_in(
        self, teacher, live_server, ines
    ):
        page = teacher()
        context = page.context
        context.route("**/drafts/save/", lambda route: route.abort())
        type_unsent(page, "To be wiped.")
        log_out = page.locator("[data-menu]").get_by_role("button", name="Log out")
        page.locator("[data-menu] summary").last.click()
        log_out.click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("not sent yet")
        dialog.get_by_role("button", name="Stay").click()
        assert "To be wiped." in unsent(page)
        page.locator("[data-menu] summary").last.click()
        log_out.click()
        dialog.get_by_role("button", name="Log out and delete them").click()
        page.wait_for_url(lambda url: "/questions/" not in url)
        assert unsent(page) == ""
        # Logged in again: this tab dies with its session, and what it leaves waits for the next.
        log_in(context, ines, live_server.url)
        type_unsent(page, "Left by a dead tab.")
        context.clear_cookies(name="sessionid")
        page.close()
        context.unroute("**/drafts/save/")
        page = context.new_page()
        page.goto("/account/login/")
        page.evaluate(AGED)
        page.get_by_label("User name").fill("ines")
        page.get_by_label("Password").fill(factories.PASSWORD)
        with page.expect_response("**/drafts/save/"):
            page.get_by_role("main").get_by_role("button", name="Log in").click()
        page.wait_for_function("() => Object.keys(localStorage).length === 0")
        assert dict(EditingDraft.objects.get().posted)["q-stem"] == "Left by a dead tab."
