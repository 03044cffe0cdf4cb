"""What the commands of a school share: which site they are about, and tables that are not there."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from django.db import DatabaseError

THE_DEMO = (
    "DATABASE_URL is not set, so this is about the demo in var/demo/. For a school, first read its "
    "variables: set -a; . /etc/quizsite/environment; set +a"
)


class SiteCommand(BaseCommand):
    """A command for who keeps a site."""

    # Whether it would be a mistake to have run it for the demo, and not to notice.
    is_for_an_installation = True

    def execute(self, *arguments: Any, **options: Any) -> Any:
        """Do it; say if it is about the demo, and say in one sentence what the database refuses."""
        if settings.IS_DEMO and self.is_for_an_installation:
            told = options.get("stderr")
            (OutputWrapper(told) if told else self.stderr).write(THE_DEMO)
        try:
            return super().execute(*arguments, **options)
        except DatabaseError as error:
            raise CommandError(
                f"The database says: {str(error).strip()}. If tables are missing or old, first "
                "run: manage.py upgrade"
            ) from error
