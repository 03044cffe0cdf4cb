"""Review: what a student says about a question after seeing it."""

from datetime import datetime

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.attempts import AttemptItem
from quizzes.models.audit import AuditRecord
from quizzes.models.review import QuestionReport


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
    return made
