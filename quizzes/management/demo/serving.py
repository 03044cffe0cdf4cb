"""Serves the demo to this machine: gunicorn, and beside it what closes overdue attempts."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from django.conf import settings

HOST = "127.0.0.1"
WORKERS, THREADS = 2, 4


class PortTaken(Exception):  # noqa: N818 - it reads as what is the matter
    """The port cannot be had: it is taken, reserved or no port at all."""


def listening(port: int) -> socket.socket:
    """Return a socket that listens on the port of this machine; raise PortTaken if it cannot.

    Browsers may come from now on: they wait until the server takes the socket over.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except (OSError, OverflowError) as error:
        listener.close()
        raise PortTaken from error
    return listener


def serve(listener: socket.socket) -> NoReturn:
    """Become the server, on a socket that listens already."""
    _close_overdue_beside()
    listener.set_inheritable(True)
    command = gunicorn(f"fd://{listener.fileno()}")
    sys.stdout.flush()
    os.chdir(settings.BASE_DIR)
    # Not a child but this process itself: nobody is left behind when somebody kills it.
    os.execv(command[0], command)  # noqa: S606


def gunicorn(bind: str) -> list[str]:
    """Return the command that serves the site on an address."""
    return [
        sys.executable,
        *("-m", "gunicorn", "quizsite.wsgi"),
        *("--bind", bind),
        *("--workers", str(WORKERS)),
        *("--worker-class", "gthread", "--threads", str(THREADS)),
        # Shared among all servers of a user: two demos would answer for each other.
        "--no-control-socket",
        *("--log-level", "warning"),
    ]


def _close_overdue_beside() -> None:
    """Start what closes overdue attempts; it ends when nobody holds the other end of its input."""
    reader, writer = os.pipe()
    os.set_inheritable(writer, True)  # noqa: FBT003
    subprocess.Popen(
        [sys.executable, "-m", "quizzes.management.demo.beside"],
        stdin=reader,
        cwd=Path(settings.BASE_DIR),
        # Ctrl-C is for the server, whose end is the end of this one as well.
        start_new_session=True,
    )
    os.close(reader)
