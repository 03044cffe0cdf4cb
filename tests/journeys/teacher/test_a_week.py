"""A teacher's week with two classes: lists, a quiz, watching, marking, a wrong key, the book."""

import io
import re
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from quizzes.engine.gradebook.cells import WORDS, State
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, AttemptItem, Mark
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.classrooms import Membership
from quizzes.models.grading import SecondLook
from quizzes.models.notices import Notice
from quizzes.queries.records import differences
from quizzes.tasks.running import run_next
from tests import factories
from tests.factories import take
from tests.journeys.authoring.author import row
from tests.journeys.conftest import log_in
from tests.journeys.looking import is_whole
from tests.journeys.student import Student
from tests.journeys.teacher.week import (
    ASKED,
    CLAIM,
    EVENING,
    MORNING,
    NAMED,
    PHONE,
    TITLE,
    WIDE,
    accommodate,
    answer,
    begin,
    give,
    log_in_with_slip,
    looks_right,
    make_a_class,
    open_class,
    others_take_it,
    sees_the_end,
    take_a_list_in,
    watch_and_extend,
)
from tests.queries.grading.classbook import Made, expected

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ines(transactional_db):
    return factories.make_user("ines", name="Ines", is_teacher=True)


@pytest.fixture
def quiz(ines):
    """Ines's quiz of three questions. The key of the first is wrong: b is right, it says a."""
    versions = [
        factories.make_version(stem=ASKED, spec=factories.single_choice("a")),
        factories.make_version("short_answer", stem=NAMED),
        factories.make_version("essay", stem=CLAIM),
    ]
    Question.objects.update(owner=ines)
    return factories.make_quiz(
        versions, title=TITLE, owner=ines, review_preset="homework", attempts_allowed=1
    )


@pytest.fixture
def open_page(device):
    """Open a page on a device of its own, where nothing fades in: that is no color to measure."""

    errors: list[str] = []

    def new(look) -> Page:
        page = device(viewport=look, reduced_motion="reduce").new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        return page

    yield new
    assert errors == []


def test_a_teacher_runs_two_classes(open_page, live_server, ines, quiz, tmp_path):
    page = open_page(WIDE)
    log_in(page.context, ines, live_server.url)
    for name in (MORNING, EVENING):
        make_a_class(page, name)
        take_a_list_in(page, name, tmp_path)
    give(page, quiz)
    morning, evening = (Assignment.objects.get(classroom__name=n) for n in (MORNING, EVENING))
    accommodate(page, "Ada Weiß")
    ada = log_in_with_slip(page, open_page(WIDE), MORNING, "Ada Weiß")
    sevda = log_in_with_slip(page, open_page(PHONE), EVENING, "Sevda Schwarz")
    others_take_it(morning, evening)
    begin(ada, "45 minutes")
    watch_and_extend(page, morning, ada)
    answer(ada, "b", "akmola", "Ada thinks that a city has a spirit.")
    answer(begin(sevda, "30 minutes"), "b", "Astana", "Sevda says it cannot have one.")
    sees_the_end(page, ada)
    mark_essays(page, evening)
    mark_a_group(page)
    hands_in_at_last(morning)
    correct_the_key(page)
    regrade(page)
    ask_for_a_look(sevda)
    answer_the_look(page, sevda)
    for name in (MORNING, EVENING):
        release(page, name)
    see_what_is_released(sevda)
    for given in (morning, evening):
        export(page, ines, given)
    what_is_kept(quiz)


def mark_essays(page: Page, evening: Assignment) -> None:
    """Mark the six essays of both classes by keyboard, with a comment; names are hidden."""
    page.goto("/marking/")
    looks_right(page)
    page.get_by_role("button", name=CLAIM).click()
    for number in range(6):
        expect(page.get_by_text(f"{number} of 6 marked")).to_be_visible()
        written = page.locator(".qs-marking__written")
        is_hers = "Sevda says" in written.inner_text()
        if number == 0:
            looks_right(page)
        expect(page.get_by_role("heading", name="The answer")).to_be_visible()
        # A key that is pressed before the script has come is lost.
        is_whole(page)
        page.keyboard.press("1" if is_hers else "2")
        if is_hers:
            page.get_by_label("Comment for the student").fill("Where does the text say so?")
        page.keyboard.press("Control+Enter")
    page.wait_for_url(lambda url: "/answers/" not in url)
    assert Mark.objects.filter(source="person").count() == 6
    assert not AttemptItem.objects.filter(attempt__assignment=evening, fraction=None).filter(
        attempt__submitted_at__isnull=False
    )


def group(page: Page, typed: str) -> Locator:
    title = page.get_by_role("heading", name=typed, exact=True)
    return page.locator(".qs-group").filter(has=title)


def mark_a_group(page: Page) -> None:
    """Give the points to all who typed the city's other name, in any spelling."""
    page.goto("/marking/")
    page.get_by_role("link", name=NAMED).first.click()
    marked = page.locator(".qs-group").filter(has_text=re.compile("Akmola", re.IGNORECASE))
    expect(marked).to_have_count(1)
    expect(marked).to_contain_text("typed in 2 ways")
    looks_right(page)
    marked.get_by_role("button", name="Full").click()
    expect(marked).to_contain_text("Marked by hand")
    expect(marked).to_contain_text("earns 100")


def hands_in_at_last(given: Assignment) -> None:
    """Have one more hand in an essay, which waits for its mark."""
    student = Membership.objects.get(user__name="Xenia Weiß").user
    take(given, student, {1: "b", 3: "Xenia has thought about it for long."}, timezone.now())


def correct_the_key(page: Page) -> None:
    """Say that b is right, as a scoring correction."""
    page.goto("/questions/")
    page.get_by_role("link", name=ASKED).click()
    page.get_by_role("link", name="Change", exact=True).click()
    row(page, "Option 1").get_by_label("Earns").fill("0")
    row(page, "Option 2").get_by_label("Earns").fill("100")
    page.get_by_label("Scoring correction").check()
    page.get_by_label("Why (optional)").fill("The text says b.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Version 2 is published.")).to_be_visible()


def regrade(page: Page) -> None:
    """See who would change, and have it done at both classes by the worker."""
    open_class(page, MORNING, "Assignments")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Questions and marks").click()
    looks_right(page)
    page.locator("#question-1").get_by_role("link", name="Score again").click()
    page.get_by_label(f"{TITLE} · {EVENING}").check()
    page.get_by_role("button", name="See what would change").click()
    preview = page.locator("#preview")
    expect(preview).to_contain_text("tries change.")
    expect(preview.get_by_role("row", name=re.compile(MORNING))).to_be_visible()
    expect(preview.get_by_role("row", name=re.compile(EVENING))).to_be_visible()
    looks_right(page)
    page.get_by_label("Why?").fill("The key was wrong: b is right.")
    page.get_by_role("button", name=re.compile("Do it for")).click()
    assert run_next(["regrade"], lambda: False)
    expect(page.get_by_text("The key was wrong: b is right.")).to_be_visible()
    given = AttemptItem.objects.filter(version__stem=ASKED, attempt__submitted_at__isnull=False)
    assert set(given.filter(steps__raw="b").values_list("fraction", flat=True)) == {1}
    assert set(given.filter(steps__raw="a").values_list("fraction", flat=True)) == {0}


def ask_for_a_look(sevda: Student) -> None:
    """See on a phone that a score has changed and why, and ask about the essay's mark."""
    page = sevda.page
    attempt = Attempt.objects.get(student=sevda.user)
    page.goto(f"/attempts/{attempt.public_id}/review/")
    expect(page.locator("#q1")).to_contain_text("Your score changed")
    expect(page.locator("#q1")).to_contain_text("The key was wrong: b is right.")
    looks_right(page)
    page.locator("#q3").get_by_role("link", name="Ask for a second look").click()
    page.get_by_label("Why should somebody look again?").fill("Line two says so.")
    looks_right(page)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("#q3")).to_contain_text("Not answered yet.")


def answer_the_look(page: Page, sevda: Student) -> None:
    """Answer Sevda with another mark; she sees both."""
    page.goto("/marking/")
    page.get_by_role("link", name="Second looks: 1").click()
    expect(page.get_by_text("You gave the mark")).to_be_visible()
    page.get_by_role("link", name="Look and answer").click()
    looks_right(page)
    page.get_by_label("Your answer to the student").fill("You are right: it does.")
    page.get_by_label("Other points").fill("1")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.get_by_text("The mark was changed.")).to_be_visible()
    sevda.page.reload()
    expect(sevda.page.locator("#q3")).to_contain_text("You are right: it does.")


def release(page: Page, name: str) -> None:
    open_class(page, name, "Scores")
    if name == MORNING:
        looks_right(page)
    page.get_by_role("link", name="Hold and release").click()
    page.get_by_text("Release to students").click()
    page.get_by_role("button", name="Release now").click()
    expect(page.get_by_text("Released: students see it now.")).to_be_visible()
    if name == EVENING:
        looks_right(page)


def see_what_is_released(sevda: Student) -> None:
    """See the comment, which waited for the release."""
    sevda.page.reload()
    expect(sevda.page.locator("#q3")).to_contain_text("Where does the text say so?")
    looks_right(sevda.page)


def export(page: Page, teacher, given: Assignment) -> None:
    """Load the book down; its numbers and states are what steps and marks come to."""
    open_class(page, given.classroom.name, "Scores")
    page.get_by_text("Load down").click()
    with page.expect_download() as loading:
        page.get_by_role("button", name="Class book (Excel)").click()
    file = loading.value.path().read_bytes()
    members = Membership.objects.active_students().filter(classroom=given.classroom)
    students = [each.user for each in members.select_related("user")]
    given.refresh_from_db()
    made = Made(given.classroom, teacher, students, [given], timezone.now())
    wanted = expected(made)
    usernames = {student.username: student.pk for student in students}
    totals, each_score = openpyxl.load_workbook(io.BytesIO(file)).worksheets
    _head, *lines = each_score.iter_rows(values_only=True)
    assert len(lines) == 30
    states = set()
    for line in lines:
        state, percent, late = wanted[usernames[line[1]]].cells[given.pk]
        assert line[6] == WORDS[State(state)].text, line
        assert line[5] == number(percent), line
        assert (line[7] or 0) == late
        states.add(state)
    only_morning = {"excused", "waiting"} if given.classroom.name == MORNING else set()
    assert states == {"scored", "zero", "not_begun", "in_progress"} | only_morning
    _head, *lines = totals.iter_rows(values_only=True)
    assert len(lines) == 30
    for line in lines:
        want = wanted[usernames[line[1]]]
        assert list(line[3:5]) == [number(want.so_far), number(want.as_zero)], line


def number(percent: Decimal | None) -> float | None:
    """Return what a cell of a workbook holds: a real number, or nothing."""
    return None if percent is None else float(percent)


def what_is_kept(quiz) -> None:
    """Look at the rows: nothing disagrees, the old version is what they were asked."""
    assert list(differences()) == []
    corrected = QuestionVersion.objects.get(number=2)
    assert (corrected.change, corrected.note) == ("scoring_correction", "The text says b.")
    asked = AttemptItem.objects.filter(version__question=corrected.question)
    assert set(asked.values_list("version__number", flat=True)) == {1}
    look = SecondLook.objects.get()
    assert look.new_mark.number == 3
    assert look.answered_by.username == "ines"
    told = Notice.objects.filter(kind="assigned")
    assert told.count() == len(set(told.values_list("user", flat=True))) == 60
    assert Attempt.objects.filter(assignment__quiz=quiz).count() > 50
