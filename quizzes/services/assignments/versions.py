"""Letting a new version of a question reach those who have not begun."""

from datetime import datetime

from django.db import transaction

from quizzes.engine.behaviors.registry import refusal
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment, AssignmentItem
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Question, QuestionVersion


class CannotUse(Refused):
    """The newest version cannot take the place of the one that is asked."""


@transaction.atomic
def use_newest_version(
    *, assignment: Assignment, question: Question, actor: User, now: datetime, address: str = ""
) -> QuestionVersion:
    """Return the version of a question that whoever begins from now on is asked: its newest.

    Attempts that have begun keep what they were shown. Raises CannotUse where that is asked
    already, and where the version does not fit how the assignment is answered.
    """
    held = Assignment.objects.select_for_update(of=("self",), no_key=True)
    held_one = held.select_related("quiz").get(pk=assignment.pk)
    newest = question.versions.order_by("-number")[:1].get()
    rows = list(
        AssignmentItem.objects.filter(
            assignment=held_one, version__question=question, version__number__lt=newest.number
        ).select_related("version")
    )
    if not rows:
        raise CannotUse(Message(_("Those who begin are asked the newest version already.")))
    behavior = held_one.terms().behavior
    is_whole = newest.is_all_or_nothing
    if why := refusal(behavior, newest.kind, newest.option_count, is_all_or_nothing=is_whole):
        raise CannotUse(why)
    numbers = sorted({row.version.number for row in rows})
    AssignmentItem.objects.filter(pk__in=[row.pk for row in rows]).update(version=newest)
    AuditRecord.objects.record(
        action="assignments.use_newest_version",
        subject=held_one,
        actor=actor,
        now=now,
        before={"question": question.public_id, "versions": numbers},
        after={"question": question.public_id, "version": newest.number},
        address=address,
    )
    return newest
