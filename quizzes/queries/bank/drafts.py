"""New questions that are being written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from quizzes.engine.kinds.registry import KINDS
from quizzes.engine.words import Message
from quizzes.models.accounts import User
from quizzes.models.editing import EditingDraft


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A new question that its author has not published; `title`: its first words, or nothing."""

    subject_id: UUID
    kind: str
    kind_label: Message
    title: str
    saved_at: datetime


def drafts_of(author: User) -> Sequence[DraftRow]:
    """Return the author's new questions that are being written, last saved first. One query."""
    drafts = EditingDraft.objects.visible_to(author).filter(
        subject=EditingDraft.Subject.QUESTION, base=0, kind__in=KINDS
    )
    return [
        DraftRow(each.subject_id, each.kind, KINDS[each.kind].label, each.title, each.saved_at)
        for each in drafts.defer("posted").order_by("-saved_at", "-pk")
    ]
