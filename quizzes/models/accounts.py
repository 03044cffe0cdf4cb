"""People: who they are and how they like to read."""

from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.models.fields import PublicIdField


def check_time_zone(name: str) -> None:
    """Raise ValidationError for a time zone that this machine does not know."""
    if name not in available_timezones():
        raise ValidationError(_("Choose a time zone of the list."))


class User(AbstractUser):
    """A person with an account. A row outlives the person's wish to leave: history points at it.

    Log in by user name or e-mail; a student whose school gives no e-mail has none.
    """

    class ColorScheme(models.TextChoices):
        """Light and dark by the device's preference, or by choice."""

        AUTO = "auto", _("As on my device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class TextSize(models.IntegerChoices):
        """How large an article's text is; the steps' lengths are in reading.css."""

        SMALL = 1, _("Small")
        MEDIUM = 2, _("Medium")
        LARGE = 3, _("Large")
        LARGER = 4, _("Larger")
        LARGEST = 5, _("Largest")

    class LineSpacing(models.IntegerChoices):
        """How far apart its lines are."""

        CLOSE = 1, _("Close")
        MEDIUM = 2, _("Medium")
        WIDE = 3, _("Wide")

    public_id = PublicIdField()
    # One name: not everybody has two, and not everybody writes them in this order.
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[check_time_zone]
    )
    color_scheme = models.CharField(
        _("colors"), max_length=5, choices=ColorScheme, default=ColorScheme.AUTO
    )
    # How articles are read, on every device. On this row, which each page loads anyway.
    text_size = models.PositiveSmallIntegerField(choices=TextSize, default=TextSize.MEDIUM)
    line_spacing = models.PositiveSmallIntegerField(choices=LineSpacing, default=LineSpacing.MEDIUM)
    is_dimming = models.BooleanField(default=False)
    is_teacher = models.BooleanField(_("teacher"), default=False)
    # Logged in with the one-time password of a slip, and has to choose one before anything else.
    must_choose_password = models.BooleanField(default=False)
    # A member of a class wishes to leave: an administrator decides. Null: no wish.
    wishes_to_leave_at = models.DateTimeField(_("wishes to leave since"), null=True, blank=True)
    # The person has left: the row is kept without a name. Null: the account is somebody's.
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    class Meta(AbstractUser.Meta):
        constraints = [
            # Two accounts with one address: a password reset would open the other's account.
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="user_email_unique",
            ),
            # "Bob" and "bob" could be given to two people of one class.
            models.UniqueConstraint(Lower("username"), name="user_username_unique"),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name that others see."""
        if self.erased_at is not None:
            return gettext("Deleted account")
        return self.name or self.username

    @property
    def zone(self) -> ZoneInfo:
        """The reader's time zone."""
        return ZoneInfo(self.time_zone)

    def get_full_name(self) -> str:
        """Return the shown name, for Django's own pages."""
        return self.shown_name

    def get_short_name(self) -> str:
        """Return the shown name, for Django's own pages."""
        return self.shown_name


class Share(models.Model):
    """That a colleague may use something of somebody's: see it and copy it, or change it, too.

    Its thing is a foreign key of the table's own. Taken back, the row goes; the record of acts
    says that it was there.
    """

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    may_edit = models.BooleanField(_("may change it, too"), default=False)
    shared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField()

    class Meta:
        abstract = True
