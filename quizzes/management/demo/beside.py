"""Closes overdue attempts every minute beside the demo's server, and ends when that does.

`python -m quizzes.management.demo.beside` with the server holding the other end of its input: a
pipe tells of the server's end however it came, by Ctrl-C or by kill -9.
"""

import os
import sys
from threading import Thread

import django
from django.core.management import call_command


def end_with_input() -> None:
    """End this process when nobody holds the other end of its input."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(0)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizsite.settings")
    Thread(target=end_with_input, daemon=True).start()
    django.setup()
    call_command("close_overdue", every=60)
