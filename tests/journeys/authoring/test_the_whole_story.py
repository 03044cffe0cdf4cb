"""A new teacher writes all of a quiz: from a file to a printed sheet and a copy, in one story."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from quizzes.engine.kinds.registry import KINDS
from quizzes.models.articles import ArticleRevision
from quizzes.models.attempts import Attempt
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.composition import Quiz, QuizItem
from quizzes.models.editing import EditingDraft
from quizzes.services import attempts
from tests import factories
from tests.journeys.authoring.author import (
    ARTICLE,
    ESSAY,
    NAMED,
    PLAIN,
    SHORT,
    TEN,
    row,
    type_in,
    write,
)
from tests.journeys.conftest import log_in
from tests.journeys.looking import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "The spirit of a city"
OWN_WORDS = "In your own words"


@pytest.fixture
def ines(transactional_db):
    """A teacher since today: how a student becomes one is told in accounts/test_who_teaches.py."""
    return factories.make_user("ines", name="Ines", is_teacher=True)


@pytest.fixture
def open_page(device, live_server, ines):
    def new(**options) -> Page:
        # Colors that fade in are no colors to measure.
        look = {"viewport": {"width": 1280, "height": 1000}, "reduced_motion": "reduce"}
        context = device(**look, **options)
        log_in(context, ines, live_server.url)
        return context.new_page()

    return new


def test_a_new_teacher_makes_a_quiz(open_page, ines, bob, tmp_path):
    page = open_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    add_the_article(page, tmp_path)
    for asked in TEN:
        write(page, asked, TITLE)
    plain = open_page(java_script_enabled=False)
    for asked in PLAIN:
        write(plain, asked, TITLE, has_script=False)
    quiz = compose(page)
    bobs = is_taken(quiz, ines, bob)
    correct(page)
    see_the_coverage(page)
    preview(page)
    print_it(page, tmp_path)
    copy(page)
    assert errors == []
    what_is_kept(ines, quiz, bobs)


def looks_right(page: Page) -> None:
    """Look for barriers where no other journey does; on a phone, that nothing is cut off."""
    assert violations(page) == [], page.url
    wide = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) <= 0, page.url
    page.set_viewport_size(wide)


def add_the_article(page: Page, folder) -> None:
    """Upload a file, see what was read, name the author, save."""
    file = folder / "spirit.md"
    file.write_text(ARTICLE)
    page.goto("/teach/")
    page.get_by_role("link", name="Articles", exact=True).first.click()
    page.get_by_role("link", name="New article").first.click()
    page.get_by_label("File (optional)").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    expect(page.locator(".qs-said")).to_contain_text("Nothing is saved yet")
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    shown = page.get_by_role("complementary", name="As it will be read")
    expect(shown.get_by_role("heading", name="How it began")).to_be_visible()
    page.get_by_label("Author (optional)").fill("Ann Bell")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name=TITLE).first).to_be_visible()
    expect(page.get_by_text(NAMED)).to_be_visible()


def compose(page: Page) -> Quiz:
    """Make a quiz about the article: a section of what is told, one with the essay and a draw."""
    page.goto("/questions/new/")
    looks_right(page)
    page.goto("/quizzes/")
    page.get_by_role("link", name="New quiz").first.click()
    looks_right(page)
    page.get_by_label("Title").fill("A spirit is named")
    page.get_by_role("combobox", name="Article").select_option(label=TITLE)
    page.get_by_role("button", name="Choose questions").click()
    expect(page.get_by_text("12 questions found")).to_be_visible()
    told = [asked.stem for asked in TEN if asked is not ESSAY]
    for stem in told:
        page.get_by_role("checkbox", name=stem).check()
    page.get_by_role("button", name="Add the ticked").click()
    status = page.locator("#composer-status")
    expect(status).to_have_text("9 questions added.")
    page.get_by_text("Add a section").click()
    page.locator("#title-new").fill(OWN_WORDS)
    page.locator("#instructions-new").fill("Write whole sentences.")
    page.get_by_role("button", name="Add the section").click()
    section = page.get_by_role("region", name=OWN_WORDS)
    expect(section.get_by_text("Write whole sentences.").first).to_be_visible()
    page.get_by_role("button", name=f"Add: {ESSAY.stem[:20]}").click()
    expect(section.get_by_role("link", name=ESSAY.stem)).to_be_visible()
    for asked in PLAIN:
        page.get_by_role("checkbox", name=asked.stem).check()
    page.get_by_text("Make a draw").click()
    page.get_by_label("Ask so many").fill("1")
    page.get_by_role("button", name="out of the ticked").click()
    expect(section.get_by_text("1 drawn out of 2")).to_be_visible()
    return Quiz.objects.get()


def is_taken(quiz: Quiz, teacher, student) -> Attempt:
    """Bob takes it in a class, and types the city's other name: that story is told elsewhere."""
    now = timezone.now()
    classroom = factories.make_classroom(teacher, student, now=now)
    assignment = factories.make_assignment(quiz, classroom, teacher, now=now)
    attempt = factories.start(assignment, student, now)
    item = attempt.items.get(version__stem=SHORT.stem)
    factories.save(attempt, factories.incoming(item.position, "Akmola"), now=now)
    return attempts.submit(attempt=attempt, now=now)


def correct(page: Page) -> None:
    """Accept the other name, say why, and see the two versions and what differs."""
    page.goto("/questions/")
    page.get_by_role("link", name=SHORT.stem).click()
    expect(page.get_by_text(NAMED)).to_be_visible()
    page.get_by_role("link", name="Change", exact=True).click()
    page.get_by_role("button", name="Add an accepted answer").click()
    type_in(row(page, "Accepted answer 2"), Text="Akmola")
    page.get_by_label("Scoring correction").check()
    page.get_by_label("Why (optional)").fill("The city's name before.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Version 2 is published.")).to_be_visible()
    page.get_by_role("link", name=SHORT.stem).click()
    versions = page.get_by_role("region", name="Versions").get_by_role("row")
    expect(versions).to_have_count(3)
    expect(versions.nth(1)).to_contain_text("The city's name before.")
    expect(versions.nth(2)).to_contain_text("The first one")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("ins", has_text="Akmola")).to_be_visible()
    expect(page.locator("del")).to_have_count(0)


def open_the_quiz(page: Page, tab: str) -> None:
    page.goto("/quizzes/")
    page.get_by_role("link", name="A spirit is named").first.click()
    page.get_by_role("navigation", name="This quiz").get_by_role("link", name=tab).click()


def see_the_coverage(page: Page) -> None:
    """See over the article what is asked, and by which levels."""
    open_the_quiz(page, "Coverage")
    expect(page.get_by_text("Questions rest on 6 of 6 sentences.")).to_be_visible()
    expect(page.get_by_text("Every section is asked about.")).to_be_visible()
    shaded = page.locator(".qs-covered", has_text=NAMED)
    expect(shaded).to_have_class(re.compile("qs-covered--1"))
    levels = page.get_by_role("region", name="Level", exact=True)
    expect(levels.get_by_role("row", name=re.compile("Understand"))).to_contain_text("10")
    looks_right(page)


def preview(page: Page) -> None:
    """Take it as a student would: what was corrected is right, and nothing counts."""
    page.get_by_role("link", name="Preview", exact=True).click()
    looks_right(page)
    page.get_by_role("button", name="Start the preview").click()
    expect(page.get_by_text("Preview: nothing counts").first).to_be_visible()
    cells = page.locator("[data-cell]")
    expect(cells).to_have_count(11)
    question = page.locator("[data-question]", has_text=SHORT.stem)
    position = question.get_attribute("data-question")
    page.locator(f"[data-cell='{position}']").click()
    question.locator("input[type=text]").fill("Akmola")
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saved")
    cells.last.click()
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/review/")
    expect(page.get_by_text("Preview: nothing counts").first).to_be_visible()
    page.get_by_role("link", name="With everything").click()
    reviewed = page.locator(f"#q{position}")
    expect(reviewed).to_contain_text("Akmola")
    expect(reviewed.get_by_text("Right", exact=True)).to_be_visible()
    looks_right(page)


def print_it(page: Page, folder) -> None:
    """Lay two variants out and load the questions down as PDF."""
    open_the_quiz(page, "On paper")
    page.get_by_label("Variants").fill("2")
    page.get_by_role("button", name="Lay it out").click()
    expect(page.get_by_text("2 variants:")).to_be_visible()
    looks_right(page)
    with page.expect_download() as loading:
        page.get_by_role("link", name=re.compile("PDF.*Question sheets")).click(modifiers=["Alt"])
    sheets = PdfReader(loading.value.path())
    words = " ".join(" ".join(each.extract_text() for each in sheets.pages).split())
    assert SHORT.stem in words
    assert "Write whole sentences." in words
    assert "Akmola" not in words
    page.get_by_role("link", name=re.compile("As a page.*Key")).click()
    expect(page.get_by_text("Akmola").first).to_be_visible()
    looks_right(page)
    page.go_back()


def copy(page: Page) -> None:
    page.get_by_role("button", name="Make a copy").click()
    expect(page.get_by_text("Copied. This is your own quiz now")).to_be_visible()
    expect(
        page.get_by_role("region", name=OWN_WORDS).get_by_text("1 drawn out of 2")
    ).to_be_visible()
    page.goto("/quizzes/")
    quizzes = page.get_by_role("heading", level=3)
    expect(quizzes).to_have_text(["A spirit is named (copy)", "A spirit is named"])
    looks_right(page)


def what_is_kept(teacher, quiz: Quiz, taken: Attempt) -> None:
    """Look at the rows: what she owns, what Bob was asked, and no trace of the preview."""
    revision = ArticleRevision.objects.get()
    assert (revision.title, revision.author, revision.article.owner) == (TITLE, "Ann Bell", teacher)
    questions = Question.objects.filter(owner=teacher, article=revision.article, status="ready")
    versions = QuestionVersion.objects.filter(number=1, question__in=questions)
    assert {each.kind for each in versions} == set(KINDS)
    quotes = {each.stem: [piece.quote for piece in each.evidence.all()] for each in versions}
    assert quotes == {asked.stem: [asked.quote] for asked in (*TEN, *PLAIN)}
    corrected = QuestionVersion.objects.get(number=2)
    assert (corrected.change, corrected.note) == ("scoring_correction", "The city's name before.")
    assert [piece.quote for piece in corrected.evidence.all()] == [NAMED]
    assert taken.items.get(version__stem=SHORT.stem).version.number == 1
    assert list(Attempt.objects.counted()) == [taken]
    assert Attempt.objects.get(preview_of=quiz).student == teacher
    original, copied = Quiz.objects.filter(owner=teacher).order_by("pk")
    assert original == quiz
    assert laid_out(copied) == laid_out(quiz)
    assert not EditingDraft.objects.exists()


def laid_out(quiz: Quiz) -> list[tuple[str, str, object, list[int]]]:
    """Return what stands in a quiz, place by place."""
    items = QuizItem.objects.filter(section__quiz=quiz).order_by("section__order", "order")
    return [
        (
            item.section.title,
            item.section.instructions,
            item.draw_count or item.question_id,
            sorted(item.pool.values_list("question_id", flat=True)),
        )
        for item in items
    ]
