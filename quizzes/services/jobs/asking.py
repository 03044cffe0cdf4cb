"""What people do with jobs: ask for one, call it off, let a failed one be tried again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from quizzes.engine.words import Message
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.jobs import Job


class AlreadyAsked(Exception):  # noqa: N818 - it reads as what is the matter
    """A job of this kind and key is not over yet: `job`."""

    def __init__(self, job: Job) -> None:
        super().__init__(str(job))
        self.job = job
        self.message = Message("This is being done already.")


@transaction.atomic
def enqueue(
    *,
    kind: str,
    arguments: Mapping[str, Any],
    now: datetime,
    owner: User | None = None,
    about: str = "",
    key: str = "",
) -> Job:
    """Return a new job for the worker, which sees it when the caller's transaction is committed.

    Raise AlreadyAsked where one of the same `kind` and `key` is not over; without a key there may
    be any number.
    """
    try:
        with transaction.atomic():
            return Job.objects.create(
                kind=kind,
                arguments=dict(arguments),
                owner=owner,
                about=about[:200],
                key=key,
                due_at=now,
                created_at=now,
            )
    except IntegrityError as error:
        open_one = Job.objects.open().filter(kind=kind, key=key).exclude(key="").first()
        if open_one is None:
            raise
        raise AlreadyAsked(open_one) from error


@transaction.atomic
def request_cancel(*, job: Job, actor: User, now: datetime, address: str = "") -> Job:
    """Return the job called off: at once if it waits, else before its next step.

    What it has done stays done. One that is over stays as it is.
    """
    held = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if held.is_over or held.is_cancel_wanted:
        return held
    held.is_cancel_wanted = True
    if held.state == Job.State.WAITING:
        held.state, held.finished_at, held.arguments = Job.State.CANCELLED, now, {}
    held.save(update_fields=["is_cancel_wanted", "state", "finished_at", "arguments"])
    AuditRecord.objects.record(
        action="jobs.request_cancel",
        subject=held,
        actor=actor,
        now=now,
        after={"kind": held.kind, "state": held.state, "done_count": held.done_count},
        address=address,
    )
    return held


@transaction.atomic
def try_again(*, job: Job, actor: User, now: datetime, address: str = "") -> Job:
    """Return a failed job that waits for a worker again, from its checkpoint; others as they are.

    Raise AlreadyAsked where the same work was asked for anew meanwhile.
    """
    held = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if held.state != Job.State.FAILED:
        return held
    other = Job.objects.open().filter(kind=held.kind, key=held.key).exclude(key="").first()
    if other is not None:
        raise AlreadyAsked(other)
    held.state, held.finished_at, held.due_at = Job.State.WAITING, None, now
    held.attempt_count, held.is_cancel_wanted = 0, False
    held.save(update_fields=["state", "finished_at", "due_at", "attempt_count", "is_cancel_wanted"])
    AuditRecord.objects.record(
        action="jobs.try_again",
        subject=held,
        actor=actor,
        now=now,
        before={"error": held.error},
        after={"kind": held.kind, "state": held.state},
        address=address,
    )
    return held
