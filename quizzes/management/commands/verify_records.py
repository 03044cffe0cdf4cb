"""Recomputes what is stored twice, and every seal, and names each difference."""

from django.core.management.base import CommandError
from django.utils import timezone

from quizzes.management.site_command import SiteCommand
from quizzes.queries.records import differences, record_counts


class Command(SiteCommand):
    """The command."""

    is_for_an_installation = False

    help = (
        "Recompute every cached column from steps and marks, and check every append-only row. "
        "Prints each difference on a line and ends with 1 if there is any. Changes nothing."
    )

    def handle(self, **_: object) -> None:
        """Print each difference, or what was verified."""
        found = 0
        for difference in differences(timezone.now()):
            self.stdout.write(str(difference))
            found += 1
        counts = ", ".join(f"{count} {name}" for name, count in record_counts().items())
        if found:
            raise CommandError(f"{found} differences in {counts}.")
        self.stdout.write(f"{counts}: verified.")
