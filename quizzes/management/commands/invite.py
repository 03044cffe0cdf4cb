"""Makes a link with which one person may sign up."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone

from quizzes.management import first_steps
from quizzes.management.site_command import SiteCommand
from quizzes.models.site import Invitation
from quizzes.queries.site import site_settings
from quizzes.services import site

# Of the demo, which has no other.
ADDRESS = "http://localhost:8000"
LONGEST_NOTE = Invitation._meta.get_field("note").max_length or 0


class Command(SiteCommand):
    """The command."""

    help = "Print links that let one person each sign up. They cannot be shown a second time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        parser.add_argument("note", nargs="*", default=[""], help="for whom; one link for each")
        parser.add_argument("--days", type=int, default=14, help="how long they work (14)")

    def handle(self, *, note: list[str], days: int, **_: Any) -> None:
        """Make them, and print each on a line."""
        if not 1 <= days <= 365:
            raise CommandError("--days is a number from 1 to 365.")
        if max(map(len, note)) > LONGEST_NOTE:
            raise CommandError(f"For whom it is: {LONGEST_NOTE} characters at most.")
        row, now = site_settings(), timezone.now()
        address = row.address or first_steps.likely_address() or ADDRESS
        path = f"{address}{reverse('account_signup')}?invitation="
        for each in note:
            token = site.invite(actor=None, note=each, lasts=timedelta(days=days), now=now)
            self.stdout.write(f"{each}: {path}{token}" if each else f"{path}{token}")
        if row.sign_up == row.SignUp.NOBODY:
            self.stderr.write("Nobody may sign up now: manage.py setup --sign-up invited")
