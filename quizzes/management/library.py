"""Loads the shipped library, first and after upgrades: stored versions stay as they are.

`loaddata` alone loads it, too, into a database that has none of it or the very same. After an
upgrade it would write over stored versions: here a changed question becomes a new version, and one
that is shipped no more is retired.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core import serializers
from django.db import transaction

from quizzes.models.articles import ArticleRevision
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.composition import PooledQuestion, QuizItem
from quizzes.services import bank
from quizzes.services.bank import Content

Row = dict[str, Any]

VERSION, EVIDENCE = "quizzes.questionversion", "quizzes.evidence"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many questions were new, were published in a new version, and were retired."""

    added: int
    published: int
    retired: int


@transaction.atomic
def load(folder: Path, now: datetime) -> Loaded:
    """Load a folder of fixtures, all of it or nothing; a second time changes nothing."""
    rows = [
        row
        for path in sorted(folder.glob("*.json"))
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]
    stored = {
        (str(public_id), number): seal
        for public_id, number, seal in QuestionVersion.objects.values_list(
            "question__public_id", "number", "seal"
        )
    }
    before = {public_id for public_id, _number in stored}
    shipped = {_version_key(row)[0] for row in rows if row["model"] == VERSION}
    changed = [row for row in rows if row["model"] == VERSION and _is_other(row, stored)]
    _make_room(rows)
    for made in serializers.deserialize("python", _without(rows, stored.keys())):
        made.save()
    published = sum(_publish(row, rows, now) for row in changed)
    return Loaded(len(shipped - before), published, _retire(rows, shipped, now))


def _version_key(row: Row) -> tuple[str, int]:
    """Return the question's public id and the version's number, of a version or its evidence."""
    fields = row["fields"]
    if row["model"] == EVIDENCE:
        return (str(fields["version"][0]), fields["version"][1])
    return (str(fields["question"][0]), fields["number"])


def _is_other(row: Row, stored: dict[tuple[str, int], str]) -> bool:
    """Whether a version of this number is stored with other content."""
    seal = stored.get(_version_key(row))
    return seal is not None and seal != row["fields"]["seal"]


def _without(rows: Iterable[Row], stored: Collection[tuple[str, int]]) -> list[Row]:
    """Return the rows to write: no version that is stored, nor its evidence."""
    return [
        row
        for row in rows
        if row["model"] not in (VERSION, EVIDENCE) or _version_key(row) not in stored
    ]


def _make_room(rows: Iterable[Row]) -> None:
    """Clear the places where another question is shipped: amid the move, two would want one."""
    quizzes = [row["fields"]["public_id"] for row in rows if row["model"] == "quizzes.quiz"]
    shipped = {
        (*row["fields"]["section"], row["fields"]["order"], *(row["fields"]["question"] or ()))
        for row in rows
        if row["model"] == "quizzes.quizitem"
    }
    items = QuizItem.objects.filter(section__quiz__public_id__in=quizzes)
    moved = [
        item.pk
        for item in items.select_related("section__quiz", "question")
        if (*item.natural_key(), *(item.question.natural_key() if item.question else ()))
        not in shipped
    ]
    items.filter(pk__in=moved).delete()
    # Pools are shipped whole: what is in one no more is not drawn.
    PooledQuestion.objects.filter(item__section__quiz__public_id__in=quizzes).delete()


def _publish(row: Row, rows: Sequence[Row], now: datetime) -> bool:
    """Publish a changed question, unless its newest version says the same already."""
    fields = row["fields"]
    question = Question.objects.get(public_id=fields["question"][0])
    newest = question.versions.order_by("-number")[0]
    same = ("kind", "stem", "spec", "explanation", "hints", "is_all_or_nothing")
    if all(getattr(newest, name) == fields[name] for name in same):
        return False
    pieces = [each["fields"] for each in rows if each["model"] == EVIDENCE]
    own = [each for each in pieces if tuple(each["version"]) == _version_key(row)]
    bank.publish_version(
        question=question,
        content=Content(
            kind=fields["kind"],
            stem=fields["stem"],
            spec=fields["spec"],
            explanation=fields["explanation"],
            bloom=fields["bloom"],
            difficulty=fields["difficulty"],
            is_all_or_nothing=fields["is_all_or_nothing"],
            hints=tuple(fields["hints"]),
        ),
        quotes=[each["quote"] for each in sorted(own, key=lambda each: each["order"])],
        revision=_revision(own),
        actor=None,
        now=now,
        change=fields["change"],
        note="An upgrade of the shipped library",
    )
    return True


def _revision(pieces: Sequence[Row]) -> ArticleRevision | None:
    if not pieces:
        return None
    article, number = pieces[0]["revision"]
    return ArticleRevision.objects.get(article__public_id=article, number=number)


def _retire(rows: Iterable[Row], shipped: set[str], now: datetime) -> int:
    """Retire the library's questions on these articles that are shipped no more."""
    articles = [row["fields"]["public_id"] for row in rows if row["model"] == "quizzes.article"]
    own = Question.objects.filter(owner=None, article__public_id__in=articles)
    gone = own.exclude(public_id__in=shipped).exclude(status=Question.Status.RETIRED)
    for question in gone:
        bank.retire(question=question, actor=None, now=now)
    return len(gone)
