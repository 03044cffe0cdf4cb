"""What is typed in an editor and not published yet: keep it, throw it away.

It is kept as students' answers are: a save names the revision that it goes out from, and nothing is
overwritten silently.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.editing import EditingDraft

LONGEST_TITLE = 200

# A form's names and values, in its order.
Posted = list[list[str]]


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form of one thing. `base`: the version that it was opened at, 0: new."""

    subject: str
    subject_id: UUID
    kind: str
    title: str
    base: int
    posted: Posted


class DraftConflict(Exception):  # noqa: N818 - it reads as what happened
    """Another tab has saved since: `stored`; or published or thrown away: None."""

    def __init__(self, stored: EditingDraft | None) -> None:
        super().__init__("the draft was changed elsewhere")
        self.stored = stored


@transaction.atomic
def keep(*, author: User, typed: Typed, base_revision: int, now: datetime) -> EditingDraft:
    """Return the draft as it is stored now; raise DraftConflict.

    `base_revision` is the revision that the page knows, 0 if it knows of no draft. What is stored
    already as the one after it, the very same, gets the same answer again: an answer was lost.
    """
    held = EditingDraft.objects.select_for_update()
    key = {"author": author, "subject": typed.subject, "subject_id": typed.subject_id}
    draft = held.filter(**key).first()
    if draft is None and base_revision == 0:
        draft, is_new = held.get_or_create(**key, defaults=_first(typed, now))
        if is_new:
            return draft
    if draft is None:
        raise DraftConflict(None)
    if draft.revision == base_revision + 1 and draft.posted == typed.posted:
        return draft
    if draft.revision != base_revision:
        raise DraftConflict(draft)
    return _next(draft, typed, now)


def _first(typed: Typed, now: datetime) -> dict[str, object]:
    return {
        "kind": typed.kind,
        "title": typed.title[:LONGEST_TITLE],
        "base": typed.base,
        "posted": typed.posted,
        "created_at": now,
        "saved_at": now,
    }


def _next(draft: EditingDraft, typed: Typed, now: datetime) -> EditingDraft:
    draft.revision += 1
    draft.title = typed.title[:LONGEST_TITLE]
    draft.base = typed.base
    draft.posted = typed.posted
    draft.saved_at = now
    draft.save(update_fields=["revision", "title", "base", "posted", "saved_at"])
    return draft


@transaction.atomic
def discard(*, author: User, subject: str, subject_id: UUID) -> None:
    """Throw away an author's draft of a thing; without one nothing happens."""
    EditingDraft.objects.filter(author=author, subject=subject, subject_id=subject_id).delete()
