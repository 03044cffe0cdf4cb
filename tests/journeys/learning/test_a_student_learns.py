"""A student takes two quizzes, sees what is known and what comes, practises, asks why."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quizzes.models.attempts import Attempt, Judgment
from quizzes.models.bank import Topic
from quizzes.models.progress import ReviewCard, ReviewLog
from tests import factories
from tests.factories import take
from tests.journeys.conftest import log_in
from tests.journeys.learning.learner import (
    DAY,
    PHONE,
    TEXT,
    WIDE,
    accuracy,
    answers,
    coming,
    coming_on,
    fact,
    first_answers,
    is_sound,
    leaves,
    looks_right,
    noon_somewhere,
    questions_of,
    takes,
    tomorrow,
)
from tests.journeys.looking import is_whole
from tests.journeys.student import Student

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPED = ("short_answer", "numeric", "short_answer", "numeric", "short_answer")
ROADS, TOWNS = "Roads", "Towns"


@pytest.fixture
def bob(transactional_db):
    return factories.make_user("bob", name="Bob", time_zone=noon_somewhere())


@pytest.fixture
def revision(transactional_db):
    return factories.make_article(TEXT, "The long road")


@pytest.fixture
def quizzes(revision):
    """Two quizzes for self-study about an article: of roads, and of towns."""
    found = []
    for name in (ROADS, TOWNS):
        topic = Topic.objects.create(slug=name.lower(), name=name)
        versions = questions_of(name, (*TYPED, "single_choice"), revision, topic)
        found.append(factories.make_quiz(versions, revision=revision, title=f"Quiz of {name}"))
    return found


def a_month_ago(bob) -> None:
    """Have Bob know four other things, since a month: all of it is ready by now."""
    quiz = factories.make_quiz(questions_of("Old", (*TYPED[:3], "single_choice"), None))
    take(quiz, bob, now=timezone.now() - 40 * DAY)


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


def test_a_student_learns(open_page, live_server, bob, revision, quizzes):
    page = open_page(WIDE)
    log_in(page.context, bob, live_server.url)
    sees_that_nothing_is_known(page)
    student = Student(page, bob)
    takes(student, quizzes[0], wrong=(2,))
    sees_the_first(page, bob)
    second = takes(student, quizzes[1], wrong=(1, 3, 4), blank=5)
    sees_both(page, bob)
    practises_what_was_missed(student, second)
    a_month_ago(bob)
    phone = open_page(PHONE)
    log_in(phone.context, bob, live_server.url)
    before = what_comes(phone, bob)
    practises_on_a_phone(Student(phone, bob))
    after = what_comes(phone, bob)
    assert after != before
    explains_a_number(page, bob)
    sees_the_parts(page, revision)
    is_sound(bob)


def sees_that_nothing_is_known(page: Page) -> None:
    page.goto("/practice/")
    expect(page.get_by_text("Nothing to practise yet")).to_be_visible()
    looks_right(page)
    page.goto("/")
    page.get_by_role("link", name="Progress", exact=True).first.click()
    expect(page.get_by_text("Nothing to show yet")).to_be_visible()
    looks_right(page)


def known(page: Page, name: str):
    line = page.locator(".qs-known").filter(has=page.get_by_role("link", name=name, exact=True))
    return line.first


def numbers_are_right(page: Page, bob) -> None:
    """Compare the page with what Bob has typed, and with the dates of the package."""
    count, share = accuracy(bob)
    expect(fact(page, "Answers")).to_have_text(str(count))
    expect(fact(page, "Right on average")).to_have_text(share)
    assert coming_on(page) == coming(bob, timezone.now())


def sees_the_first(page: Page, bob) -> None:
    """See a word for the roads, none for the towns, and what comes back."""
    page.goto("/progress/")
    expect(known(page, ROADS)).to_contain_text("Mostly")
    expect(page.get_by_role("link", name=TOWNS, exact=True)).to_have_count(0)
    expect(fact(page, "Answers")).to_have_text("6")
    expect(fact(page, "Right on average")).to_have_text("83%")
    numbers_are_right(page, bob)


def sees_both(page: Page, bob) -> None:
    """See that the towns are less known, and that more comes back: what was missed, tomorrow."""
    page.goto("/progress/")
    expect(known(page, ROADS)).to_contain_text("Mostly")
    expect(known(page, TOWNS)).to_contain_text("Starting")
    # Six and six, of which one was left blank.
    expect(fact(page, "Answers")).to_have_text("11")
    numbers_are_right(page, bob)
    looks_right(page)


def practises_what_was_missed(student: Student, attempt: Attempt) -> None:
    """Begin from the review, get one right now, and stop; it moves no first answer."""
    page = student.page
    page.goto(f"/attempts/{attempt.public_id}/review/")
    page.get_by_role("button", name="Practise what I missed (4 questions)").click()
    expect(page.get_by_text("1 of 4", exact=True)).to_be_visible()
    session = Attempt.objects.get(is_practice=True)
    answers(student, at(session), is_right=True)
    student.button("Check").click()
    expect(page.get_by_text("How well did you remember it?")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Good")).click()
    expect(page.get_by_text("2 of 4", exact=True)).to_be_visible()
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Stop here").click()
    expect(page.get_by_text("1 of 1 answer right")).to_be_visible()
    session.refresh_from_db()
    assert not session.is_open
    assert (session.quiz, session.assignment) == (None, None)
    assert not ReviewLog.objects.filter(attempt_key=session.public_id, is_first=True).exists()


def at(session: Attempt):
    """Return the question where a session is."""
    session.refresh_from_db()
    return session.items.select_related("version").get(position=session.position)


def what_comes(page: Page, bob) -> dict[str, int]:
    page.goto("/progress/")
    numbers_are_right(page, bob)
    return coming_on(page)


def practises_on_a_phone(student: Student) -> None:
    """Check, judge, undo, judge again; miss one; skip one; put one aside until tomorrow."""
    page = student.page
    page.goto("/practice/")
    expect(page.get_by_text("4 questions are ready today.")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_text("1 of 4", exact=True)).to_be_visible()
    session = Attempt.objects.get(is_practice=True, submitted_at__isnull=True)
    looks_right(page)
    first = at(session)
    unjudged = due_of(first)
    checks(student, first, is_right=True)
    looks_right(page)
    judges(page, "Easy", "2 of 4")
    easy = due_of(first)
    page.get_by_role("button", name="Undo: Easy for the last question").click()
    expect(page.get_by_text("How well did you remember it?")).to_be_visible()
    assert due_of(first) == unjudged
    judges(page, "Hard", "2 of 4")
    assert unjudged < due_of(first) < easy
    checks(student, at(session), is_right=False)
    expect(page.get_by_text("It comes back tomorrow.")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("3 of 4", exact=True)).to_be_visible()
    leaves(page, "Skip")
    expect(page.get_by_text("4 of 4", exact=True)).to_be_visible()
    last = at(session)
    leaves(page, "Not today")
    expect(page.get_by_text("1 of 2 questions right.")).to_be_visible()
    expect(page.get_by_text("2 questions were left out and come back.")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_text("1 question is ready today.")).to_be_visible()
    what_is_kept(student, session, last)


def checks(student: Student, item, *, is_right: bool) -> None:
    expect(student.saved).to_have_attribute("data-state", re.compile("."))
    answers(student, item, is_right=is_right)
    student.button("Check").click()
    expect(student.page.locator("[data-judging]")).to_be_visible()


def judges(page: Page, word: str, then: str) -> None:
    is_whole(page)
    page.get_by_role("button", name=re.compile(f"^{word}")).click()
    expect(page.get_by_text(then, exact=True)).to_be_visible()


def due_of(item):
    return ReviewCard.objects.get(question=item.version.question_id).due_at


def what_is_kept(student: Student, session: Attempt, last) -> None:
    said = Judgment.objects.filter(item__attempt=session).order_by("pk")
    assert list(said.values_list("rating", flat=True)) == [4, None, 2, 1]
    logs = ReviewLog.objects.filter(attempt_key=session.public_id).order_by("at")
    assert list(logs.values_list("rating", "fraction", "is_first")) == [
        (2, 1, False),
        (1, 0, False),
    ]
    card = ReviewCard.objects.get(question=last.version.question_id)
    assert card.buried_until == tomorrow(student.user, timezone.now())


def explains_a_number(page: Page, bob) -> None:
    """Go from a word to its number, to its answers, to the review of one."""
    page.goto("/progress/")
    looks_right(page)
    line = known(page, TOWNS)
    line.get_by_text("The number").click()
    number = re.search(r"About (\d+%)", line.inner_text())
    assert number is not None
    line.get_by_role("link", name="Which answers").click()
    expect(page.get_by_role("heading", name=TOWNS, level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(f"{number[1]}, probably between")
    wanted = first_answers(bob, Topic.objects.get(name=TOWNS))
    assert len(wanted) == 5
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(5)
    for stem, earned in wanted.items():
        row = rows.filter(has=page.get_by_role("link", name=stem))
        expect(row.locator("td[data-label=Earned]")).to_have_text(earned)
    # The newest answer is where the number got to.
    expect(rows.first.locator(".qs-moved")).to_contain_text(number[1])
    looks_right(page)
    page.get_by_role("link", name=f"{TOWNS} 3?").click()
    page.wait_for_url(re.compile(r"/review/#q3$"))
    expect(page.locator("#q3")).to_contain_text(f"{TOWNS} 3?")


def sees_the_parts(page: Page, revision) -> None:
    """See a topic over time, and the article under the answers."""
    page.goto("/progress/")
    page.get_by_role("link", name=TOWNS, exact=True).click()
    expect(page.get_by_role("heading", name=TOWNS, level=1)).to_be_visible()
    looks_right(page)
    page.goto("/progress/")
    page.get_by_role("link", name=revision.title, exact=True).click()
    expect(page.get_by_role("heading", name="Worth another look")).to_be_visible()
    expect(page.locator(".qs-parts-text .qs-part")).to_have_count(4)
    expect(page.locator(".qs-parts-text .qs-part--right")).to_have_count(0)
    looks_right(page)
