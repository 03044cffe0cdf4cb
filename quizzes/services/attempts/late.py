"""Late answers that count after all, by a teacher's decision on record."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from quizzes.engine.disclosure import Part
from quizzes.models.accounts import User
from quizzes.models.attempts import AcceptedLateStep, Attempt, AttemptItem, Mark, Step
from quizzes.models.fields import write_columns
from quizzes.models.notices import NoticeKind
from quizzes.queries.attempts.replaying import replayed
from quizzes.queries.disclosure import of_attempt
from quizzes.services.attempts.carrying_over import carry_over, deciding_marks
from quizzes.services.attempts.firsts import refresh_firsts
from quizzes.services.attempts.handing_in import held_items, record_marks, update_totals
from quizzes.services.notices import tell

COUNTED = ("state", "counted_revision", "is_finished")


def late_steps(held: Attempt, until: datetime | None = None) -> Sequence[Step]:
    """Return the late steps that nobody has accepted, those before a moment if one is given."""
    steps = Step.objects.filter(item__attempt=held, is_late=True, acceptance__isnull=True)
    if until is not None:
        steps = steps.filter(at__lte=until)
    return list(steps.order_by("item_id", "revision"))


def count_late(
    held: Attempt, steps: Sequence[Step], *, actor: User, reason: str, now: datetime
) -> Sequence[AttemptItem]:
    """Return the questions, answered by what their late steps came to; the attempt is held.

    One that is open counts them when it is handed in, one that was handed in is scored anew. The
    caller's transaction keeps the record.
    """
    if not steps:
        return ()
    accepted = [
        AcceptedLateStep(step=step, accepted_by=actor, reason=reason, at=now) for step in steps
    ]
    for acceptance in accepted:
        acceptance.seal = acceptance.sealed()
    AcceptedLateStep.objects.bulk_create(accepted)
    items = held_items(held)
    touched = {step.item_id for step in steps}
    done = replayed(held, [item for item in items if item.pk in touched])
    if held.is_open:
        for each in done:
            each.item.state = each.outcome.state
            each.item.counted_revision = each.outcome.counted_revision or 0
            each.item.is_finished = each.is_finished
        write_columns([each.item for each in done], COUNTED)
    else:
        earned, before = held.earned, deciding_marks(items)
        record_marks(done, source=Mark.Source.REGRADE, now=now, marker=actor, reason=reason)
        carry_over(held, done, before, now=now)
        update_totals(held, items)
        if held.earned != earned:
            _tell(held, now)
    refresh_firsts(each.item.pk for each in done)
    return [each.item for each in done]


def _tell(held: Attempt, now: datetime) -> None:
    """Tell a student that a score has changed; not while it is hidden, since that says it rose."""
    assignment = held.assignment
    if assignment is None or not of_attempt(held, held.student, now).shows(Part.SCORE):
        return
    tell(
        users=[held.student],
        kind=NoticeKind.MARK_CHANGED,
        key=f"late:{held.public_id}:{now.isoformat()}",
        words={
            "quiz": assignment.quiz.title,
            "class": assignment.classroom.name,
            "zone": assignment.classroom.time_zone,
        },
        path=reverse("quizzes:attempt-review", args=[held.public_id]),
        now=now,
    )
