"""Hands in every open attempt whose time is over: once, or every so many seconds."""

import time
from argparse import ArgumentParser

from django.db import OperationalError, close_old_connections
from django.utils import timezone

from quizzes.management.site_command import SiteCommand
from quizzes.services import attempts


class Command(SiteCommand):
    """The command."""

    is_for_an_installation = False

    help = "Hand in every open attempt whose time is over. Safe to run beside itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        parser.add_argument("--every", type=int, metavar="SECONDS", help="go on until ended")

    def handle(self, *, every: int | None, **_: object) -> None:
        """Close what is overdue, and again if asked to."""
        self._close()
        while every:
            time.sleep(every)
            try:
                self._close()
            except OperationalError as error:
                # The next round finds what this one missed.
                self.stderr.write(f"The database did not answer: {error}")
            close_old_connections()

    def _close(self) -> None:
        closed = attempts.close_overdue(now=timezone.now())
        if closed:
            self.stdout.write(f"{closed} attempts closed.")
