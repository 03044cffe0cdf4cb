"""Runs the reading of a file in a process of its own, with limits: the door of this package.

A file that is made to hang, to fill memory or to crash a parser ends that process, and nothing
else. It gets no environment, so that it knows no password of the site.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from quizzes.engine.extracting.refusals import REFUSALS, CannotExtract, TookTooLong
from quizzes.engine.extracting.sorts import sort_of
from quizzes.engine.extracting.writing import Extracted

ROOT = Path(__file__).resolve().parents[3]
# Of the clock on the wall; the process has fewer of its own (`__main__.py`).
MOST_SECONDS = 20


def extracted(content: bytes, name: str) -> Extracted:
    """Return the text of a file and what it says of itself.

    Raises a subclass of CannotExtract, whose message says why not and what to do.
    """
    said = said_by(["quizzes.engine.extracting", sort_of(content, name)], content)
    if "refused" in said:
        raise REFUSALS[said["refused"]]
    return Extracted(**said)


def said_by(module: Sequence[str], content: bytes) -> dict[str, Any]:
    """Return what a module of ours, with its arguments, says of some bytes as JSON.

    Raises TookTooLong, and CannotExtract where it failed.
    """
    # Our own interpreter and module; of the person's only the bytes.
    command = [sys.executable, "-m", *module]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS,
            cwd=ROOT,
            env={"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TookTooLong from error
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise TookTooLong
    if done.returncode:
        raise CannotExtract
    said: dict[str, Any] = json.loads(done.stdout)
    return said
