"""What the demo's teacher has made herself: an article, questions, a quiz that a colleague sees."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from quizzes.engine.text import find_quote
from quizzes.management.demo.course import Calendar
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision
from quizzes.models.composition import Quiz
from quizzes.services import articles, bank, composition, sharing
from quizzes.services.articles import ArticleWords
from quizzes.services.bank import Content, Written

# Ids grow from this one: the same in every demo.
ROOT = UUID("5b0f7a52-6a0e-4d0e-9d0c-3f1f5f6c2b11")

TITLE = "How a lending library works"
TEXT = """\
A lending library buys books so that many people can read the same copy, one after another. \
Whoever lives in the town can have a card, and the card costs nothing for children.

Borrowing

A book is lent for four weeks. It can be kept for four weeks more, unless somebody else is waiting \
for it. A reminder is sent three days before the day on which the book is due.

Finding a book

Novels stand in the order of their authors' names. All other books stand by subject, and a number \
on the spine says which subject that is. What is not on the shelves can be ordered from another \
library, which takes about a week.
"""

WAITING = "It can be kept for four weeks more, unless somebody else is waiting for it."
NOVELS = "Novels stand in the order of their authors' names."
REMINDER = "A reminder is sent three days before the day on which the book is due."


def _options(right: str, *wrong: str) -> Mapping[str, Any]:
    texts = (right, *wrong)
    return {
        "options": [
            {"id": f"o{place}", "text": text, "fraction": "0" if place else "1", "feedback": ""}
            for place, text in enumerate(texts)
        ],
        "is_shuffled": True,
    }


QUESTIONS = (
    (
        Content(
            kind="single_choice",
            stem="When can a reader *not* keep a book for another four weeks?",
            spec=_options(
                "When somebody else is waiting for it.",
                "When it is a novel.",
                "When it came from another library.",
                "When a reminder has been sent.",
            ),
            explanation="Only one thing stands in the way: another reader who wants the book.",
            bloom="understand",
            difficulty="easy",
        ),
        WAITING,
    ),
    (
        Content(
            kind="true_false",
            stem="Novels stand by subject.",
            spec={
                "is_true": False,
                "feedback_true": "That holds for all other books.",
                "feedback_false": "",
            },
            explanation="Novels stand in the order of their authors' names.",
            bloom="remember",
            difficulty="easy",
        ),
        NOVELS,
    ),
    (
        Content(
            kind="single_choice",
            stem="A book is due on the 20th. On which day is the reminder sent?",
            spec=_options("On the 17th.", "On the 13th.", "On the 20th.", "On the 23rd."),
            explanation="It is sent three days before the day on which the book is due.",
            bloom="apply",
            difficulty="medium",
        ),
        REMINDER,
    ),
)


def make(teacher: User, colleague: User, calendar: Calendar) -> Quiz:
    """Return the teacher's own quiz, about her own article, which a colleague may see."""
    revision = articles.write_article(
        author=teacher,
        public_id=uuid5(ROOT, "article"),
        words=ArticleWords(title=TITLE, text=TEXT, author=teacher.shown_name),
        now=calendar.at(-6, "16:05"),
    )
    asked = list(_questions(teacher, revision, calendar.at(-6, "16:40")))
    quiz = _composed(teacher, revision, asked, calendar.at(-6, "16:55"))
    sharing.share(
        thing=quiz, person=colleague, may_edit=False, actor=teacher, now=calendar.at(-6, "17:00")
    )
    return quiz


def _questions(teacher: User, revision: ArticleRevision, now: datetime) -> Iterator[UUID]:
    for place, (content, quote) in enumerate(QUESTIONS, start=1):
        span = find_quote(revision.text, quote)
        assert span, quote  # noqa: S101 - a mistake in this module
        yield bank.write_question(
            author=teacher,
            public_id=uuid5(ROOT, f"question {place}"),
            written=Written(content, revision, [span], ()),
            now=now,
        ).question.public_id


def _composed(teacher: User, revision: ArticleRevision, asked: list[UUID], now: datetime) -> Quiz:
    """Return a quiz of one fixed question, and one drawn out of the two others."""
    quiz = composition.create_quiz(
        owner=teacher, title="At the library", article=revision.article, language="en", now=now
    )

    def edit() -> composition.Edit:
        quiz.refresh_from_db()
        return composition.Edit(quiz=quiz, actor=teacher, revision=quiz.revision, now=now)

    first = quiz.sections.get()
    composition.change_section(
        edit=edit(),
        section=first.pk,
        title="Borrowing",
        instructions="Look for the sentence that says so.",
    )
    composition.add_questions(edit=edit(), section=first.pk, questions=asked[:1])
    second = composition.add_section(edit=edit(), title="One more")
    composition.add_draw(edit=edit(), section=second.pk, questions=asked[1:], draw_count=1)
    quiz.refresh_from_db()
    return quiz
