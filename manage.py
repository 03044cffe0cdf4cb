#!/usr/bin/env python
"""Django's command line for Quizsite: `uv run manage.py demo` is the place to start."""

import os
import sys

from django.core.management import execute_from_command_line

from quizzes.management.serving import start

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizsite.settings")
    if sys.argv[1:2] == ["serve"]:
        sys.exit(start.main(sys.argv[2:]))
    execute_from_command_line(sys.argv)
