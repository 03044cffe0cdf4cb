"""Accepting one more typed answer from now on: a scoring correction of the question."""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from django.db import transaction

from quizzes.engine.kinds.base import dump_spec
from quizzes.engine.marking.accepting import accepting
from quizzes.engine.marking.gaps import accepting_in_gap
from quizzes.engine.text import Span
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision
from quizzes.models.bank import Question, QuestionVersion
from quizzes.queries.bank import evidence_by_version, newest_version
from quizzes.services.bank.writing import Written, content_of, rewrite_question


@transaction.atomic
def accept_answer(
    *,
    question: Question,
    author: User,
    text: str,
    fraction: Fraction,
    note: str,
    now: datetime,
    gap: str = "",
) -> QuestionVersion:
    """Return the version of a question that accepts one more text, for a fraction, 0..1.

    It is a short answer, or a typed `gap` of a cloze.

    All else is as the newest version says, evidence too. Raises InvalidSpec where the kind refuses
    the text: too long, or the hundredth and first.
    """
    newest = newest_version(question)
    spec = newest.loaded_spec
    if gap:
        changed = accepting_in_gap(spec, gap, text, fraction)
    else:
        changed = replace(spec, variants=accepting(spec.variants, spec, text, fraction))
    content = replace(content_of(newest), spec=dump_spec(changed))
    pieces = evidence_by_version([newest.pk]).get(newest.pk, ())
    article = question.article
    revision = ArticleRevision.objects.newest(article) if article else None
    return rewrite_question(
        question=question,
        author=author,
        written=Written(
            content,
            pieces[0].revision if pieces else revision,
            [Span(piece.start, piece.end) for piece in pieces],
            list(question.topics.all()),
        ),
        now=now,
        number=newest.number,
        change=QuestionVersion.Change.CORRECTION,
        note=note,
    )
