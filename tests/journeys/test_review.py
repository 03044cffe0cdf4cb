"""Before and after a try, in a real browser: front page, review, evidence, receipt, teacher."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.composition import Quiz
from quizzes.models.review import QuestionReport
from quizzes.services import attempts
from tests import factories
from tests.factories import incoming, make_assignment, make_quiz, save, start, take
from tests.journeys.conftest import log_in
from tests.journeys.looking import overflow, violations
from tests.journeys.student import KINDS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Long enough for its last sentences to be far below a screen.
LONG = "\n\n".join(
    f"This is how paragraph {number} begins. Nothing in it settles a question."
    for number in range(60)
)
QUOTE = "This is how paragraph 55 begins."
WRONG = {1: "a", 2: ["a", "c"], 3: "Astanna"}


@dataclass(frozen=True)
class School:
    """Alice, who teaches Bob, and what there is to see of it."""

    alice: User
    bob: User
    quiz: Quiz
    given: Assignment
    exam: Assignment
    practice: Attempt
    late: Attempt
    examined: Attempt


@pytest.fixture
def school(bob) -> School:
    """Tries of each sort: all is shown; nothing is; ended by the clock, with a late answer."""
    now = timezone.now()
    alice = factories.make_user("alice", name="Alice", is_teacher=True, time_zone="Europe/Berlin")
    classroom = factories.make_classroom(alice, bob, factories.make_user("eve", name="Eve"))
    revision = factories.make_article(LONG)
    quotes = {"revision": revision, "quotes": (QUOTE,)}
    questions = [factories.make_version(kind, **quotes) for kind in KINDS]
    quiz = make_quiz(questions, revision=revision, limit_seconds=2700, title="Paragraphs")
    dates = {"now": now - 3 * DAY, "due_at": now - HOUR, "closes_at": now + DAY}
    given = make_assignment(quiz, classroom, alice, limit_seconds=600, late_percent=10, **dates)
    late = start(given, bob, now=now - 2 * HOUR)
    attempts.close_overdue(now=now - HOUR)
    save(late, incoming(1, "b"), now=now - HOUR)
    late.refresh_from_db()
    exam = make_assignment(
        make_quiz(title="An exam", is_open=False), classroom, alice, review_preset="exam", **dates
    )
    return School(
        alice,
        bob,
        quiz,
        given,
        exam,
        practice=take(quiz, bob, WRONG, now=now - DAY),
        late=late,
        examined=take(exam, bob, now=now - HOUR),
    )


@pytest.fixture
def page_of(device, live_server):
    """Open a browser in which somebody is logged in."""

    def page(user: User, **options) -> Page:
        context = device(**options)
        log_in(context, user, live_server.url)
        return context.new_page()

    return page


def url_of(name: str, thing: object, *args: object) -> str:
    return reverse(f"quizzes:{name}", args=[thing.public_id, *args])


class TestEvidence:
    def test_is_one_click_away_and_back(self, school, page_of):
        page = page_of(school.bob, viewport={"width": 390, "height": 844})
        page.goto(url_of("attempt-review", school.practice))
        page.locator("#q3").get_by_role("link", name="Show in the article").click()
        marked = page.locator("mark.qs-evidence")
        expect(marked).to_have_text(QUOTE)
        expect(marked).to_be_in_viewport()
        back = page.get_by_role("link", name="Back to question 3")
        expect(back).to_be_in_viewport()
        back.click()
        page.wait_for_url("**/review/#q3")
        expect(page.get_by_role("heading", name="Question 3")).to_be_in_viewport()

    def test_is_the_first_thing_that_a_keyboard_can_skip_to(self, school, page_of):
        page = page_of(school.bob)
        page.goto(url_of("attempt-evidence", school.practice, 3))
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("mark.qs-evidence")).to_be_in_viewport()


class TestReview:
    def test_goes_to_a_question_from_the_overview(self, school, page_of):
        page = page_of(school.bob)
        page.goto(url_of("attempt-review", school.practice))
        page.get_by_role("link", name="Question 4 Not answered").click()
        expect(page.get_by_role("heading", name="Question 4")).to_be_in_viewport()

    def test_keeps_a_report(self, school, page_of):
        page = page_of(school.bob)
        page.goto(url_of("attempt-review", school.practice))
        question = page.locator("#q2")
        question.get_by_text("Something wrong with this question?").click()
        question.get_by_label("What is wrong?").select_option(label="The question is not clear")
        question.get_by_label("In your own words").fill("Which spirit?")
        question.get_by_role("button", name="Send the report").click()
        told = question.get_by_role("status")
        expect(told).to_contain_text("Your report is kept with this question.")
        expect(told).to_be_focused()
        assert page.url.endswith("/review/")
        assert QuestionReport.objects.get().text == "Which spirit?"
        page.reload()
        expect(question).to_contain_text("You have reported this question.")

    def test_keeps_a_report_without_a_script(self, school, page_of):
        page = page_of(school.bob, java_script_enabled=False)
        page.goto(url_of("attempt-review", school.practice))
        page.locator("#q2").get_by_text("Something wrong with this question?").click()
        page.get_by_label("In your own words").fill("Which spirit?")
        page.get_by_role("button", name="Send the report").click()
        page.wait_for_url("**/review/#q2")
        expect(page.locator("#q2")).to_contain_text("You have reported this question.")
        expect(page.get_by_role("status").first).to_contain_text("Your report is kept")

    def test_says_when_a_report_cannot_be_sent_and_keeps_it(self, school, page_of):
        page = page_of(school.bob)
        page.goto(url_of("attempt-review", school.practice))
        question = page.locator("#q2")
        question.get_by_text("Something wrong with this question?").click()
        expect(question.get_by_label("What is wrong?")).to_be_focused()
        question.get_by_label("In your own words").fill("Which spirit?")
        page.context.set_offline(True)
        question.get_by_role("button", name="Send the report").click()
        expect(question.get_by_role("alert")).to_contain_text("Please try again.")
        page.context.set_offline(False)
        question.get_by_role("button", name="Send the report").click()
        expect(question.get_by_role("status")).to_contain_text("Your report is kept")
        assert QuestionReport.objects.get().text == "Which spirit?"

    def test_prints_its_words_and_nothing_else(self, school, page_of):
        page = page_of(school.bob)
        page.goto(url_of("attempt-review", school.practice))
        page.emulate_media(media="print")
        for gone in (".qs-header", ".qs-footer", ".qs-back", ".qs-report", ".qs-navigator"):
            expect(page.locator(gone).first).to_be_hidden()
        for kept in (".qs-score", ".qs-handed-in", "#q3 .qs-typed", "#q3 .qs-quote"):
            expect(page.locator(kept)).to_be_visible()


class TestReceipt:
    def test_has_a_button_that_prints(self, school, page_of):
        page = page_of(school.bob)
        page.add_init_script("window.print = () => { document.title = 'printed'; };")
        page.goto(url_of("attempt-receipt", school.practice))
        page.get_by_role("button", name="Print").click()
        expect(page).to_have_title("printed")

    def test_has_no_dead_button_without_a_script(self, school, page_of):
        page = page_of(school.bob, java_script_enabled=False)
        page.goto(url_of("attempt-receipt", school.practice))
        expect(page.locator("[data-print]")).to_be_hidden()

    def test_is_found_by_its_code(self, school, page_of):
        page = page_of(school.alice)
        page.goto(reverse("quizzes:receipt-check"))
        page.get_by_label("Code").fill(school.late.receipt.lower())
        page.get_by_role("button", name="Check").click()
        page.get_by_role("link", name="See the answers").click()
        page.wait_for_url(f"**{url_of('attempt-review', school.late)}")


class TestStart:
    @pytest.mark.parametrize("scripts", [True, False])
    def test_says_what_it_starts(self, school, page_of, scripts):
        page = page_of(school.bob, java_script_enabled=scripts)
        page.goto(url_of("quiz-detail", school.quiz))
        button = page.get_by_role("main").get_by_role("button")
        expect(button).to_have_accessible_name("Start: this starts your 45 minutes")
        page.get_by_label("Without a time limit").check()
        expect(button).to_have_accessible_name("Start without a time limit")
        button.click()
        page.wait_for_url("**/take/")
        assert Attempt.objects.open().get(student=school.bob).deadline is None


class TestATeacher:
    def test_accepts_a_late_answer(self, school, page_of):
        page = page_of(school.alice)
        page.goto(reverse("quizzes:teach"))
        page.get_by_role("link", name="Paragraphs").click()
        expect(page.get_by_role("row", name="Bob")).to_contain_text("1 answer after the time")
        page.get_by_role("link", name="Try 1 Bob").click()
        question = page.locator("#q1")
        question.get_by_label("Why it should count").fill("The network was down.")
        question.get_by_role("button", name="Accept this answer").click()
        page.wait_for_url("**/review/#q1")
        expect(question).to_contain_text("Accepted: it counts.")
        expect(page.locator(".qs-score")).to_contain_text("Points: 1 of 4")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
class TestPages:
    def look(self, page: Page, *addresses: str) -> None:
        for address in addresses:
            page.goto(address)
            assert violations(page) == [], address
            assert overflow(page) == 0, address

    def test_of_a_student_have_no_barrier_and_fit(self, school, page_of, scheme, width):
        page = page_of(school.bob, color_scheme=scheme, viewport={"width": width, "height": 800})
        self.look(
            page,
            "/",
            reverse("quizzes:history"),
            url_of("article-detail", school.quiz.article),
            url_of("quiz-detail", school.quiz),
            url_of("assignment-detail", school.given),
            url_of("assignment-detail", school.exam),
            url_of("attempt-review", school.practice),
            url_of("attempt-review", school.late),
            url_of("attempt-review", school.examined),
            url_of("attempt-evidence", school.practice, 1),
            url_of("attempt-receipt", school.practice),
        )

    def test_of_a_student_have_none_where_something_is_open_or_refused(
        self, school, page_of, scheme, width
    ):
        page = page_of(school.bob, color_scheme=scheme, viewport={"width": width, "height": 800})
        page.goto(url_of("attempt-review", school.practice))
        report = page.locator("#q1")
        report.get_by_text("Something wrong with this question?").click()
        expect(report.get_by_label("In your own words")).to_be_visible()
        assert violations(page) == []
        page.evaluate("document.querySelector('#report-1-text').removeAttribute('maxlength')")
        report.get_by_label("In your own words").fill("word " * 500)
        report.get_by_role("button", name="Send the report").click()
        expect(report.locator(".is-invalid")).to_be_visible()
        assert violations(page) == []
        assert overflow(page) == 0
        page.goto(url_of("attempt-report", school.practice, 1))
        expect(page.get_by_role("heading", name="Report a question")).to_be_visible()
        assert violations(page) == []
        assert overflow(page) == 0

    def test_of_a_teacher_have_no_barrier_and_fit(self, school, page_of, scheme, width):
        page = page_of(school.alice, color_scheme=scheme, viewport={"width": width, "height": 800})
        check = reverse("quizzes:receipt-check")
        self.look(
            page,
            "/",
            reverse("quizzes:teach"),
            url_of("assignment-attempts", school.given),
            url_of("attempt-review", school.late),
            check,
            f"{check}?code={school.late.receipt}",
            f"{check}?code=AAAA",
        )

    def test_of_somebody_new_have_no_barrier_and_fit(self, device, live_server, bob, scheme, width):
        context = device(color_scheme=scheme, viewport={"width": width, "height": 800})
        log_in(context, bob, live_server.url)
        self.look(context.new_page(), "/", reverse("quizzes:history"))
