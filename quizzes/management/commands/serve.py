"""Serves an installation: the web server, and the worker beside it."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from quizzes.management.serving import start


class Command(BaseCommand):
    """The command, for Django's list; `manage.py` itself takes the shorter way to `start.main`."""

    help = (
        "Serve an installation with the production server, and do jobs, mail and what is due by "
        "the clock beside it. SIGTERM stops gracefully, SIGHUP loads new code."
    )
    # The worker makes them, beside the first pages.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        start.add_arguments(parser)

    def handle(self, *, bind: str, workers: int | None, no_worker: bool, **_: object) -> None:
        """Become the server."""
        try:
            start.serve(bind=bind, workers=workers, no_worker=no_worker)
        except start.CannotServe as error:
            raise CommandError(str(error)) from error
