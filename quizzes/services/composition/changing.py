"""A change of a quiz: of two authors at once the second is told, and overwrites nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.composition import Quiz, QuizItem, Section


class CannotCompose(Refused):
    """The quiz cannot be changed so; the message says why."""


class QuizChanged(Refused):
    """The quiz was changed since its author looked at it."""

    def __init__(self, by: User | None, at: datetime | None) -> None:
        text = _(
            "This quiz was changed by %(who)s on %(at)s, after you opened the page. Nothing of that"
            " is lost: it is shown now as it is. What you did last was not done; do it again if you"
            " still want to."
        )
        name = by.shown_name if by else _("somebody")
        super().__init__(Message(text, {"who": name, "at": at or ""}))


@dataclass(slots=True)
class Change:
    """A quiz that is locked for one change, and what the record will say of it."""

    quiz: Quiz
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def section(self, key: int) -> Section:
        """Return a section of the quiz; raise CannotCompose if it has been removed."""
        found = Section.objects.filter(quiz=self.quiz, pk=key).first()
        if found is None:
            raise CannotCompose(Message(_("This section is not in the quiz any more.")))
        return found

    def item(self, key: int) -> QuizItem:
        """Return a place of the quiz; raise CannotCompose if it has been removed."""
        items = QuizItem.objects.filter(section__quiz=self.quiz, pk=key)
        found = items.select_related("section", "question").first()
        if found is None:
            raise CannotCompose(Message(_("This question is not in the quiz any more.")))
        return found

    def pool(self, key: int) -> QuizItem:
        """Return a draw of the quiz; raise CannotCompose where there is none."""
        found = self.item(key)
        if found.draw_count is None:
            raise CannotCompose(Message(_("This is a question, not a draw.")))
        return found


@dataclass(frozen=True, slots=True)
class Edit:
    """Who changes which quiz, having seen it in which revision."""

    quiz: Quiz
    actor: User
    revision: int
    now: datetime
    address: str = ""

    @contextmanager
    def begun(self, action: str) -> Iterator[Change]:
        """Yield the quiz, locked, for one change in one transaction with one record.

        Raises QuizChanged if it has got another revision since.
        """
        with transaction.atomic():
            quiz = Quiz.objects.select_for_update().get(pk=self.quiz.pk)
            if quiz.revision != self.revision:
                last = AuditRecord.objects.about(quiz).select_related("actor").order_by("-at")
                record = last.filter(action__startswith="composition.").first()
                raise QuizChanged(record.actor if record else None, quiz.changed_at)
            change = Change(quiz)
            yield change
            quiz.revision += 1
            quiz.changed_at = self.now
            quiz.save(update_fields=["revision", "changed_at"])
            AuditRecord.objects.record(
                action=action,
                subject=quiz,
                actor=self.actor,
                now=self.now,
                before=change.before,
                after=change.after,
                address=self.address,
            )
        self.quiz.revision, self.quiz.changed_at = quiz.revision, quiz.changed_at
