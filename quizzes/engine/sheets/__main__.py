"""Reads one file from standard input and writes its rows as JSON; `apart.py` runs it."""

import json
import resource
import sys

from quizzes.engine.extracting.__main__ import MOST_MEMORY, MOST_SECONDS
from quizzes.engine.sheets.reading import rows_of
from quizzes.engine.sheets.refusals import CannotRead


def main() -> None:
    """Read the file within the limits that files of articles have."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    try:
        said: dict[str, object] = {"rows": rows_of(sys.stdin.buffer.read())}
    except CannotRead as error:
        said = {"refused": type(error).__name__}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
