"""Long work in the background, and what is done by the clock."""

from datetime import datetime
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.accounts import User
from quizzes.models.fields import PublicIdField

# Of an error's text as much is kept.
LONGEST_ERROR = 4000


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs, narrowed."""

    def visible_to(self, user: User) -> Self:
        """Those that the user started; all of them for who keeps the site."""
        return self if user.has_perm("quizzes.view_job") else self.filter(owner=user)

    def open(self) -> Self:
        """Those that are not over."""
        return self.filter(state__in=Job.OPEN)

    def ready(self, now: datetime) -> Self:
        """Those that a worker may take now, in the order in which they were due."""
        return self.filter(state=Job.State.WAITING, due_at__lte=now).order_by("due_at", "pk")

    def silent_since(self, moment: datetime) -> Self:
        """Those that run, it is said, and whose worker has not been heard of since."""
        return self.filter(state=Job.State.RUNNING, heartbeat_at__lt=moment)

    def held_by(self, job: "Job") -> Self:
        """The row of a job, as long as it is in the hands of who took `job`."""
        return self.filter(pk=job.pk, state=Job.State.RUNNING, holder=job.holder)

    def mailed_to(self, address: str) -> Self:
        """Mails of which an address is one of the recipients: `about` says these, then ": "."""
        begins = models.Q(about__istartswith=address) | models.Q(about__icontains=f", {address}")
        ends = models.Q(about__icontains=f"{address}: ") | models.Q(about__icontains=f"{address}, ")
        return self.filter(begins, ends, owner=None)

    def over_before(self, moment: datetime) -> Self:
        """Those that were over before a moment."""
        return self.filter(finished_at__lt=moment)


class Job(models.Model):
    """A piece of work that a worker does in steps, after the request that asked for it.

    Who it is for, what it is, its arguments and when it was asked for never change. `checkpoint`
    says where to go on: it is stored with the effects of its step in one transaction, so that a
    job whose worker was killed goes on from there, and no effect happens twice.
    """

    class State(models.TextChoices):
        """From asked for to over."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    OPEN = (State.WAITING, State.RUNNING)

    public_id = PublicIdField()
    # A name of `quizzes/tasks/registry.py`.
    kind = models.CharField(max_length=40)
    # What it is about, in words, for lists; never a secret.
    about = models.CharField(max_length=200, blank=True)
    # May hold secrets (a mail with a link that sets a password): shown nowhere, dropped when done.
    arguments = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    owner = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # What must not be asked for twice at a time: two jobs of one kind and key.
    key = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    # Not before this moment: later than asked for, when a try has failed.
    due_at = models.DateTimeField()
    done_count = models.PositiveIntegerField(default=0)
    # Null while nobody knows.
    total_count = models.PositiveIntegerField(null=True)
    is_cancel_wanted = models.BooleanField(default=False)
    # Of one taking: a worker that was given up for dead, and is not, finds another one's here.
    holder = models.CharField(max_length=32, blank=True)
    heartbeat_at = models.DateTimeField(null=True)
    checkpoint = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    # How often it was taken since it last got further.
    attempt_count = models.PositiveIntegerField(default=0)
    # What went wrong last, for who keeps the site.
    error = models.TextField(blank=True)
    result = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            # A double click would do the same long work twice, side by side.
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=~models.Q(key="") & models.Q(finished_at__isnull=True),
                name="job_one_open_per_key",
            ),
            # One that runs without a heartbeat would never be found dead, and never taken up; one
            # that waits with a holder would let a worker that was given up for dead go on.
            models.CheckConstraint(
                condition=(
                    models.Q(state="running", heartbeat_at__isnull=False) & ~models.Q(holder="")
                )
                | (~models.Q(state="running") & models.Q(heartbeat_at__isnull=True, holder="")),
                name="job_held_while_it_runs",
            ),
            # One that is over and does not say since when would be kept for ever; one that is not
            # and does would be removed while it waits.
            models.CheckConstraint(
                condition=models.Q(state__in=("waiting", "running"), finished_at__isnull=True)
                | models.Q(state__in=("done", "failed", "cancelled"), finished_at__isnull=False),
                name="job_over_since",
            ),
            # A miscounted step would show "12 of 10".
            models.CheckConstraint(
                condition=models.Q(total_count__isnull=True)
                | models.Q(done_count__lte=models.F("total_count")),
                name="job_done_within_total",
            ),
        ]
        indexes = [
            # What each worker asks every second.
            models.Index(
                fields=["due_at"], condition=models.Q(state="waiting"), name="job_waiting"
            ),
            models.Index(
                fields=["heartbeat_at"], condition=models.Q(state="running"), name="job_running"
            ),
            # The list of the administration, newest first, and the cleaning.
            models.Index(fields=["-created_at"], name="job_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.finished_at is not None


class ScheduledWorkQuerySet(models.QuerySet["ScheduledWork"]):
    """Rows of the schedule, narrowed."""

    def late_since(self, moment: datetime) -> Self:
        """What was due before a moment, and nobody has begun."""
        return self.filter(due_at__lt=moment)


class ScheduledWork(models.Model):
    """What is done by the clock: a row for each name of `quizzes/tasks/schedule.py`.

    Whoever moves `due_at` does the work: one worker of many. `held_until` keeps the next round
    away from one that takes longer than its interval, and lets go of one whose worker was killed.
    """

    name = models.CharField(max_length=40, unique=True)
    due_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # What went wrong in the last round; empty if nothing did.
    error = models.TextField(blank=True)

    objects = ScheduledWorkQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class JobFile(models.Model):
    """What a job has made for its owner to load down. Goes when the job's row goes."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, related_name="file")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name
