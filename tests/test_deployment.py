"""What `check --deploy` finds unsafe about an installation."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from quizzes import deployment

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def installation(settings, tmp_path, monkeypatch):
    """One without a fault."""
    settings.IS_DEMO = False
    settings.DEBUG = False
    settings.SECRET_KEY = "one that nobody guesses, with more than fifty characters"
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    settings.DEFAULT_FROM_EMAIL = "Our school <quiz@example.org>"
    settings.STATIC_ROOT = str(tmp_path / "static")
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUP_DIR = tmp_path / "backups"
    monkeypatch.setattr(deployment, "_sqlite_file", lambda: tmp_path / "db.sqlite3")
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "last.tar.gz").touch()


def found() -> list[str]:
    messages = [message for check in deployment.CHECKS for message in check()]
    assert all(message.hint for message in messages)
    return [message.id for message in messages]


def test_finds_nothing_in_a_good_one():
    assert found() == []


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("DEBUG", True, "quizzes.E010"),
        ("SECRET_KEY", "short", "quizzes.E011"),
        ("SECRET_KEY", "a" * 60, "quizzes.E011"),
        ("SECURE_SSL_REDIRECT", False, "quizzes.W010"),
        ("SESSION_COOKIE_SECURE", False, "quizzes.W010"),
        ("SECURE_HSTS_SECONDS", 0, "quizzes.W011"),
        ("DEFAULT_FROM_EMAIL", "Quizsite <quizsite@localhost>", "quizzes.W012"),
        ("MEDIA_ROOT", ROOT / "quizzes" / "media", "quizzes.W013"),
        ("MEDIA_ROOT", Path("/dev/null"), "quizzes.E013"),
        ("BACKUP_DIR", Path("/nowhere"), "quizzes.I001"),
    ],
)
def test_finds_one_fault(settings, name, value, fault):
    setattr(settings, name, value)
    assert found() == [fault]


@pytest.mark.parametrize("name", ["MEDIA_ROOT", "BACKUP_DIR"])
def test_finds_what_is_served_and_must_not_be(settings, name):
    inside = Path(settings.STATIC_ROOT) / "inside"
    inside.mkdir(parents=True)
    (inside / "last.tar.gz").touch()
    setattr(settings, name, inside)
    assert found() == ["quizzes.E012"]


def test_finds_backups_that_would_hold_each_other(settings):
    settings.MEDIA_ROOT = settings.BACKUP_DIR.parent
    settings.STATIC_ROOT = "/nowhere"
    assert found() == ["quizzes.E015"]


def test_names_each_fault_differently():
    sources = (ROOT / "quizzes" / name for name in ("checks.py", "deployment.py"))
    ids = [each for source in sources for each in re.findall(r'id="(\S+)"', source.read_text())]
    assert len(ids) == len(set(ids))


def test_finds_a_database_that_is_served(monkeypatch, tmp_path):
    monkeypatch.setattr(deployment, "_sqlite_file", lambda: tmp_path / "static" / "db")
    assert found() == ["quizzes.E012"]


def test_finds_an_old_backup(settings):
    os.utime(settings.BACKUP_DIR / "last.tar.gz", (1, 1))
    assert found() == ["quizzes.I001"]


@pytest.mark.parametrize(
    ("path", "kind"), [("/data/db.sqlite3", "nfs4"), ("/home/db", "ext4"), ("/database", "ext4")]
)
def test_knows_the_disk_that_a_file_is_on(tmp_path, path, kind):
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\nserver:/export /data nfs4 rw 0 0\n")
    assert deployment._file_system(Path(path), mounts) == kind


def test_finds_a_database_on_a_network_disk(monkeypatch):
    monkeypatch.setattr(deployment, "_file_system", lambda _: "nfs4")
    assert found() == ["quizzes.E014"]


def test_leaves_the_demo_alone(settings):
    settings.IS_DEMO = True
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = False
    settings.SECURE_HSTS_SECONDS = 0
    settings.BACKUP_DIR = Path("/nowhere")
    assert found() == []


def test_explains_a_careless_installation_as_a_person_sees_it(tmp_path):
    careless = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "SECRET_KEY": "short",
        "ALLOWED_HOSTS": "*",
        "DEBUG": "1",
        "SECURE_SSL_REDIRECT": "0",
        "SECURE_HSTS_SECONDS": "0",
        "CACHE_URL": "locmemcache://",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy"],
        cwd=ROOT,
        env={**os.environ, **careless},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    for fault in "E001 W002 E010 E011 W010 W011 W012 I001".split():
        assert f"quizzes.{fault}" in done.stderr
    assert "HINT" in done.stderr
    # Each once: Django's own say the same in other words.
    assert "security.W" not in done.stderr
