"""Reads one file from standard input and writes its text as JSON; `apart.py` runs it."""

import json
import resource
import sys
from dataclasses import asdict
from importlib import import_module

from quizzes.engine.extracting.refusals import CannotExtract
from quizzes.engine.extracting.sorts import Sort

MOST_SECONDS = 8
MOST_MEMORY = 1_500_000_000


def main() -> None:
    """Read the file as the sort that the argument names."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    # Only the one that is asked for: each takes its time to load.
    reader = import_module(f"quizzes.engine.extracting.{Sort(sys.argv[1])}")
    try:
        said = asdict(reader.extract(sys.stdin.buffer.read()))
    except CannotExtract as error:
        said = {"refused": type(error).__name__}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
