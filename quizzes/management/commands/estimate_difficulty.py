"""Estimates from all first answers how difficult questions are, and keeps it."""

from django.utils import timezone

from quizzes.engine.progress.estimating import ENOUGH
from quizzes.management.site_command import SiteCommand
from quizzes.queries.analysis.difficulties import difficulties_by_answers
from quizzes.services import analysis


class Command(SiteCommand):
    """The command."""

    is_for_an_installation = False

    help = (
        f"Estimate how difficult each question with {ENOUGH} first answers is, and store value and "
        "date. Students' mastery follows within minutes. Twice with the same answers changes "
        "nothing."
    )

    def handle(self, **_: object) -> None:
        """Estimate outside of the transaction, keep, and say what changed."""
        difficulties = difficulties_by_answers()
        kept = analysis.keep_difficulties(difficulties=difficulties, now=timezone.now())
        self.stdout.write(
            f"{kept.estimated_count} questions with {ENOUGH} first answers or more: "
            f"{kept.changed_count} difficulties changed, {kept.attempt_count} attempts are taken "
            "into progress anew."
        )
