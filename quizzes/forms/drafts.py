"""Drafts as an editor's page sends them: JSON from its script, or its form, with a button."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict

from quizzes.engine.saving import storable
from quizzes.forms.answers.sent import NotReadable
from quizzes.models.editing import EditingDraft
from quizzes.services.editing import Posted, Typed

# What the fields of a draft are called in a form, beside what is typed.
OWN = "draft-"
# What every form has and no draft needs.
UNKEPT = frozenset({"csrfmiddlewaretoken", "do", "next"})
# Where the first words of a thing are typed.
TITLE = {EditingDraft.Subject.QUESTION: "q-stem", EditingDraft.Subject.ARTICLE: "title"}
MOST_ENTRIES = 4_000
LONGEST_DRAFT = 2_000_000
LONGEST_KIND = 30


@dataclass(frozen=True, slots=True)
class SentDraft:
    """What a page wants kept: for whom, by public id, and on which revision of the draft."""

    user: str
    base_revision: int
    typed: Typed


def sent_draft(body: bytes) -> SentDraft:
    """Return what a page's script sends; raise NotReadable for what ours would not send."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotReadable("not JSON") from error
    if not isinstance(read, dict):
        raise NotReadable("not an object")
    return _draft(read, _entries(read.get("posted")))


def posted_draft(data: QueryDict, user: str) -> SentDraft:
    """Return what a form sends; raise NotReadable."""
    names = ("subject", "id", "kind", "base", "base_revision")
    own: dict[str, Any] = {name: data.get(f"{OWN}{name}", "") for name in names}
    for name in ("base", "base_revision"):
        own[name] = _number(own[name])
    return _draft({**own, "user": user}, kept_entries(data))


def kept_entries(data: QueryDict) -> Posted:
    """Return what is typed in a form, as a draft keeps it."""
    return [
        [name, _storable(str(value))]
        for name, values in data.lists()
        if name not in UNKEPT and not name.startswith(OWN)
        for value in values
    ]


def _draft(read: Mapping[str, Any], posted: Posted) -> SentDraft:
    subject, kind, user = read.get("subject"), read.get("kind", ""), read.get("user")
    if subject not in EditingDraft.Subject.values:
        raise NotReadable("subject is unknown")
    if not isinstance(kind, str) or len(kind) > LONGEST_KIND or not isinstance(user, str):
        raise NotReadable("kind or user is unknown")
    if sum(len(name) + len(value) for name, value in posted) > LONGEST_DRAFT:
        raise NotReadable("too long")
    return SentDraft(
        user=user,
        base_revision=_count(read.get("base_revision")),
        typed=Typed(
            subject=str(subject),
            subject_id=_id(read.get("id")),
            kind=_storable(kind),
            title=_title(TITLE[EditingDraft.Subject(subject)], posted),
            base=_count(read.get("base", 0)),
            posted=posted,
        ),
    )


def _entries(sent: object) -> Posted:
    if not isinstance(sent, list) or len(sent) > MOST_ENTRIES:
        raise NotReadable("posted is no form")
    return [_entry(each) for each in sent]


def _entry(sent: object) -> list[str]:
    match sent:
        case [str(name), str(value)]:
            return [_storable(name), _storable(value)]
    raise NotReadable("posted is no form")


def _storable(text: str) -> str:
    return str(storable(text))


def _title(field: str, posted: Posted) -> str:
    found = next((value for name, value in posted if name == field), "")
    return " ".join(found.split())[:200]


def _id(sent: object) -> UUID:
    try:
        return UUID(str(sent))
    except ValueError as error:
        raise NotReadable("id is none") from error


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _count(sent: object) -> int:
    # By exact type: in Python True is an int as well.
    if type(sent) is not int or not 0 <= sent < 2**31:
        raise NotReadable("a number is none")
    return sent
