"""Review: what a student says about a question after seeing it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from quizzes.models.accounts import User
from quizzes.models.attempts import AttemptItem
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Membership
from quizzes.models.notices import NoticeKind
from quizzes.models.review import QuestionReport
from quizzes.services import notices


@transaction.atomic
def report(
    *, item: AttemptItem, reporter: User, reason: str, text: str, now: datetime, address: str = ""
) -> QuestionReport:
    """Return the report that something is wrong with a question, as it was shown.

    While nobody has answered it, a second one replaces its words.
    """
    made, _ = QuestionReport.objects.update_or_create(
        item=item,
        reporter=reporter,
        answered_at=None,
        defaults={"reason": reason, "text": text, "at": now},
    )
    AuditRecord.objects.record(
        action="review.report",
        subject=made,
        actor=reporter,
        now=now,
        after={"reason": reason, "text": text, "version": item.version_id},
        address=address,
    )
    _tell(made, item, reporter, now)
    return made


def _tell(made: QuestionReport, item: AttemptItem, reporter: User, now: datetime) -> None:
    """Tell who teaches the class, and the question's owner, who need not know who reports it."""
    others = User.objects.exclude(pk=reporter.pk)
    words = {"quiz": item.attempt.title}
    told: dict[str, Any] = {
        "kind": NoticeKind.REPORTED,
        "key": f"report:{made.public_id}",
        "path": reverse("quizzes:report-answer", args=[made.public_id]),
        "now": now,
    }
    assignment = item.attempt.assignment
    if assignment is not None:
        staff = Membership.objects.filter(
            classroom=assignment.classroom_id, is_active=True, role__in=Membership.STAFF
        )
        known = {**words, "class": assignment.classroom.name, "student": reporter.shown_name}
        notices.tell(users=others.filter(pk__in=staff.values("user")), words=known, **told)
    notices.tell(users=others.filter(pk=item.version.question.owner_id or 0), words=words, **told)
