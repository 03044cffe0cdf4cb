"""Measures how long a class list takes: read, looked at, taken in, its slips printed.

uv run python -m tests.load.roster --rows 2000
"""

import argparse
import time
from contextlib import contextmanager

from tests.load.database import fresh_database


def main() -> None:
    """Take a list in twice, the second time without a change."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=2000)
    rows = asked.parse_args().rows
    with fresh_database():
        measure(rows)


@contextmanager
def timed(what: str):
    """Print how long the block took."""
    begun = time.perf_counter()
    yield
    print(f"{what:<28} {time.perf_counter() - begun:6.2f} s")


def measure(count: int) -> None:
    """Print the seconds of each part."""
