"""Setting up a site, asked or told, and invitations from the command line."""

import os
import pty
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from quizzes.management import asking
from quizzes.management.commands import setup
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.site import Invitation, SiteSettings
from tests.factories import PASSWORD

ROOT = Path(__file__).resolve().parent.parent.parent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def installation(settings):
    settings.ALLOWED_HOSTS = ["quiz.example.org"]
    settings.IS_DEMO = False


@pytest.fixture
def keyboard(monkeypatch):
    """Answer what is asked, one after the other; then nobody is there."""

    def type_in(*lines, passwords=(PASSWORD, PASSWORD)):
        answers, secrets, asked = iter(lines), iter(passwords), []

        def answer(prompt):
            asked.append(prompt)
            try:
                return next(answers)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", answer)
        monkeypatch.setattr(asking, "getpass", lambda _: next(secrets))
        return asked

    return type_in


@pytest.fixture
def password_file(tmp_path):
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n")
    return str(file)


def said(*arguments: str, name: str = "setup") -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out, stderr=out)
    return out.getvalue()


class TestAsked:
    def test_takes_answers_and_defaults(self, keyboard):
        asked = keyboard("head", "head@example.org", "École Nord", "", "invited", "Europe/Paris")
        told = said()
        row = SiteSettings.objects.get()
        assert (row.name, row.address) == ("École Nord", "https://quiz.example.org")
        assert (row.sign_up, row.time_zone, row.language) == ("invited", "Europe/Paris", "en")
        head = User.objects.get()
        assert (head.username, head.email) == ("head", "head@example.org")
        assert head.is_superuser
        assert head.time_zone == "Europe/Paris"
        assert head.check_password(PASSWORD)
        assert PASSWORD not in told + "".join(asked)
        assert "Saved." in told

    def test_asks_again_what_cannot_be(self, keyboard):
        keyboard(
            *("a b", "head", "no address", ""),
            *("N" * 61, "Nord", "ftp://quiz.example.org", "https://elsewhere.org"),
            *("https://quiz.example.org/", "everybody", "nobody", "Mars/Olympus", "UTC"),
            passwords=("short", PASSWORD, "another one here", PASSWORD, PASSWORD),
        )
        told = said()
        row = SiteSettings.objects.get()
        assert (row.name, row.sign_up) == ("Nord", "nobody")
        assert row.address == "https://quiz.example.org"
        assert "ALLOWED_HOSTS" in told
        assert "two different ones" in told

    def test_changes_nothing_when_somebody_leaves(self, keyboard):
        keyboard("head", "", "Nord")
        with pytest.raises(CommandError, match="Nothing was changed"):
            said()
        assert not User.objects.exists()
        assert not SiteSettings.objects.exists()


class TestTold:
    def test_needs_nobody_at_the_keyboard(self, password_file):
        said(
            *("--no-input", "--administrator", "head", "--password-file", password_file),
            *("--name", "Nord", "--sign-up", "nobody"),
        )
        assert User.objects.get().check_password(PASSWORD)
        assert SiteSettings.objects.get().name == "Nord"

    def test_says_what_is_missing(self, password_file):
        with pytest.raises(CommandError, match="--administrator"):
            said("--no-input")
        with pytest.raises(CommandError, match="--password-file"):
            said("--no-input", "--administrator", "head")
        assert not User.objects.exists()

    @pytest.mark.parametrize(
        "wrong",
        [
            ("--address", "https://elsewhere.org"),
            ("--time-zone", "Mars/Olympus"),
            ("--language", "tlh"),
            ("--email", "no address"),
        ],
    )
    def test_refuses_what_cannot_be(self, password_file, wrong):
        with pytest.raises(CommandError, match="Nothing was changed"):
            said("--no-input", "--administrator", "head", "--password-file", password_file, *wrong)
        assert not User.objects.exists()

    def test_refuses_a_weak_password_without_repeating_it(self, tmp_path):
        file = tmp_path / "password"
        file.write_text("12345678")
        with pytest.raises(CommandError) as refused:
            said("--no-input", "--administrator", "head", "--password-file", str(file))
        assert "12345678" not in str(refused.value)
        assert not User.objects.exists()

    def test_refuses_a_password_that_is_no_text(self, tmp_path):
        file = tmp_path / "password"
        file.write_bytes(b"\xff\xfe")
        with pytest.raises(CommandError, match="no text"):
            said("--no-input", "--administrator", "head", "--password-file", str(file))


class TestAgain:
    @pytest.fixture(autouse=True)
    def is_set_up(self, password_file):
        said("--no-input", "--administrator", "head", "--password-file", password_file)

    def test_shows_what_is_set_and_changes_nothing(self, keyboard):
        keyboard()
        told = said()
        assert "administrators: head" in told
        assert "Nothing was changed" in told
        assert AuditRecord.objects.count() == 2

    def test_changes_what_is_named(self):
        assert "Saved." in said("--name", "Sud")
        assert SiteSettings.objects.get().name == "Sud"

    def test_asks_for_all_of_it_if_told(self, keyboard):
        asked = keyboard("Est", "", "", "")
        said("--change")
        assert SiteSettings.objects.get().name == "Est"
        assert "[Quizsite]" in asked[0]

    def test_makes_no_second_administrator(self, password_file):
        with pytest.raises(CommandError, match="already: head"):
            said("--administrator", "other", "--password-file", password_file)


def test_first_wants_the_tables(monkeypatch):
    monkeypatch.setattr(setup.MigrationExecutor, "migration_plan", lambda *_: ["one"])
    with pytest.raises(CommandError, match=r"manage\.py upgrade"):
        said()


def test_a_terminal_shows_no_password():
    """As at a real keyboard: what is typed at a password is not echoed."""
    keyboard, terminal = pty.openpty()
    command = "from quizzes.management.asking import ask_password as a; a(lambda _: None, print)"
    process = subprocess.Popen(
        [sys.executable, "-c", command],
        cwd=ROOT,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    )
    os.close(terminal)
    shown = b""
    for prompt in (b"Password: ", b"once more: "):
        while not shown.endswith(prompt):
            shown += os.read(keyboard, 1)
        os.write(keyboard, PASSWORD.encode() + b"\n")
    assert process.wait(timeout=30) == 0
    os.close(keyboard)
    assert PASSWORD.encode() not in shown


class TestInvite:
    def test_prints_a_link_for_each(self, password_file):
        said(
            *("--no-input", "--administrator", "head", "--password-file", password_file),
            *("--address", "https://quiz.example.org", "--sign-up", "invited"),
        )
        lines = said("Ann", "Ben", name="invite").splitlines()
        assert [line.split(": ")[0] for line in lines] == ["Ann", "Ben"]
        assert all("https://quiz.example.org/account/signup/?invitation=" in x for x in lines)
        assert list(Invitation.objects.values_list("note", flat=True)) == ["Ann", "Ben"]

    def test_makes_links_for_teachers(self):
        (line,) = said("--teacher", "Ann", name="invite").splitlines()
        assert "/invitation/?invitation=" in line
        assert Invitation.objects.get().makes_teacher

    def test_says_that_nobody_may_sign_up(self):
        SiteSettings.objects.create(sign_up="nobody")
        assert "--sign-up invited" in said(name="invite")

    @pytest.mark.parametrize(
        ("told", "why"), [(("--days", "4000"), "365"), (("Ann", "x" * 151), "150")]
    )
    def test_refuses_what_cannot_be(self, told, why):
        with pytest.raises(CommandError, match=why):
            said(*told, name="invite")
        assert not Invitation.objects.exists()

    def test_leads_to_the_site_before_it_has_an_address(self):
        assert "https://quiz.example.org/account/signup/" in said(name="invite")


class TestSiteCommands:
    def test_say_that_it_is_the_demo(self, settings):
        assert "DATABASE_URL" not in said(name="invite")
        settings.IS_DEMO = True
        assert "DATABASE_URL is not set" in said(name="invite")

    @pytest.mark.parametrize("name", ["invite", "verify_records"])
    def test_say_what_to_do_where_tables_are_missing(self, monkeypatch, name):
        def missing(*_):
            raise OperationalError("no such table: quizzes_step")

        monkeypatch.setattr("quizzes.management.commands.invite.site_settings", missing)
        monkeypatch.setattr("quizzes.management.commands.verify_records.differences", missing)
        with pytest.raises(CommandError, match=r"no such table.*manage\.py upgrade"):
            said(name=name)
