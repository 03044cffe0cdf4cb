"""The demo profile in a folder of its own: a test must not touch the demo of who runs it."""

import os
from pathlib import Path

from quizsite.settings import *  # noqa: F403
from quizsite.settings import DATABASES

DEMO_DIR = Path(os.environ["DEMO_DIR"])
STATIC_ROOT = str(DEMO_DIR / "static")
MEDIA_ROOT = str(DEMO_DIR / "media")
DATABASES["default"]["NAME"] = DEMO_DIR / "db.sqlite3"
