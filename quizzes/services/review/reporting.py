"""Review: what a student says about a question after seeing it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
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
    notices.tell(
        users=[person for person in _concerned(item) if person.pk != reporter.pk],
        kind=NoticeKind.REPORTED,
        key=f"report:{made.public_id}",
        words={"quiz": item.attempt.title},
        path=reverse("quizzes:report-answer", args=[made.public_id]),
        now=now,
    )
    return made


def _concerned(item: AttemptItem) -> Sequence[User]:
    """Return who can answer a report: the question's owner, and who teaches the class."""
    teaches = Q(
        memberships__classroom__assignments=item.attempt.assignment_id,
        memberships__is_active=True,
        memberships__role__in=Membership.STAFF,
    )
    owns = Q(question=item.version.question_id)
    wanted = owns | teaches if item.attempt.assignment_id else owns
    return list(User.objects.filter(wanted).distinct())
