"""Asks for, or takes, what a new site needs: an administrator, a name, who may sign up."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from quizzes.management import first_steps
from quizzes.management.asking import NobodyAnswers, ask, ask_password
from quizzes.management.site_command import SiteCommand
from quizzes.models.site import SiteSettings
from quizzes.queries.site import site_settings
from quizzes.services import accounts, site

HINT = "To change something: manage.py setup --change, or name it: manage.py setup --name 'School'"


class Command(SiteCommand):
    """The command."""

    help = (
        "Set up the site: the first administrator, name and address, who may sign up, language "
        "and time zone. Asks for what no option tells. Run again it shows what is set."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be told instead of asked."""
        parser.add_argument("--administrator", metavar="NAME", help="user name of the first one")
        parser.add_argument("--email", default="", help="the administrator's e-mail address")
        parser.add_argument(
            "--password-file", type=Path, metavar="FILE", help="holds the password; - is the input"
        )
        parser.add_argument("--name", help="what the site is called, in the header and in mails")
        parser.add_argument("--address", help="for example https://quiz.example.org")
        parser.add_argument("--sign-up", choices=SiteSettings.SignUp.values, help="who may")
        parser.add_argument("--language", help="of the site")
        parser.add_argument("--time-zone", help="of newcomers, for example Asia/Almaty")
        parser.add_argument("--change", action="store_true", help="ask again for all of it")
        parser.add_argument("--no-input", action="store_true", help="ask for nothing")

    def handle(self, *, change: bool, no_input: bool, **told: Any) -> None:
        """Take what is told, ask for the rest, write it, show it."""
        _refuse_old_tables()
        changes = {name: told[name] for name in site.COLUMNS if told[name] is not None}
        is_new = not SiteSettings.objects.exists()
        try:
            changes = first_steps.cleaned(changes)
            person = self._administrator(told, asks=not no_input)
            if change or (is_new and not no_input):
                changes |= self._asked(changes.keys())
        except ValidationError as error:
            raise CommandError(f"{' '.join(error.messages)} Nothing was changed.") from error
        except (NobodyAnswers, KeyboardInterrupt) as error:
            raise CommandError("Not answered to the end. Nothing was changed.") from error
        self._write(person, changes, is_new=is_new)

    def _write(
        self, person: dict[str, str] | None, changes: dict[str, str], *, is_new: bool
    ) -> None:
        now, before = timezone.now(), first_steps.shown()
        with transaction.atomic():
            if changes or is_new:
                site.configure(changes=changes, actor=None, now=now)
            if person:
                zone = site_settings().time_zone
                accounts.create_administrator(**person, time_zone=zone, now=now)
        after = first_steps.shown()
        self.stdout.write(after)
        self.stdout.write(f"Nothing was changed. {HINT}" if after == before else "Saved.")

    def _administrator(self, told: dict[str, Any], *, asks: bool) -> dict[str, str] | None:
        """Return the administrator to make; None if there is one already."""
        username = told["administrator"]
        if there := first_steps.administrators():
            if username and username not in there:
                raise CommandError(
                    f"There is an administrator already: {', '.join(there)}. Others are made in "
                    "the administration, at /admin/. Nothing was changed."
                )
            return None
        if not username and not asks:
            raise CommandError(
                "There is no administrator yet. Say --administrator NAME --password-file FILE."
            )
        email = first_steps.email(told["email"])
        if username:
            username = first_steps.username(username)
        else:
            username = ask(first_steps.WHO, self.stdout.write)
            email = email or ask(first_steps.EMAIL, self.stdout.write)
        check = first_steps.password_check(username, email)
        if told["password_file"]:
            password = _read(told["password_file"])
            check(password)
        elif asks:
            password = ask_password(check, self.stdout.write)
        else:
            raise CommandError("The administrator needs a password: say --password-file FILE.")
        return {"username": username, "email": email, "password": password}

    def _asked(self, known: Any) -> dict[str, str]:
        questions = first_steps.questions(site_settings())
        return {
            name: ask(question, self.stdout.write)
            for name, question in questions.items()
            if name not in known
        }


def _refuse_old_tables() -> None:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        raise CommandError(f"The database does not answer: {error}") from error
    if missing:
        raise CommandError("The tables are not there, or old. First run: manage.py upgrade")


def _read(file: Path) -> str:
    """Return the first line of a file, without its end."""
    try:
        text = sys.stdin.readline() if str(file) == "-" else file.read_text(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is no text in UTF-8.") from error
    return text.split("\n", 1)[0]
