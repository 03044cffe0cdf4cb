"""Backup, restore and upgrade as an administrator runs them, on SQLite and PostgreSQL."""

import dataclasses
import os
import stat
import subprocess
import sys
from contextlib import contextmanager

import pytest

from quizzes.management.backup import archive
from tests.management.backup.installation import ROOT, Installation

TABLES = (
    "quizzes_user",
    "quizzes_attempt",
    "quizzes_step",
    "quizzes_mark",
    "quizzes_auditrecord",
    "quizzes_questionversion",
    "django_migrations",
)


def rows(installation: Installation) -> dict[str, list[tuple[object, ...]]]:
    """Return what is in the tables that matter most."""
    query = "SELECT * FROM {} ORDER BY id"
    return {table: installation.asked(query.format(table)) for table in TABLES}


@contextmanager
def writers(installation: Installation, number: int):
    """Have students hand in tries, without a pause, for as long as the block runs."""
    command = [sys.executable, "-m", "tests.management.backup.filling", "0"]
    running = [
        subprocess.Popen(
            command, cwd=ROOT, env=installation.environment, stdout=subprocess.PIPE, text=True
        )
        for _ in range(number)
    ]
    try:
        assert [each.stdout.readline() for each in running] == ["begun\n"] * number
        yield
        assert [each.poll() for each in running] == [None] * number
    finally:
        for each in running:
            each.kill()
            each.communicate()


class TestRoundTrip:
    def test_brings_back_every_row_and_file(self, where, original, saved):
        copy = where.installation("round")
        said = copy.done("restore", str(saved))
        assert "verified" in said
        assert rows(copy) == rows(original)
        image = copy.media / "ab" / "cd.png"
        assert image.read_bytes() == b"\x89PNG and so on"
        assert stat.S_IMODE(image.stat().st_mode) == 0o600

    def test_only_its_owner_can_read_the_file(self, saved):
        assert stat.S_IMODE(saved.stat().st_mode) == 0o600
        assert list(saved.parent.glob(".*")) == []

    def test_writes_over_no_file_unless_told(self, original, saved):
        before = saved.read_bytes()
        code, said = original.run("backup", str(saved))
        assert code == 1
        assert "--force" in said
        assert saved.read_bytes() == before

    def test_keeps_the_newest_in_its_folder(self, original):
        folder = original.folder / "backups"
        folder.mkdir(exist_ok=True)
        for day in range(1, 5):
            (folder / f"quizsite-2026010{day}-120000.tar.gz").touch()
        mine = {"mine.tar.gz", "quizsite-before-the-exam.tar.gz"}
        # A backup that was killed, and one that is being made.
        left, begun = folder / ".quizsite-left", folder / ".quizsite-begun"
        for name in mine:
            (folder / name).touch()
        for each in (left, begun):
            each.mkdir()
            (each / "database").touch()
        os.utime(left, (1, 1))
        original.done("backup", "--keep", "2")
        kept = {path.name for path in folder.iterdir()}
        assert kept > mine | {"quizsite-20260104-120000.tar.gz", begun.name}
        assert len(kept) == 5

    def test_a_backup_under_writers_is_of_one_moment(self, where, original):
        busy = where.installation("busy", like=original)
        with writers(busy, 2):
            files = [where.folder / f"busy{number}.tar.gz" for number in range(2)]
            for file in files:
                busy.done("backup", str(file))
        for number, file in enumerate(files):
            # It ends with 1 where any record differs.
            where.installation(f"calm{number}").done("restore", str(file))


class TestRestoreRefuses:
    def test_a_database_with_tables(self, where, original, saved):
        taken = where.installation("taken", like=original)
        before = rows(taken)
        code, said = taken.run("restore", str(saved))
        assert code == 1
        assert "Nothing was changed" in said
        assert rows(taken) == before
        assert not taken.media.exists()

    def test_a_media_folder_with_files(self, where, saved):
        full = where.installation("full")
        full.media.mkdir()
        (full.media / "theirs.png").touch()
        code, said = full.run("restore", str(saved))
        assert code == 1
        assert "MEDIA_ROOT" in said
        assert [path.name for path in full.media.iterdir()] == ["theirs.png"]

    def test_a_damaged_file_and_leaves_everything_empty(self, where, saved):
        damaged = where.folder / "damaged.tar.gz"
        content = bytearray(saved.read_bytes())
        content[len(content) // 2] ^= 1
        damaged.write_bytes(content)
        empty = where.installation("empty")
        code, said = empty.run("restore", str(damaged))
        assert code == 1
        assert said.startswith("CommandError: Nothing was restored.")
        assert "damaged" in said
        # Empty as before: the good one fits.
        empty.done("restore", str(saved))

    def test_rows_that_are_not_those_that_were_counted(self, where, saved):
        file, forged = where.folder / "forged.tar.gz", where.folder / "unpacked"
        manifest = archive.unpack(saved, forged)
        counts = {**manifest.counts, "quizzes_step": 0}
        sources = {name: forged / name for name in manifest.files}
        archive.write(file, dataclasses.replace(manifest, counts=counts), sources)
        empty = where.installation("forged")
        code, said = empty.run("restore", str(file))
        assert code == 1
        assert "quizzes_step has" in said
        # It was filled, and is empty again.
        empty.done("restore", str(saved))

    def test_says_that_another_key_cannot_check_receipts(self, where, saved):
        other = where.installation("key")
        code, said = other.run("restore", str(saved), SECRET_KEY="another one, also long enough")
        assert "another SECRET_KEY" in said
        # Every receipt is a difference then.
        assert code == 1


class TestRestoreOfOlder:
    def test_brings_it_to_this_version(self, where):
        old = where.installation("old")
        old.done("migrate", "quizzes", "0001")
        file = where.folder / "old.tar.gz"
        old.done("backup", str(file))
        new = where.installation("new")
        said = new.done("restore", str(file))
        assert "migrations were run" in said
        new.done("migrate", "--check")


class TestUpgrade:
    def test_makes_a_backup_first_and_changes_nothing_the_second_time(self, where, original):
        site = where.installation("again", like=original)
        before = rows(site)
        said = site.done("upgrade")
        assert "Backup:" in said
        assert len(list((site.folder / "backups").iterdir())) == 1
        assert rows(site) == before

    def test_leaves_what_was_when_a_migration_fails_half_way(self, where, original):
        site = where.installation("failing", like=original)
        before = rows(site)
        broken = site.with_settings("tests.management.backup.broken_settings")
        code, said = broken.run("upgrade")
        assert code == 1
        assert "the data is what it was" in said
        assert "half way through" in said
        assert "Traceback" not in said
        assert rows(site) == before
        with pytest.raises(Exception, match="broken_thing"):
            site.asked("SELECT * FROM broken_thing")

    def test_begins_nothing_without_a_backup(self, where, original):
        site = where.installation("stopped", like=original)
        (site.folder / "backups").write_text("a file, no folder")
        code, said = site.run("upgrade")
        assert code == 1
        assert "nothing was begun" in said


@pytest.mark.parametrize("command", ["upgrade", "backup", "setup"])
def test_says_in_a_sentence_that_the_database_is_away(tmp_path, command):
    away = Installation(tmp_path, "postgres://nobody@127.0.0.1:9/nothing")
    code, said = away.run(command)
    assert code == 1
    assert "127.0.0.1" in said
    assert "Traceback" not in said
