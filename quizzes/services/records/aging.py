"""What records forget with time: the addresses from which people acted."""

from datetime import datetime, timedelta

from django.db import transaction

from quizzes.models.audit import AuditRecord
from quizzes.models.site import SiteSettings
from quizzes.queries.site import site_settings

# So many records are sealed anew at a time: nobody waits long for the rows.
PORTION = 500


def forget_old_addresses(*, now: datetime) -> int:
    """Take the addresses of acts that are older than this site keeps them out of the records.

    Who did what and when stays; the records are sealed anew. Return how many there were. In
    portions, each a transaction with a record of its own: killed half way, it goes on next time.
    """
    settings = site_settings()
    if settings.addresses_kept_days is None:
        return 0
    until = now - timedelta(days=settings.addresses_kept_days)
    count = 0
    while found := _forget_before(until, settings, now):
        count += found
    return count


@transaction.atomic
def _forget_before(until: datetime, settings: SiteSettings, now: datetime) -> int:
    old = AuditRecord.objects.filter(at__lt=until).exclude(address="").order_by("pk")
    rows = list(old.select_for_update()[:PORTION])
    for row in rows:
        row.address = ""
        row.seal = row.sealed()
    AuditRecord.objects.bulk_update(rows, ["address", "seal"])
    if rows:
        AuditRecord.objects.record(
            action="records.forget_old_addresses",
            subject=settings,
            now=now,
            actor=None,
            after={"until": until, "count": len(rows)},
        )
    return len(rows)
