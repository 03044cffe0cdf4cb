"""The command line of the production server."""

import os
import sys

THREADS = 4
# More processes than this do not help one machine's database, and each has its own memory.
MOST_WORKERS = 8


def usual_workers() -> int:
    """Return how many web workers this machine gets: one a core, two at least."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(2, min(cores or 1, MOST_WORKERS))


def gunicorn(bind: str, *, workers: int = 2, is_logged: bool = False) -> list[str]:
    """Return the command that serves the site on an address; `is_logged`: each request a line."""
    return [
        sys.executable,
        *("-m", "gunicorn", "quizsite.wsgi"),
        *("--config", "python:quizzes.management.serving.hooks"),
        *("--bind", bind),
        *("--workers", str(workers)),
        *("--worker-class", "gthread", "--threads", str(THREADS)),
        # Shared among all servers of a user: two of them would answer for each other.
        "--no-control-socket",
        *("--log-level", "info" if is_logged else "warning"),
        *(("--access-logfile", "-") if is_logged else ()),
    ]
