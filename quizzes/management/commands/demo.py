"""Sets up a class to look at, and serves it to this machine. The place to start."""

from argparse import ArgumentParser
from io import StringIO
from socket import socket
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from quizzes.management.demo import database, gathering, making, people, serving


class Command(BaseCommand):
    """The command."""

    help = "Set up the demo in var/demo/ if it is not there, and serve it on this machine only."
    # What checks look at is only being set up here.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        parser.add_argument("--port", type=int, default=8000, help="where to serve (8000)")
        parser.add_argument("--no-serve", action="store_true", help="end after the set-up")
        parser.add_argument("--reset", action="store_true", help="throw the demo away first")
        parser.add_argument("--no-input", action="store_true", help="reset without asking")

    def handle(self, *, port: int, no_serve: bool, reset: bool, no_input: bool, **_: Any) -> None:
        """Set up, say where and who, and serve."""
        _refuse_other_databases()
        listener = None if no_serve else _listening(port)
        with database.one_at_a_time():
            if reset:
                _throw_away(asks=not no_input)
            self._set_up()
            if listener:
                database.mark_served()
        self.stdout.write(told(port if listener else None))
        if listener:
            serving.serve(listener)

    def _set_up(self) -> None:
        try:
            with gathering.gathered():
                self._fill()
        except DatabaseError as error:
            raise CommandError(
                f"The demo's database is not as this version makes it ({error}). "
                "Make it anew: manage.py demo --reset"
            ) from error
        except gathering.NotGathered as error:
            raise CommandError(f"The static files could not be gathered:\n{error}") from error

    def _fill(self) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("load_library", stdout=StringIO())
        if not making.is_made():
            self.stdout.write("Making a class with six weeks behind it …")
            self.stdout.flush()
            making.make(timezone.now())


def _refuse_other_databases() -> None:
    try:
        database.require_demo()
    except database.NotTheDemo as error:
        raise CommandError(
            "DATABASE_URL is set, or the settings name another database, and the demo would write "
            "invented people into it. Unset DATABASE_URL: the demo has its own database, in "
            "var/demo/."
        ) from error


def _listening(port: int) -> socket:
    try:
        return serving.listening(port)
    except serving.PortTaken as error:
        free = port + 1 if 1024 <= port < 65535 else 8001
        raise CommandError(
            f"Port {port} cannot be had: another program has it, or it is not for everybody. "
            f"Choose another one: manage.py demo --port {free}"
        ) from error


def _throw_away(*, asks: bool) -> None:
    if asks and not _agreed():
        raise CommandError("Nothing was changed.")
    try:
        database.throw_away()
    except database.StillServed as error:
        raise CommandError("The demo is being served. End that first (Ctrl-C).") from error


def _agreed() -> bool:
    question = f"Everything in {settings.DEMO_DIR} is lost, also what you did there. Type yes: "
    try:
        return input(question).strip().lower() == "yes"
    except EOFError:
        return False


def told(port: int | None) -> str:
    """Return where the demo is (None: nowhere yet) and who can log in."""
    place = f"http://localhost:{port}/" if port else "Set up. Serve it with: manage.py demo"
    known = [
        people.TEACHER,
        people.COLLEAGUE,
        people.ADMIN,
        *(each for each in people.STUDENTS if each.remark),
    ]
    rest = [each.username for each in people.STUDENTS if not each.remark]
    return "\n".join(
        [
            f"\n{place}\n",
            f"Log in with the password {people.PASSWORD} as",
            *(f"  {each.username:8} {each.name}: {each.remark}" for each in known),
            f"  or {', '.join(rest)}.\n",
        ]
    )
