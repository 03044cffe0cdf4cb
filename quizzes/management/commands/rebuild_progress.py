"""Makes what is known of students again, from their answers and marks."""

from argparse import ArgumentParser

from django.core.management.base import CommandError
from django.utils import timezone

from quizzes.management.site_command import SiteCommand
from quizzes.models.accounts import User
from quizzes.services import attempts


class Command(SiteCommand):
    """The command."""

    is_for_an_installation = False

    help = (
        "Make mastery, cards and what they are made of again, from steps, marks and judgments, of "
        "everybody or of the people named. Safe to run twice, and while the site serves."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        parser.add_argument("usernames", nargs="*", metavar="NAME", help="of these people alone")

    def handle(self, *, usernames: list[str], **_: object) -> None:
        """Rebuild one student after the other."""
        people = User.objects.filter(erased_at__isnull=True, attempts__isnull=False).distinct()
        if usernames:
            known = User.objects.filter(username__in=usernames)
            if missing := set(usernames) - set(known.values_list("username", flat=True)):
                raise CommandError(f"There is nobody called {', '.join(sorted(missing))}.")
            people = people.filter(username__in=usernames)
        now, count = timezone.now(), 0
        for student in people.order_by("pk").iterator(chunk_size=500):
            attempts.rebuild_progress(student=student, now=now)
            count += 1
        self.stdout.write(f"{count} {'student' if count == 1 else 'students'}: made again.")
