"""Correcting an article: a new revision, and the evidence of its questions in it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.bank import Question, QuestionVersion
from quizzes.queries.articles import at_stake, newest_revision
from quizzes.services import articles, bank, editing
from quizzes.services.articles import ArticleWords

# Of a version that only moves: it can be told from others in a question's history.
MOVED = "Its evidence has moved to revision %(number)s of the article."


class RevisionConflict(Refused):
    """Somebody has corrected the article since the author began to write: `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(
            Message(
                _(
                    "Revision %(number)s was saved while you were writing. See what it changed. If"
                    " you save again, yours is the next one, and that one is kept."
                ),
                {"number": number},
            )
        )
        self.number = number


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction came to: the questions that moved along, and those that could not.

    `is_new` is false where nothing was changed, so that there is no other revision.
    """

    revision: ArticleRevision
    moved: Sequence[Question]
    stuck: Sequence[Question]
    is_new: bool = True


@transaction.atomic
def correct_article(
    *,
    article: Article,
    editor: User,
    words: ArticleWords,
    number: int,
    note: str,
    now: datetime,
    ends_draft: bool = False,
) -> Corrected:
    """Return the revision after `number`; raise RevisionConflict if there is one.

    Of each ready question that the editor may change, whose newest version points into an older
    revision, a version is published that says the same and points into the new one: if all of its
    quotes are found there, and the passage that it shows. It is a *scoring correction*: students
    see the same and the key is the same, so that answers given to earlier versions can be scored
    again by it. New content would cut them off from every later correction of the key. Attempts
    keep the version and the revision that they were shown. What could not be moved keeps its
    evidence in the old revision, which stays readable, until its author picks sentences anew.

    With `ends_draft` it is what the editor's draft has become: that goes.
    """
    # Locked, so that of two authors the second is told and overwrites nothing.
    held = Article.objects.select_for_update().get(pk=article.pk)
    last = newest_revision(held)
    if last.number != number:
        raise RevisionConflict(last.number)
    if ends_draft:
        editing.discard(author=editor, subject=articles.DRAFT, subject_id=held.public_id)
    if all(getattr(last, name) == value for name, value in asdict(words).items()):
        return Corrected(last, (), (), is_new=False)
    revision = articles.publish_revision(
        article=held, **asdict(words), now=now, actor=editor, note=note
    )
    _lock_questions(held, revision)
    stake = at_stake(held, editor, revision.text, revision.number)
    for version, spans in stake.movable:
        bank.publish_version(
            question=version.question,
            content=bank.content_of(version),
            quotes=spans,
            revision=revision,
            actor=editor,
            now=now,
            change=QuestionVersion.Change.CORRECTION,
            note=MOVED % {"number": revision.number},
        )
    return Corrected(
        revision,
        [version.question for version, _spans in stake.movable],
        [version.question for version in stake.stuck],
    )


def _lock_questions(article: Article, revision: ArticleRevision) -> None:
    """Let nobody publish a version of what rests on an article, until what moves has moved.

    What a colleague publishes between our look and our writing would be said no more: the version
    that moves says what was said before it.
    """
    resting = QuestionVersion.objects.filter(
        evidence__revision__article=article, evidence__revision__number__lt=revision.number
    )
    questions = Question.objects.filter(pk__in=resting.values("question")).order_by("pk")
    list(questions.select_for_update().values_list("pk", flat=True))
