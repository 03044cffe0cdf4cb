"""Becoming the server: `manage.py serve`, of which `manage.py` runs this without setting Django up.

Loading all tables took half of the time to the first page; what serves loads them again anyway.
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from quizzes.management.serving.web import gunicorn, usual_workers

SUPERVISOR = [sys.executable, "-m", "quizzes.management.serving.supervisor"]


class CannotServe(Exception):  # noqa: N818 - it reads as what is the matter
    """What is missing, in words for who runs the command."""


def add_arguments(parser: ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("--bind", default="127.0.0.1:8000", help="address and port, or unix:/path")
    parser.add_argument("--workers", type=int, help="web workers (one a core, 2 to 8)")
    parser.add_argument(
        "--no-worker", action="store_true", help="only pages; manage.py work runs elsewhere"
    )


def serve(*, bind: str, workers: int | None, no_worker: bool) -> None:
    """Become the server: this process itself, so that signals and systemd find it."""
    _refuse_what_cannot_be_served()
    if workers is not None and workers < 1:
        raise CannotServe("At least one web worker is needed.")
    web = gunicorn(bind, workers=workers or usual_workers(), is_logged=True)
    os.chdir(settings.BASE_DIR)
    sys.stdout.flush()
    if no_worker:
        os.execv(web[0], web)  # noqa: S606 - a command of ours
    worker, check = ([sys.executable, "manage.py", command] for command in ("work", "check"))
    os.execv(SUPERVISOR[0], [*SUPERVISOR, *web, "--", *worker, "--", *check])  # noqa: S606


def _refuse_what_cannot_be_served() -> None:
    if settings.IS_DEMO:
        raise CannotServe(
            "DATABASE_URL is not set. For a look at the demo: manage.py demo. For a school the "
            "README says what to set."
        )
    if not settings.DEBUG and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        raise CannotServe("There are no static files yet: manage.py collectstatic --no-input")


def main(arguments: Sequence[str]) -> str:
    """Serve as asked; return only what is the matter."""
    parser = ArgumentParser(
        prog="manage.py serve",
        description="Serve an installation: pages, and the worker beside them.",
    )
    add_arguments(parser)
    asked = parser.parse_args(arguments)
    try:
        serve(bind=asked.bind, workers=asked.workers, no_worker=asked.no_worker)
    except (CannotServe, ImproperlyConfigured) as error:
        return str(error)
    return ""
