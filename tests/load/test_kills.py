"""A small kill run: an answer shown as saved is on disk, once, whatever dies."""

import json
import os
import subprocess
import sys

import pytest

from tests.load.kills import is_kept
from tests.load.servers import ROOT

KILLS, WRITERS, SAVES = 5, 4, 60


def test_nothing_acknowledged_is_lost_or_doubled():
    # A process of its own, because the run opens a database of its own.
    command = [sys.executable, "-m", "tests.load.kills"]
    command += [f"--kills={KILLS}", f"--writers={WRITERS}", f"--saves={SAVES}"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    assert done.stdout, done.stderr
    figures = json.loads(done.stdout)
    assert is_kept(figures, KILLS, SAVES), figures
    assert done.returncode == 0


HELD = {
    "kills": 5,
    "kills_amid_a_save": 3,
    "acknowledged": 60,
    "missing": 0,
    "doubled": 0,
    "is_clean": True,
}


@pytest.mark.parametrize(
    ("change", "is_good"),
    [
        ({}, True),
        ({"missing": 1}, False),
        ({"doubled": 1}, False),
        ({"is_clean": False}, False),
        ({"kills": 4}, False),
        ({"kills_amid_a_save": 2}, False),
        ({"acknowledged": 59}, False),
    ],
)
def test_the_promise_is_judged_by_every_figure(change, is_good):
    assert is_kept({**HELD, **change}, KILLS, SAVES) is is_good
