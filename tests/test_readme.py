"""The page "For a school" is followed: every command in it runs here, or says why it cannot."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.management.backup.installation import connected
from tests.postgres import PROGRAMS, postgres

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "README.md").read_text().split("\n## For a school\n")[1].split("\n## ")[0]
BLOCKS = re.findall(r"^```([\w ]+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
PASSWORD = "a long sentence for tests"
# What `setup` is answered: name, no e-mail, password twice; name of the site, address, who, zone.
ANSWERS = f"head\n\n{PASSWORD}\n{PASSWORD}\nOur school\n\nanybody\nEurope/Paris\n"

# What needs a machine of its own, by how it begins, and why it does not run in a test.
NEEDS_A_MACHINE = {
    "apt-get": "installs packages",
    "python3 -m venv /opt/uv": "installs uv, by which these tests run",
    "adduser": "makes a user of the machine",
    "cp -r . /srv": "the tests run in this folder",
    "su postgres -c 'create": "the tests have a PostgreSQL of their own",
    "mkdir -p /etc": "the tests have a folder of their own",
    "su - quizsite": "changes the user",
    "su quizsite -c 'cd /srv/quizsite/site && uv run manage.py systemd_units'": "test_serve",
    "su quizsite -c 'cd /srv/quizsite/site && git pull'": "there is nothing to pull",
    "systemctl": "there is no systemd; the units are verified below",
    "ln -s /etc/nginx": "nginx is not served here; its file is checked below",
    "certbot": "there is no such host",
    "curl": "there is no such host; tests/views/test_public.py asks /readyz",
}
WHO = ("NAME", "EMAIL")
# Commands that stand in the table: tried by the names that Django knows, or tools of the machine.
IN_THE_TABLE = {"changepassword", "sendtestemail", "check", "rebuild_progress", "verify_records"}


def blocks(kind: str) -> list[str]:
    return [text for info, text in BLOCKS if info == kind]


def test_every_block_is_of_a_kind_that_is_looked_at():
    kinds = {info for info, _ in BLOCKS}
    assert kinds == {"sh", "sh root", "nginx", "ini service", "ini timer"}
    assert PAGE.count("```") == 2 * len(BLOCKS)


def test_what_does_not_run_here_says_why():
    lines = [line for block in blocks("sh root") for line in block.splitlines()]
    assert lines
    unexplained = [line for line in lines if not line.startswith(tuple(NEEDS_A_MACHINE))]
    assert unexplained == []
    unused = [each for each in NEEDS_A_MACHINE if not any(x.startswith(each) for x in lines)]
    assert unused == []


@pytest.fixture
def databases():
    """Yield how the address of a database is written, by its name."""
    with postgres(is_durable=False) as server:
        for name in ("quizsite", "quizsite_restored"):
            with connected(server.url) as connection:
                connection.execute(f'CREATE DATABASE "{name}"')
        yield lambda name: f"{server.url.rsplit('/', 1)[0]}/{name}"


@pytest.fixture
def script(databases, tmp_path):
    """All that `quizsite` types, one after the other, and what the timer runs at night."""
    (started,) = re.findall(r"^ExecStart=\S+python (.*)$", PAGE, re.MULTILINE)
    text = "\n".join([*blocks("sh"), f"uv run {started}"])
    text = text.replace("/etc/quizsite", str(tmp_path)).replace("/srv/quizsite", str(tmp_path))
    return re.sub(r"postgres:///(\w+)", lambda found: databases(found[1]), text)


def test_the_page_can_be_followed(script, tmp_path):
    done = subprocess.run(
        # Each command on its own line is shown, and has to end well.
        ["bash", "-e", "-v", "-c", script],
        cwd=ROOT,
        env={
            "PATH": f"{Path(shutil.which('uv') or '').parent}:/usr/bin:/bin",
            "HOME": str(Path.home()),
            # The packages that are there; static files away from those of the folder.
            "UV_FROZEN": "1",
            "UV_NO_SYNC": "1",
            "STATIC_ROOT": str(tmp_path / "static"),
            "PG_BIN": str(PROGRAMS),
        },
        input=ANSWERS,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        check=False,
    )
    said = done.stdout
    assert done.returncode == 0, said
    assert "administrators: head" in said
    assert "name of the site: Our school" in said
    assert "quizzes.W" not in said
    links = re.findall(r"(?m)^(Ann|Ben): https://quiz\.example\.org/account/signup/\?inv", said)
    assert links == ["Ann", "Ben"]
    assert "Cleo: https://quiz.example.org/invitation/?invitation=" in said
    assert said.count("Backup:") == 1
    assert "verified." in said
    # The night's, of what was restored.
    assert len(list((tmp_path / "backups").glob("*.tar.gz"))) == 2
    assert oct((tmp_path / "environment").stat().st_mode)[-3:] == "600"


def test_the_commands_of_the_table_are_there():
    table = set(re.findall(r"`uv run manage\.py (\w+)", PAGE))
    assert {name for name in table if name not in get_commands()} == set()
    assert table >= IN_THE_TABLE


def test_the_version_of_before_comes_back(tmp_path):
    """After the `git pull` of the page, with the command of the page."""
    (pull,) = re.findall(r"&& (git pull)'", PAGE)
    (back,) = re.findall(r"`(git [^`]*?) && uv sync`", PAGE)
    steps = f"""
        git init -q ours && git -C ours commit -q --allow-empty -m old && git clone -q ours site
        git -C ours commit -q --allow-empty -m new && cd site && {pull}
        git log -1 --format=%s && {back} && git log -1 --format=%s
    """
    who = {f"GIT_{role}_{what}": "a@b" for role in ("AUTHOR", "COMMITTER") for what in WHO}
    done = subprocess.run(
        ["bash", "-e", "-c", steps],
        cwd=tmp_path,
        env={**os.environ, **who},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert (lines[-3], lines[-1]) == ("new", "old")


@pytest.mark.skipif(not shutil.which("nginx", path="/usr/sbin:/usr/bin"), reason="without nginx")
def test_nginx_reads_its_file(tmp_path):
    (site,) = blocks("nginx")
    # A place to listen at that a test may have.
    (tmp_path / "site").write_text(site.replace("listen 80;", f"listen unix:{tmp_path}/socket;"))
    (tmp_path / "nginx.conf").write_text(
        f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{ access_log off; include {tmp_path}/site; }}\n"
    )
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    done = subprocess.run(
        [program, "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="without systemd's programs")
def test_systemd_reads_its_units(tmp_path):
    (service,), (timer,) = blocks("ini service"), blocks("ini timer")
    python = re.sub(r"^ExecStart=\S+", "ExecStart=/usr/bin/env", service, flags=re.MULTILINE)
    python = python.replace("User=quizsite", "User=root")
    (tmp_path / "quizsite-backup.service").write_text(python)
    (tmp_path / "quizsite-backup.timer").write_text(timer)
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "quizsite-backup.timer")],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "quizsite" in line]
    assert (ours, done.returncode) == ([], 0)
