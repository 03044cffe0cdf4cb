"""How much a student practises, and what they put aside."""

from datetime import datetime

from django.db import transaction

from quizzes.engine.progress.scheduling import due_at
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Question
from quizzes.models.fields import write_columns
from quizzes.models.progress import PracticeSettings, ReviewCard

# Each row is two parameters of a statement, of which SQLite takes 32,766.
PORTION = 2000
CHOSEN = ("daily_limit", "retention")


@transaction.atomic
def set_practice(
    *, student: User, daily_limit: int, retention: float, now: datetime, address: str = ""
) -> PracticeSettings:
    """Store how many questions a day a student wants, and how much to remember (0.7 to 0.97).

    Another share moves every question's day at once.
    """
    User.objects.select_for_update(no_key=True).get(pk=student.pk)
    settings = PracticeSettings.objects.filter(student=student).first() or PracticeSettings(
        student=student
    )
    before = {name: getattr(settings, name) for name in CHOSEN}
    settings.daily_limit, settings.retention = daily_limit, retention
    settings.save()
    if retention != before["retention"]:
        _move_days(student, retention)
    AuditRecord.objects.record(
        action="progress.set_practice",
        subject=student,
        now=now,
        actor=student,
        before=before,
        after={name: getattr(settings, name) for name in CHOSEN},
        address=address,
    )
    return settings


def bury(*, student: User, question: Question, until: datetime | None) -> None:
    """Put a question aside until a moment; None brings it back. Nothing where it has no card."""
    ReviewCard.objects.filter(student=student, question=question).update(buried_until=until)


def _move_days(student: User, retention: float) -> None:
    answered = ReviewCard.objects.filter(student=student, stability__isnull=False)
    cards = list(answered.only("pk", "stability", "last_review_at", "due_at"))
    moved = []
    for card in cards:
        if card.stability is not None and card.last_review_at is not None:
            card.due_at = due_at(card.last_review_at, card.stability, retention)
            moved.append(card)
    for start in range(0, len(moved), PORTION):
        write_columns(moved[start : start + PORTION], ["due_at"])
