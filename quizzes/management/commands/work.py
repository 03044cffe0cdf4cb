"""Does jobs (mail among them) and what is due by the clock, for as long as it runs."""

import signal
import sys
from argparse import ArgumentParser
from types import FrameType

from quizzes.management.serving import lifeline
from quizzes.management.site_command import SiteCommand
from quizzes.tasks.worker import Worker


class Command(SiteCommand):
    """The command."""

    is_for_an_installation = False

    help = (
        "Do jobs and what is due by the clock. Several at a time share the work. On SIGTERM, what "
        "has begun is finished or left to another worker."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        parser.add_argument("--once", action="store_true", help="do what is due now, and end")

    def handle(self, *, once: bool, **_: object) -> None:
        """Work."""
        worker = Worker()

        def stop(_number: int, _frame: FrameType | None) -> None:
            worker.is_stopping = True

        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, stop)
        lifeline.hold_on()
        if once:
            worker.run_once()
        elif not worker.run():
            sys.exit(1)
