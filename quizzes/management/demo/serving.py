"""Serves the demo to this machine: gunicorn, and beside it the worker."""

import os
import socket
import sys
import traceback
from threading import Thread

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from gunicorn.app import wsgiapp

from quizzes.management.serving.web import gunicorn

HOST = "127.0.0.1"


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


def serve(listener: socket.socket) -> None:
    """Become the server, on a socket that listens already.

    Not a child but this process itself, so that nobody is left behind when it is killed, and the
    first page need not wait until everything is imported once more.
    """
    os.chdir(settings.BASE_DIR)
    connections.close_all()
    sys.stdout.flush()
    _work_beside(listener)
    sys.argv[:] = gunicorn(f"fd://{listener.detach()}")[2:]
    wsgiapp.run()


def _work_beside(listener: socket.socket) -> None:
    """Start the worker; it ends with the server, whatever ends that.

    A pipe tells of the end: the server and its workers hold its other end, and only they.
    """
    reader, writer = os.pipe()
    if os.fork():
        os.close(reader)
        return
    # Ctrl-C is for the server, whose end is the end of this one as well.
    os.setsid()
    os.close(writer)
    listener.close()
    Thread(target=_end_with, args=(reader,), daemon=True).start()
    try:
        call_command("work")
    finally:
        traceback.print_exc()
        # Never back into the code of the server, of which this process is a copy.
        os._exit(1)


def _end_with(reader: int) -> None:
    """End this process when nobody holds the other end of a pipe."""
    os.read(reader, 1)
    os._exit(0)
