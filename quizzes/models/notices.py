"""Notices: what a person is told of, in the app and by mail."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.engine.telling.sentences import sentence
from quizzes.engine.words import Message
from quizzes.models.accounts import User
from quizzes.models.fields import PublicIdField


class NoticeKind(models.TextChoices):
    """What notices are about; a person chooses for each kind how to hear of it."""

    ASSIGNED = "assigned", _("A new assignment")
    ENDING = "ending", _("An assignment ends in a day and is not handed in")
    RELEASED = "released", _("Scores are released")
    MARK_CHANGED = "mark_changed", _("A score of mine has changed")
    LOOK_ANSWERED = "look_answered", _("A second look that I asked for was taken")
    JOINED = "joined", _("Somebody wants to join a class of mine")
    TO_MARK = "to_mark", _("Answers wait for marking")
    REPORTED = "reported", _("A question was reported")
    LOOK_WANTED = "look_wanted", _("A student asks for a second look")


OF_STUDENTS = ("assigned", "ending", "released", "mark_changed", "look_answered")
OF_TEACHERS = ("to_mark", "reported", "look_wanted", "joined")


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices, narrowed."""

    def visible_to(self, user: User) -> Self:
        """The user's own."""
        return self.filter(user=user)

    def unread(self) -> Self:
        """Those that have not been looked at."""
        return self.filter(read_at__isnull=True)

    def shown(self) -> Self:
        """Those that the app shows."""
        return self.filter(is_in_app=True)

    def to_mail(self) -> Self:
        """Those whose mail has not been handed to the worker."""
        return self.filter(mail_due_at__isnull=False, mailed_at__isnull=True)

    def before(self, moment: datetime) -> Self:
        """Those of before a moment."""
        return self.filter(created_at__lt=moment)


class Notice(models.Model):
    """That something has happened, told to one person once.

    Says nothing that the review policy hides: `words` fill the sentence of its kind with names and
    moments only, never with scores, keys or reasons; what it is about is found by `path`, where
    disclosure decides.
    """

    public_id = PublicIdField()
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    # What it is about: told once, whoever dies in between.
    key = models.CharField(max_length=150)
    words = models.JSONField(default=dict)
    # On this site.
    path = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    # Whether the app shows it, or it was for a mail only.
    is_in_app = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)
    # When it is to be mailed; null: not. Mailed means handed to the worker in one transaction.
    mail_due_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two workers, or one that died after telling: the person would be told twice.
            models.UniqueConstraint(fields=["user", "key"], name="notice_once_per_key"),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notice_of_user"),
            models.Index(
                fields=["mail_due_at"],
                condition=models.Q(mail_due_at__isnull=False, mailed_at__isnull=True),
                name="notice_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.user_id}"

    @property
    def said(self) -> Message:
        """What it says, for the web layer to write."""
        return sentence(self.kind, self.words)

    @property
    def zone(self) -> str:
        """The class's clock, "" where none is known."""
        return str(self.words.get("zone", ""))


class NoticeChoice(models.Model):
    """How a person wants to hear of one kind of thing; without a row as the kind's default is."""

    class Mail(models.TextChoices):
        """When it is mailed."""

        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day, together")
        OFF = "off", _("Never")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=NoticeKind)
    is_in_app = models.BooleanField(default=True)
    mail = models.CharField(max_length=10, choices=Mail)

    class Meta:
        constraints = [
            # Two answers to one question.
            models.UniqueConstraint(fields=["user", "kind"], name="noticechoice_one_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.user_id}"

    @classmethod
    def usual(cls, kind: str) -> Self:
        """Return what holds for who has not chosen: at once, but what piles up once a day."""
        is_daily = kind == NoticeKind.TO_MARK
        return cls(kind=kind, mail=cls.Mail.DAILY if is_daily else cls.Mail.AT_ONCE)


class CalendarFeed(models.Model):
    """The secret address at which a person's calendar is read by a program, without a log-in.

    Made anew, the old address is gone. It gives titles and times, nothing else.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"of {self.user_id}"
