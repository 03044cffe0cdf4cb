"""Rows for an installation: `python -m tests.management.backup.filling N` hands in N tries.

With 0 it goes on until it is killed. It says when the first one is in.
"""

import os
import sys
from itertools import count

import django


def main(most: int) -> None:
    """Make a class if there is none, and one try at its quiz after the other."""
    from quizzes.models.accounts import User  # noqa: PLC0415
    from quizzes.models.composition import Quiz  # noqa: PLC0415
    from tests.factories import make_user, make_world, take  # noqa: PLC0415

    if not User.objects.exists():
        make_world()
    student = make_user(f"writer{os.getpid()}")
    quiz = Quiz.objects.order_by("pk").last()
    assert quiz is not None
    for number in count(1):
        take(quiz, student)
        if number == 1:
            print("begun", flush=True)  # noqa: T201 - for the test that waits
        if number == most:
            return


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
