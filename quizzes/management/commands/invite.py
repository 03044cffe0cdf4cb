"""Makes a link with which one person may sign up, or is made a teacher."""

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

    help = (
        "Print links that let one person each sign up, or make one person each a teacher. They"
        " cannot be shown a second time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        parser.add_argument("note", nargs="*", default=[""], help="for whom; one link for each")
        parser.add_argument(
            "--teacher",
            action="store_true",
            help="who follows it, with an account or a new one, is a teacher",
        )
        parser.add_argument("--days", type=int, default=14, help="how long they work (14)")

    def handle(self, *, note: list[str], days: int, teacher: bool, **_: Any) -> None:
        """Make them, and print each on a line."""
        if not 1 <= days <= 365:
            raise CommandError("--days is a number from 1 to 365.")
        if max(map(len, note)) > LONGEST_NOTE:
            raise CommandError(f"For whom it is: {LONGEST_NOTE} characters at most.")
        row, now = site_settings(), timezone.now()
        address = row.address or first_steps.likely_address() or ADDRESS
        route = "quizzes:invitation" if teacher else "account_signup"
        path = f"{address}{reverse(route)}?invitation="
        for each in note:
            token = site.invite(
                actor=None, note=each, lasts=timedelta(days=days), now=now, makes_teacher=teacher
            )
            self.stdout.write(f"{each}: {path}{token}" if each else f"{path}{token}")
        if row.sign_up == row.SignUp.NOBODY:
            who = "Only who has an account can use it" if teacher else "Nobody may sign up now"
            self.stderr.write(f"{who}: manage.py setup --sign-up invited")
