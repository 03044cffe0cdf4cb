"""This installation: its name and address, who may sign up, and invitations to do so."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.accounts import User, check_time_zone
from quizzes.models.fields import PublicIdField

ONLY = 1


def check_address(address: str) -> None:
    """Raise ValidationError for what is no address of a whole site."""
    URLValidator(["http", "https"])(address)
    parts = urlsplit(address)
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValidationError(_("Give the address of the whole site: https://quiz.example.org"))


def check_language(code: str) -> None:
    """Raise ValidationError for a language that the site does not speak."""
    if code not in dict(settings.LANGUAGES):
        known = ", ".join(code for code, _name in settings.LANGUAGES)
        raise ValidationError(_("Choose one of: %(known)s."), params={"known": known})


class SiteSettings(models.Model):
    """What this installation is called and whom it takes in: one row. None is as good as a new one.

    Read by every page: `quizsite.site` remembers it for a few seconds.
    """

    class SignUp(models.TextChoices):
        """Who may make an account."""

        ANYBODY = "anybody", _("Anybody")
        INVITED = "invited", _("Who has an invitation")
        NOBODY = "nobody", _("Nobody: accounts are made in the administration")

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    public_id = PublicIdField()
    name = models.CharField(_("name of the site"), max_length=60, default="Quizsite")
    address = models.CharField(
        _("address of the site"), max_length=200, blank=True, validators=[check_address]
    )
    sign_up = models.CharField(
        _("who may sign up"), max_length=10, choices=SignUp, default=SignUp.ANYBODY
    )
    language = models.CharField(
        _("language"), max_length=20, default="en", validators=[check_language]
    )
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[check_time_zone]
    )

    # How long is kept what nobody needs for ever. Null: for ever.
    addresses_kept_days = models.PositiveIntegerField(
        _("days that addresses of acts are kept"), null=True, blank=True
    )
    notices_kept_days = models.PositiveIntegerField(
        _("days that notices are kept"), null=True, blank=True, default=365
    )
    idle_accounts_kept_days = models.PositiveIntegerField(
        _("days after which an unused account is listed to be erased"), null=True, blank=True
    )

    class Meta:
        verbose_name_plural = _("site settings")
        constraints = [
            # With two rows, whether strangers may sign up would depend on which is read.
            models.CheckConstraint(condition=models.Q(id=ONLY), name="site_settings_one_row"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_sign_up_closed(self) -> bool:
        """Whether strangers cannot sign up just so."""
        return self.sign_up != self.SignUp.ANYBODY


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations, narrowed."""

    def open_at(self, moment: datetime) -> "InvitationQuerySet":
        """Those that can still be used."""
        return self.filter(used_at=None, expires_at__gt=moment)


class Invitation(models.Model):
    """A link with which one person may make one account, or is made a teacher, once.

    The link itself is stored nowhere.

    Never removed: it says who let whom in.
    """

    public_id = PublicIdField()
    # SHA-256 of the token: who can read the table cannot sign up with it.
    token_hash = models.CharField(max_length=64, unique=True)
    note = models.CharField(_("for whom"), max_length=150, blank=True)
    makes_teacher = models.BooleanField(_("makes a teacher"), default=False)
    # Null: made on the command line.
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # Somebody may come in by one and be made a teacher by another.
    used_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    used_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            # Whoever came in without being noted has left the link open for a second one.
            models.CheckConstraint(
                condition=models.Q(used_by=None, used_at=None)
                | models.Q(used_by__isnull=False, used_at__isnull=False),
                name="invitation_used_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.note or str(self.public_id)


class TeacherRequestQuerySet(models.QuerySet["TeacherRequest"]):
    """Wishes to be a teacher, narrowed."""

    def open(self) -> "TeacherRequestQuerySet":
        """Those that no administrator has answered."""
        return self.filter(decided_at=None)


class TeacherRequest(models.Model):
    """Somebody's wish to be a teacher here, and what an administrator decided. Never removed."""

    public_id = PublicIdField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="teacher_requests")
    message = models.CharField(_("what you teach, and where"), max_length=500, blank=True)
    asked_at = models.DateTimeField()
    is_granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = TeacherRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            # A double click: the administrator would have to answer twice.
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(decided_at=None),
                name="teacherrequest_one_open_per_user",
            ),
            # Decided by nobody, or without a word: nobody could say who let this teacher in.
            models.CheckConstraint(
                condition=models.Q(is_granted=None, decided_at=None)
                | models.Q(is_granted__isnull=False, decided_at__isnull=False),
                name="teacherrequest_decided_how_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} since {self.asked_at:%Y-%m-%d}"


class MailTemplate(models.Model):
    """How an administrator worded one of the site's mails, in place of the shipped words.

    Plain text with names between braces, such as {name}: nothing in it is run.
    """

    public_id = PublicIdField()
    name = models.CharField(max_length=60, unique=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    changed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
