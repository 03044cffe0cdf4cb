"""What a student does and reads in these stories, and what it comes to by another reckoning."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.utils import timezone
from fsrs import Card, Rating, Scheduler
from playwright.sync_api import Locator, Page, expect

from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.bank import QuestionVersion, Topic
from quizzes.models.composition import Quiz
from quizzes.models.progress import Mastery, ReviewCard, ReviewLog
from quizzes.queries.records import differences
from quizzes.services import attempts
from tests import factories
from tests.factories import RIGHT, WRONG
from tests.journeys.looking import is_whole, overflow, violations
from tests.journeys.student import Student

DAY = timedelta(days=1)
WIDE = {"width": 1280, "height": 1000}
PHONE = {"width": 390, "height": 844}
MOST_A_DAY = 20
SENTENCES = (
    "Traders carried silk to the west.",
    "Music came back with them to the east.",
    "The towns on their way grew rich.",
    "Nobody walked the whole road.",
)
TEXT = f"""{SENTENCES[0]} {SENTENCES[1]}

Who lived there

{SENTENCES[2]} {SENTENCES[3]}
"""


def looks_right(page: Page) -> None:
    """Look for barriers, and that nothing is cut off."""
    assert violations(page) == [], page.url
    assert overflow(page) <= 0, page.url


def noon_somewhere() -> str:
    """Return a time zone where it is about noon: no story is surprised by midnight."""
    east = 12 - timezone.now().hour
    return f"Etc/GMT{-east:+d}"


def questions_of(
    name: str, kinds: tuple[str, ...], revision, topic: Topic | None = None
) -> list[QuestionVersion]:
    """Return questions about an article, each resting on the next of its sentences."""
    versions = [
        factories.make_version(
            kind, stem=f"{name} {number}?", revision=revision, quotes=(SENTENCES[number % 4],)
        )
        for number, kind in enumerate(kinds, start=1)
    ]
    for version in versions if topic else ():
        version.question.topics.set([topic])
    return versions


def takes(student: Student, quiz: Quiz, *, wrong: tuple[int, ...], blank: int = 0) -> Attempt:
    """Start a quiz from its page, answer question by question, hand in, and see the review."""
    page = student.page
    page.goto(f"/quizzes/{quiz.public_id}/")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(student.saved).to_have_attribute("data-state", re.compile("."))
    attempt = Attempt.objects.get(quiz=quiz, student=student.user)
    for item in attempt.items.select_related("version").order_by("position"):
        if item.position != blank:
            answers(student, item, is_right=item.position not in wrong)
    student.is_saved()
    student.button("Finish").click()
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url(re.compile("/review/"))
    return attempt


def answers(student: Student, item: AttemptItem, *, is_right: bool) -> None:
    """Answer a question as a hand does: choose, or type."""
    if not student.question(item.position).is_visible():
        student.cell(item.position).click()
    raw = (RIGHT if is_right else WRONG)[item.version.kind]
    if item.version.kind in ("single_choice", "true_false"):
        student.option(item.position, str(raw)).check()
    else:
        student.field(item.position).fill(str(raw))


def leaves(page: Page, way: str) -> None:
    """Leave a question of a session by a way under More."""
    is_whole(page)
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name=way).click()


def fact(page: Page, term: str) -> Locator:
    """Return the number under What you did."""
    group = page.locator(".qs-facts > div").filter(has=page.get_by_text(term, exact=True))
    return group.locator("dd")


def table(page: Page, key: str) -> dict[str, list[str]]:
    """Return the table beside a chart: its cells by the heading of their row."""
    figure = page.locator(f"figure[aria-labelledby='chart-{key}']")
    expect(figure.locator("svg").first).to_be_visible()
    found = {}
    for row in figure.locator("tbody tr").all():
        label, *cells = (
            text.split("–")[0].strip() for text in row.locator("th, td").all_text_contents()
        )
        found[label] = cells
    return found


def coming_on(page: Page) -> dict[str, int]:
    """Return how many questions come back on which day, by the page; days without any left out."""
    if not page.locator("#chart-coming").count():
        return {}
    return {day: int(cells[0]) for day, cells in table(page, "coming").items() if cells[0] != "0"}


# Another reckoning: from the answers as they were typed, and the package that schedules.


def answered(user: User) -> Iterator[tuple[AttemptItem, datetime, Fraction | None]]:
    """Yield the student's answers in order: the item, when, and what they earned, None for blank.

    In practice only those that were judged in the end.
    """
    items = AttemptItem.objects.filter(attempt__student=user).select_related("version", "attempt")
    found = []
    for item in items:
        step = item.steps.order_by("revision").last()
        if item.attempt.is_practice and judged(item) is None:
            continue
        if step is None:
            found.append((item, item.attempt.submitted_at, None))
        else:
            found.append((item, step.at, Fraction(step.raw == RIGHT[item.version.kind])))
    yield from sorted(found, key=lambda each: each[1])


def judged(item: AttemptItem) -> int | None:
    """Return the newest judgment, None for none or one that was taken back."""
    newest = item.judgments.order_by("number").last()
    return newest.rating if newest else None


def accuracy(user: User) -> tuple[int, str]:
    """Return how many answers were given, and the mean of what they earned in percent."""
    earned = [fraction for _item, _at, fraction in answered(user) if fraction is not None]
    return len(earned), f"{int(sum(earned, Fraction(0)) / len(earned) * 100 + Fraction(1, 2))}%"


def first_answers(user: User, topic: Topic) -> dict[str, str]:
    """Return what the first answer to each question of a topic was, by its stem."""
    found: dict[str, str] = {}
    for item, _at, fraction in answered(user):
        if fraction is not None and topic in item.version.question.topics.all():
            found.setdefault(item.version.stem, "Right" if fraction else "Not right")
    return found


def coming(user: User, now: datetime) -> dict[str, int]:
    """Return how many questions come back on each of thirty days, by the package's own dates."""
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    answers_to = defaultdict(list)
    for item, at, fraction in answered(user):
        answers_to[item.version.question_id].append((item, at, fraction))
    zone = ZoneInfo(user.time_zone)
    today = now.astimezone(zone).date()
    put_off = dict(ReviewCard.objects.filter(student=user).values_list("question", "buried_until"))
    days: Counter = Counter()
    for question, given in answers_to.items():
        card, comes = Card(card_id=1), given[-1][1] + DAY
        for item, at, fraction in given:
            if fraction is not None:
                right = judged(item) or Rating.Good
                rating = Rating(right) if fraction == 1 else Rating.Again
                card, _log = scheduler.review_card(card, rating, at.astimezone(UTC))
                comes = at + max(DAY, card.due - at.astimezone(UTC))
        comes = max(comes, put_off[question] or comes)
        days[max(today, comes.astimezone(zone).date())] += 1
    assert max(days.values()) <= MOST_A_DAY
    last = today + 29 * DAY
    return {f"{day.day} {day:%b %Y}": n for day, n in days.items() if day <= last}


def tomorrow(user: User, now: datetime) -> datetime:
    """Return the student's next midnight."""
    zone = ZoneInfo(user.time_zone)
    return datetime.combine(now.astimezone(zone).date() + DAY, time.min, zone)


def what_is_known(user: User) -> list[list[tuple]]:
    """Return all rows that progress has of a student, but for their keys."""
    return [
        list(model.objects.filter(student=user).order_by(*order).values_list(*names))
        for model, order, names in (
            (
                ReviewLog,
                ("at", "question"),
                ("question", "attempt_key", "at", "fraction", "is_first", "rating", "chance"),
            ),
            (
                ReviewCard,
                ("question",),
                (
                    *("question", "stability", "difficulty", "due_at", "last_review_at"),
                    *("review_count", "lapse_count", "buried_until"),
                ),
            ),
            (
                Mastery,
                ("key",),
                ("key", "weights", "answer_count", "as_of", "mean", "low", "high", "history"),
            ),
        )
    ]


def is_sound(user: User) -> None:
    """Look at the rows: nothing disagrees, and made again from the answers they are the same."""
    now = timezone.now()
    assert list(differences(now)) == []
    before = what_is_known(user)
    attempts.rebuild_progress(student=user, now=now)
    assert what_is_known(user) == before
    assert before[0]
