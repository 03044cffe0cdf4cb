"""Of an assignment that is still open nothing is practised, charted or explained; then all is.

Bob met questions a month ago that his class is given now, as homework and as an exam. What he was
told of them then is still counted, as it was; nothing is added, and none of them comes back.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.bank import QuestionVersion, Topic
from quizzes.services import assignments, attempts
from tests import factories
from tests.factories import make_assignment, make_classroom, make_quiz, make_user, take
from tests.journeys.conftest import log_in
from tests.journeys.learning.learner import (
    DAY,
    PHONE,
    SENTENCES,
    TEXT,
    is_sound,
    leaves,
    looks_right,
    noon_somewhere,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOUR = timedelta(hours=1)
FREE, HOMEWORK, EXAM, ALL = "Free", "Homework", "Exam", "Everything"
OTHER = "Elsewhere"


class Story:
    """Bob, what he has met, and what his class is given."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.alice = make_user("alice", is_teacher=True)
        self.bob = make_user("bob", name="Bob", time_zone=noon_somewhere())
        self.revision = factories.make_article(TEXT, "The long road")
        self.topics = {
            name: Topic.objects.create(slug=name.lower(), name=f"Topic {name}")
            for name in (FREE, HOMEWORK, EXAM, ALL)
        }
        self.free = self.questions(FREE, 3, SENTENCES[0])
        self.homework = self.questions(HOMEWORK, 3, SENTENCES[1])
        self.exam = self.questions(EXAM, 3, SENTENCES[2])
        self.live_a_month_ago()
        self.classroom = make_classroom(self.alice, self.bob, now=self.now - 2 * DAY)

    def questions(self, name: str, count: int, quote: str) -> list[QuestionVersion]:
        """Return typed questions with words of their own for stem, key and explanation."""
        versions = [
            factories.make_version(
                "short_answer",
                factories.short_answer(f"{name}key{number}"),
                stem=f"{name}stem{number}?",
                explanation=f"{name}reason{number}.",
                revision=self.revision,
                quotes=(quote,),
            )
            for number in range(1, count + 1)
        ]
        for version in versions:
            version.question.topics.set([self.topics[name], self.topics[ALL]])
        return versions

    def live_a_month_ago(self) -> None:
        """Let Bob take what is free, and what will be asked: two of each, all missed."""
        then = self.now - 40 * DAY
        free = make_quiz(self.free, revision=self.revision, title="For yourself")
        take(free, self.bob, {1: "Freekey1", 2: OTHER, 3: "Freekey3"}, now=then)
        asked = [*self.homework[:2], *self.exam[:2]]
        mixed = make_quiz(asked, revision=self.revision, title="A mixture")
        take(mixed, self.bob, dict.fromkeys(range(1, 5), OTHER), now=then)

    def give(self, versions: list[QuestionVersion], preset: str) -> Assignment:
        """Give a quiz to the class until next week; Bob has just handed it in."""
        quiz = make_quiz(versions, revision=self.revision, is_open=False, title=f"Given {preset}")
        given = make_assignment(
            quiz, self.classroom, self.alice, now=self.now - DAY, review_preset=preset
        )
        take(given, self.bob, dict.fromkeys(range(1, 4), OTHER), now=self.now - HOUR)
        return given

    def closes(self, given: Assignment) -> None:
        """Let an assignment be over since a minute."""
        over = timezone.now() - timedelta(minutes=1)
        change = attempts.Change(given, {"due_at": over, "closes_at": over})
        attempts.change_assignments(changes=[change], actor=self.alice, now=timezone.now())


@pytest.fixture
def story(transactional_db) -> Story:
    return Story()


@pytest.fixture
def open_as(device, live_server):
    """Open a phone of somebody's."""

    def new(user: User) -> Page:
        page = device(viewport=PHONE, reduced_motion="reduce").new_page()
        log_in(page.context, user, live_server.url)
        return page

    return new


def test_nothing_open_is_told(open_as, story):
    page = open_as(story.bob)
    before = read(page, story)
    assert_all_is_ready(before)
    homework, exam = story.give(story.homework, "homework"), story.give(story.exam, "exam")
    nothing_is_added(page, story, before)
    nothing_of_it_is_practised(page, story)
    story.closes(homework)
    homework_is_told(page, story)
    story.closes(exam)
    exam_is_not_told(page, story)
    assignments.release(assignment=exam, actor=story.alice, now=timezone.now())
    everything_is_told(page, story)
    is_sound(story.bob)


def addresses(story: Story) -> list[str]:
    """Return addresses that no page need lead to: somebody may guess them."""
    today = timezone.localdate(story.now, story.bob.zone)
    article = story.revision.article.public_id
    found = ["/", f"/progress/answers/?article={article}&repeats=on"]
    for slug in (FREE.lower(), HOMEWORK.lower(), EXAM.lower(), ALL.lower()):
        found += [f"/progress/topics/{slug}/", f"/progress/answers/?topic={slug}&repeats=on"]
    found += [f"/progress/answers/?due={today + number * DAY}" for number in (0, 1, 2, 9)]
    monday = today - today.weekday() * DAY
    found += [f"/progress/answers/?week={monday - weeks * 7 * DAY}" for weeks in range(8)]
    return [
        *found,
        "/progress/answers/?weeks=52",
        "/practice/settings/",
        "/practice/",
        "/progress/",
    ]


def read(page: Page, story: Story) -> dict[str, str]:
    """Return what all pages of progress and practice say, by address: also what these lead to."""
    found: dict[str, str] = {}
    waiting = addresses(story)
    while waiting:
        address = waiting.pop(0)
        if address in found:
            continue
        response = page.request.get(address)
        assert response.status in (200, 404), (address, response.status)
        html = response.text().partition("<main")[2].partition("</main>")[0]
        found[address] = words(html) if response.ok else "404"
        if address != "/":
            waiting += links(html, address)
    return found


def links(html: str, address: str) -> Iterator[str]:
    """Yield what a page leads to in progress and practice."""
    for link in re.findall(r'href="([^"#]+)', html):
        whole = unescape(link)
        whole = address.partition("?")[0] + whole if whole.startswith("?") else whole
        if re.match(r"/(progress|practice)/", whole):
            yield whole


def words(html: str) -> str:
    """Return the words of HTML, those that only a screen reader says and drawings too."""
    said = re.sub(r'<[^>]*?aria-label="([^"]*)"[^>]*>', r" \1 ", html)
    shades = re.sub(r'<span class="qs-part qs-part--(\w+)"', r" {\1} <", said)
    kept = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", shades)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", kept)).split())


def assert_all_is_ready(pages: dict[str, str]) -> None:
    """See that what was met a month ago is ready, counted and explained."""
    assert "7 questions are ready today" in pages["/practice/"]
    assert "Answers 7" in pages["/progress/"]
    told = pages[f"/progress/answers/?topic={EXAM.lower()}&repeats=on"]
    assert told.count("Not right first answer") == 2


def says_nothing_of(pages: dict[str, str], name: str) -> None:
    """Look for keys, explanations and what is new; of what was met before, for marks and days."""
    for address, said in pages.items():
        for secret in ("key", "reason", "stem3"):
            assert f"{name}{secret}" not in said, (address, said)
        if "/answers/" not in address or "due=" in address:
            assert f"{name}stem" not in said, (address, said)
    told = pages[f"/progress/answers/?topic={name.lower()}&repeats=on"]
    assert told.count(f"{name}stem") == 2
    assert told.count("Not shown at the moment") == 4
    assert not re.search(r"Right |Not right|Partly|→|unmoved", told), told


def nothing_is_added(page: Page, story: Story, before: dict[str, str]) -> None:
    """Compare all pages with those before: each count and chart is as it was, or without these."""
    pages = read(page, story)
    for name in (HOMEWORK, EXAM):
        says_nothing_of(pages, name)
    for name in (FREE, HOMEWORK, EXAM, ALL):
        address = f"/progress/topics/{name.lower()}/"
        assert charted(pages[address]) == charted(before[address]), address
    assert charted(pages["/progress/"]) == charted(before["/progress/"])
    for address in ("/", "/practice/", "/progress/"):
        assert "3 questions are ready today" in pages[address], pages[address]
    assert "3 questions come back" in pages["/progress/"]
    due = [said for address, said in pages.items() if "due=" in address]
    assert {stem for said in due for stem in re.findall(r"\w+stem\d", said)} == {
        f"{FREE}stem{number}" for number in (1, 2, 3)
    }
    page.goto("/progress/")
    looks_right(page)
    page.goto(f"/progress/articles/{story.revision.article.public_id}/")
    expect(page.locator(".qs-parts-text .qs-part")).to_have_text([re.compile(SENTENCES[0])])
    expect(page.get_by_text("Some of your answers are left out")).to_be_visible()
    looks_right(page)


def charted(said: str) -> str:
    """Return what a page says of what was answered: without what comes, and what is offered."""
    start = said.find("What you know, by topic")
    kept = re.split("Quizzes that ask about it|What comes ", said[max(start, 0) :])[0]
    fading = r"\d questions? (is|are) fading: it is time for (it|them) again\."
    return " ".join(re.sub(fading, "", kept).split())


def posts(page: Page, address: str, form: dict[str, str]) -> str:
    """Send a form as a page does, or somebody who writes it by hand; return where it leads."""
    token = next(c["value"] for c in page.context.cookies() if c["name"] == "csrftoken")
    response = page.request.post(
        address, form=form, headers={"X-CSRFToken": token, "Referer": page.url}
    )
    assert response.ok, address
    return response.url


def practised(story: Story) -> set[str]:
    """Return which questions Bob's sessions ask."""
    items = AttemptItem.objects.filter(attempt__student=story.bob, attempt__is_practice=True)
    return {stem.partition("stem")[0] for stem in items.values_list("version__stem", flat=True)}


def nothing_of_it_is_practised(page: Page, story: Story) -> None:
    """Ask for it in all ways: none gives a question of it. What is ready is the rest."""
    own = Attempt.objects.filter(student=story.bob, is_practice=False)
    for attempt in own.exclude(quiz__title="For yourself"):
        page.goto(f"/attempts/{attempt.public_id}/review/")
        posts(page, f"/attempts/{attempt.public_id}/practise/", {})
        for secret in ("key", "reason"):
            assert not re.search(f"({HOMEWORK}|{EXAM}){secret}", page.content()), page.url
    for slug in (HOMEWORK.lower(), EXAM.lower()):
        posts(page, "/practice/start/", {"topic": slug})
    assert practised(story) == set()
    article = str(story.revision.article.public_id)
    for wish in ({"topic": ALL.lower()}, {"article": article}, {"ahead": "1"}):
        posts(page, "/practice/start/", wish)
        assert practised(story) == {FREE}
        ends(page, story)
    page.goto("/practice/")
    page.get_by_role("button", name="Start", exact=True).click()
    for number in range(1, 4):
        expect(page.get_by_text(f"{number} of 3", exact=True)).to_be_visible()
        expect(page.locator("#questions")).to_contain_text(f"{FREE}stem")
        leaves(page, "Skip")
    expect(page.get_by_text("No question was answered this time.")).to_be_visible()
    looks_right(page)
    ends(page, story)
    assert practised(story) == {FREE}


def ends(page: Page, story: Story) -> None:
    session = Attempt.objects.get(student=story.bob, is_practice=True, submitted_at=None)
    posts(page, f"/practice/{session.public_id}/end/", {})


def homework_is_told(page: Page, story: Story) -> None:
    """See the homework, which is over; of the exam nothing."""
    pages = read(page, story)
    says_nothing_of(pages, EXAM)
    assert f"Answers {7 + 3}" in pages["/progress/"]
    told = pages[f"/progress/answers/?topic={HOMEWORK.lower()}&repeats=on"]
    # Those of a month ago were taken together with the exam's, and wait for it.
    assert told.count("Not right") == 3
    assert f"{HOMEWORK}stem3?" in told


def exam_is_not_told(page: Page, story: Story) -> None:
    """See what was met a month ago again; of the exam itself, which is not released, nothing."""
    pages = read(page, story)
    assert f"Answers {7 + 3}" in pages["/progress/"]
    assert f"{EXAM}stem3" not in " ".join(pages.values())
    told = pages[f"/progress/answers/?topic={EXAM.lower()}&repeats=on"]
    assert told.count("Not right first answer") == told.count(f"{EXAM}stem") == 2


def everything_is_told(page: Page, story: Story) -> None:
    """See all answers, also those of a month ago, and practise all questions."""
    pages = read(page, story)
    assert f"Answers {7 + 3 + 3}" in pages["/progress/"]
    for name in (HOMEWORK, EXAM):
        # Missed a month ago for the first time, and just now again; one is new.
        told = pages[f"/progress/answers/?topic={name.lower()}&repeats=on"]
        assert told.count("Not right first answer") == 2 + 1
        assert told.count("Not right repeat") == 2
    page.goto(f"/progress/articles/{story.revision.article.public_id}/")
    expect(page.locator(".qs-parts-text .qs-part")).to_have_count(3)
    looks_right(page)
    page.get_by_role("button", name="Practise this").click()
    expect(page.get_by_text("1 of 9", exact=True)).to_be_visible()
    assert practised(story) == {FREE, HOMEWORK, EXAM}
    sees_a_key(page, story)


def sees_a_key(page: Page, story: Story) -> None:
    """Come to a question of the exam, miss it again, and see its key, reason and sentence."""
    session = Attempt.objects.get(student=story.bob, is_practice=True, submitted_at=None)
    place = session.items.filter(version__stem__startswith=EXAM).order_by("position")[0].position
    for number in range(1, place):
        expect(page.get_by_text(f"{number} of 9", exact=True)).to_be_visible()
        leaves(page, "Skip")
    question = page.locator("#questions")
    expect(question).to_contain_text(f"{EXAM}stem")
    question.locator("input[type=text]").fill(OTHER)
    page.get_by_role("button", name="Check", exact=True).click()
    for part in (f"{EXAM}key", f"{EXAM}reason", SENTENCES[2]):
        expect(question).to_contain_text(part)
    looks_right(page)
