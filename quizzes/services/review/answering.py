"""Answering who reported a question."""

from datetime import datetime

from django.db import transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.review import QuestionReport


class ReportAnswered(Refused):
    """Somebody else has answered: what this person typed would answer nobody."""

    def __init__(self) -> None:
        super().__init__(Message(_("Somebody has answered this already.")))


@transaction.atomic
def answer_report(
    *, report: QuestionReport, actor: User, answer: str, now: datetime, address: str = ""
) -> QuestionReport:
    """Return the report with its answer, which its reporter sees. Raises ReportAnswered."""
    held = QuestionReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if held.answered_at is not None:
        raise ReportAnswered
    held.answered_by, held.answered_at, held.answer = actor, now, answer
    held.save(update_fields=["answered_by", "answered_at", "answer"])
    AuditRecord.objects.record(
        action="review.answer_report",
        subject=held,
        actor=actor,
        now=now,
        before={"reason": held.reason, "text": held.text},
        after={"answer": answer},
        address=address,
    )
    return held
