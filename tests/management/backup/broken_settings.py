"""An installation of a version whose migration fails."""

from quizsite.settings import *  # noqa: F403
from quizsite.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.management.backup.broken"]
