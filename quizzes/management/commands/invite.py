"""Makes a link with which one person may sign up, or is made a teacher."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from quizzes.queries.site import site_settings
from quizzes.services import site

ADDRESS = "http://localhost:8000"


class Command(BaseCommand):
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
        row, now = site_settings(), timezone.now()
        route = "quizzes:invitation" if teacher else "account_signup"
        path = f"{row.address or ADDRESS}{reverse(route)}?invitation="
        for each in note:
            token = site.invite(
                actor=None, note=each, lasts=timedelta(days=days), now=now, makes_teacher=teacher
            )
            self.stdout.write(f"{each}: {path}{token}" if each else f"{path}{token}")
        if row.sign_up == row.SignUp.NOBODY:
            who = "Only who has an account can use it" if teacher else "Nobody may sign up now"
            self.stderr.write(f"{who}: manage.py setup --sign-up invited")
