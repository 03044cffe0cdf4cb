"""Who did what, when, from where, and what it changed."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from quizzes.engine.seal import seal
from quizzes.models.accounts import User


class Subject(Protocol):
    """A row with a public id: what an act can be about."""

    @property
    def public_id(self) -> uuid.UUID: ...


class Change(NamedTuple):
    """What an act has changed in one row."""

    subject: Subject
    before: dict[str, Any]
    after: dict[str, Any]


class AuditQuerySet(models.QuerySet["AuditRecord"]):
    """Records, and the one way to add one."""

    def record(
        self,
        *,
        action: str,
        subject: Subject,
        now: datetime,
        actor: User | None,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        reason: str = "",
        address: str = "",
    ) -> "AuditRecord":
        """Append and return a record. `actor` None is the clock; `address` where it came from."""
        record = AuditRecord(
            at=now,
            actor=actor,
            action=action,
            subject_kind=type(subject).__name__.lower(),
            subject_id=subject.public_id,
            before=before or {},
            after=after or {},
            reason=reason,
            address=address,
        )
        record.seal = record.sealed()
        record.save(force_insert=True)
        return record

    def record_each(
        self,
        changes: Iterable[Change],
        *,
        action: str,
        now: datetime,
        actor: User | None,
        reason: str = "",
    ) -> None:
        """Append a record for each of many rows that one act has changed. A few statements."""
        records = [
            AuditRecord(
                at=now,
                actor=actor,
                action=action,
                subject_kind=type(change.subject).__name__.lower(),
                subject_id=change.subject.public_id,
                before=change.before,
                after=change.after,
                reason=reason,
            )
            for change in changes
        ]
        for record in records:
            record.seal = record.sealed()
        self.bulk_create(records, batch_size=500)

    def about(self, subject: Subject) -> "AuditQuerySet":
        """Records about one row."""
        return self.filter(subject_id=subject.public_id)


class AuditRecord(models.Model):
    """One act. Appended with the act in one transaction; never changed, never removed.

    But where a person leaves, `records.erase_account` takes their name and addresses out, and
    `records.forget_old_addresses` takes out addresses that the site keeps no longer.
    """

    at = models.DateTimeField()
    # Null is the clock; a person who is erased stays as a row without a name.
    actor = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    reason = models.TextField(blank=True)
    address = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=32)

    objects = AuditQuerySet.as_manager()

    class Meta:
        indexes = [
            # The history of one row, newest first.
            models.Index(fields=["subject_id", "-at"], name="audit_by_subject"),
            models.Index(fields=["actor", "-at"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_kind} {self.subject_id}"

    def sealed(self) -> str:
        """Return the seal that this row must carry."""
        return seal(
            self.at,
            self.actor_id,
            self.action,
            self.subject_kind,
            str(self.subject_id),
            plain(self.before),
            plain(self.after),
            self.reason,
            self.address,
        )


def plain(values: Mapping[str, Any]) -> str:
    """Return values as the database gives them back: moments and numbers as their JSON text."""
    return DjangoJSONEncoder(sort_keys=True, ensure_ascii=False).encode(values)
