"""What an administrator decides about this installation."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.site import ONLY, SiteSettings

COLUMNS = ("name", "address", "sign_up", "language", "time_zone")


@transaction.atomic
def configure(*, changes: Mapping[str, Any], actor: User | None, now: datetime) -> SiteSettings:
    """Change some columns of the site's row, which is made if there is none; return it."""
    row, is_new = SiteSettings.objects.select_for_update().get_or_create(pk=ONLY)
    before = _values(row)
    for column, value in changes.items():
        setattr(row, column, value)
    row.full_clean()
    after = _values(row)
    if is_new or after != before:
        row.save()
        AuditRecord.objects.record(
            action="site.configure",
            subject=row,
            now=now,
            actor=actor,
            before={} if is_new else before,
            after=after,
        )
    return row


def _values(row: SiteSettings) -> dict[str, Any]:
    return {column: str(getattr(row, column)) for column in COLUMNS}
