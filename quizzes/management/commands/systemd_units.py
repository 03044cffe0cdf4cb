"""Prints a unit for systemd, to be put into /etc/systemd/system/."""

from argparse import ArgumentParser
from pathlib import PurePath

from django.conf import settings
from django.core.management.base import BaseCommand

from quizzes.management.serving.units import Place, unit


class Command(BaseCommand):
    """The command."""

    help = "Print a unit for systemd: all in one, or pages and worker each by itself."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        parser.add_argument("--part", choices=("all", "web", "worker"), default="all")
        parser.add_argument("--user", default="quizsite", help="who runs it")
        parser.add_argument("--directory", default=str(settings.BASE_DIR), help="where it is")
        parser.add_argument(
            "--environment", default="/etc/quizsite/environment", help="file with the variables"
        )
        parser.add_argument("--bind", default="127.0.0.1:8000")

    def handle(
        self, *, part: str, user: str, directory: str, environment: str, bind: str, **_: object
    ) -> None:
        """Print it."""
        place = Place(user, PurePath(directory), PurePath(environment), bind)
        self.stdout.write(unit(part, place), ending="")
