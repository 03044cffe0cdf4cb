"""How the site is: what there is, and whether what runs by itself does."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection
from django.db.models import Count, Min, Q

from quizzes.models.accounts import User
from quizzes.models.articles import Article
from quizzes.models.attempts import Attempt
from quizzes.models.bank import Question
from quizzes.models.classrooms import Classroom
from quizzes.models.composition import Quiz
from quizzes.models.jobs import Job, ScheduledWork

# Work by the clock that is later than so has no worker.
PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is; `active_count` people have logged in within a month."""

    people: int
    teachers: int
    active: int
    classes: int
    articles: int
    questions: int
    quizzes: int
    open_attempts: int
    attempts_today: int


@dataclass(frozen=True, slots=True)
class Health:
    """Whether what runs by itself does. Bytes are None where nobody can tell."""

    waiting_jobs: int
    failed_jobs: int
    waiting_mails: int
    failed_mails: int
    oldest_waiting_at: datetime | None
    late_work: tuple[str, ...]
    failing_work: tuple[str, ...]
    overdue_attempts: int
    database_bytes: int | None

    @property
    def is_well(self) -> bool:
        """Whether nobody has to look."""
        return not (
            self.failed_jobs
            or self.failed_mails
            or self.late_work
            or self.failing_work
            or self.overdue_attempts
        )


def counts(now: datetime) -> Counts:
    """Return what there is. Six queries."""
    month, day = now - timedelta(days=30), now - timedelta(days=1)
    people = User.objects.filter(erased_at=None).aggregate(
        all=Count("pk"),
        teachers=Count("pk", filter=Q(is_teacher=True)),
        active=Count("pk", filter=Q(last_login__gte=month)),
    )
    attempts = Attempt.objects.counted().aggregate(
        open=Count("pk", filter=Q(submitted_at=None)),
        today=Count("pk", filter=Q(started_at__gte=day)),
    )
    return Counts(
        people=people["all"],
        teachers=people["teachers"],
        active=people["active"],
        classes=Classroom.objects.current().count(),
        articles=Article.objects.count(),
        questions=Question.objects.count(),
        quizzes=Quiz.objects.count(),
        open_attempts=attempts["open"],
        attempts_today=attempts["today"],
    )


def health(now: datetime) -> Health:
    """Return whether what runs by itself does. Three queries."""
    is_mail = Q(kind="mail")
    waiting, failed = Q(state=Job.State.WAITING, due_at__lte=now), Q(state=Job.State.FAILED)
    jobs = Job.objects.aggregate(
        waiting=Count("pk", filter=waiting & ~is_mail),
        failed=Count("pk", filter=failed & ~is_mail),
        waiting_mails=Count("pk", filter=waiting & is_mail),
        failed_mails=Count("pk", filter=failed & is_mail),
        oldest=Min("due_at", filter=waiting),
    )
    late = now - PATIENCE
    work = ScheduledWork.objects.filter(Q(due_at__lt=late) | ~Q(error=""))
    rows = list(work.order_by("name").values_list("name", "due_at", "error"))
    return Health(
        waiting_jobs=jobs["waiting"],
        failed_jobs=jobs["failed"],
        waiting_mails=jobs["waiting_mails"],
        failed_mails=jobs["failed_mails"],
        oldest_waiting_at=jobs["oldest"],
        late_work=tuple(name for name, due_at, _error in rows if due_at < late),
        failing_work=tuple(name for name, _due_at, error in rows if error),
        overdue_attempts=Attempt.objects.open().due_before(late).count(),
        database_bytes=_database_bytes(),
    )


def _database_bytes() -> int | None:
    """Return the size of SQLite's file; a PostgreSQL server tells its own administrator."""
    if connection.vendor != "sqlite":
        return None
    path = Path(str(connection.settings_dict["NAME"]))
    return path.stat().st_size if path.exists() else None
