"""Throwing previews away: they are nobody's work, and nothing may rest on them."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem, Mark, Step, Strike
from quizzes.models.audit import AuditRecord
from quizzes.models.composition import Quiz
from quizzes.services import composition


@transaction.atomic
def discard_previews(*, quiz: Quiz, teacher: User, now: datetime, address: str = "") -> int:
    """Remove a teacher's previews of a quiz, open or handed in; return how many these were.

    Steps and marks of students are never removed. A preview's are no student's: it counts nowhere,
    and a teacher who tries a quiz twenty times would otherwise fill the tables that everybody's
    answers are in. One with a report stays, handed in: the report points at it.
    """
    mine = Attempt.objects.visible_to(teacher).filter(preview_of=quiz)
    return _discard(mine, quiz, teacher, now, address)


@transaction.atomic
def delete_quiz(*, quiz: Quiz, actor: User, now: datetime, address: str = "") -> None:
    """Delete a quiz that was never given or taken, with everybody's previews of it.

    Raises CannotCompose for any other, and where somebody who tried it has reported a question.
    """
    held = Quiz.objects.select_for_update().get(pk=quiz.pk)
    _discard(Attempt.objects.filter(preview_of=held), held, actor, now, address)
    composition.delete_quiz(quiz=held, actor=actor, now=now)


def _discard(found: QuerySet[Attempt], quiz: Quiz, actor: User, now: datetime, address: str) -> int:
    previews = list(
        found.exclude(pk__in=found.filter(items__reports__isnull=False).values("pk"))
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    if not previews:
        return 0
    items = AttemptItem.objects.filter(attempt__in=previews)
    Strike.objects.filter(item__in=items).delete()
    Mark.objects.filter(item__in=items).delete()
    Step.objects.filter(item__in=items).delete()
    items.delete()
    Attempt.objects.filter(pk__in=[each.pk for each in previews]).delete()
    AuditRecord.objects.record(
        action="attempts.discard_previews",
        subject=quiz,
        actor=actor,
        now=now,
        before={"previews": [str(each.public_id) for each in previews]},
        address=address,
    )
    return len(previews)
