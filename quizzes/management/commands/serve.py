"""Serves an installation: the web server, and the worker beside it."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from quizzes.management.serving.web import gunicorn, usual_workers


class Command(BaseCommand):
    """The command."""

    help = (
        "Serve an installation with the production server, and do jobs, mail and what is due by "
        "the clock beside it. SIGTERM stops gracefully, SIGHUP loads new code."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        parser.add_argument(
            "--bind", default="127.0.0.1:8000", help="address and port, or unix:/path"
        )
        parser.add_argument("--workers", type=int, help="web workers (one a core, 2 to 8)")
        parser.add_argument(
            "--no-worker", action="store_true", help="only pages; manage.py work runs elsewhere"
        )

    def handle(self, *, bind: str, workers: int | None, no_worker: bool, **_: object) -> None:
        """Become the server: this process itself, so that signals and systemd find it."""
        _refuse_what_cannot_be_served()
        if workers is not None and workers < 1:
            raise CommandError("At least one web worker is needed.")
        web = gunicorn(bind, workers=workers or usual_workers(), is_logged=True)
        os.chdir(settings.BASE_DIR)
        self.stdout.flush()
        if no_worker:
            os.execv(web[0], web)  # noqa: S606 - a command of ours
        worker = [sys.executable, "manage.py", "work"]
        keeper = [sys.executable, "-m", "quizzes.management.serving.supervisor"]
        os.execv(keeper[0], [*keeper, *web, "--", *worker])  # noqa: S606 - as above


def _refuse_what_cannot_be_served() -> None:
    if settings.IS_DEMO:
        raise CommandError(
            "DATABASE_URL is not set. For a look at the demo: manage.py demo. For a school the "
            "README says what to set."
        )
    if not settings.DEBUG and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        raise CommandError("There are no static files yet: manage.py collectstatic --no-input")
