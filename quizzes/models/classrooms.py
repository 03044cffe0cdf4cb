"""Classes and who is in them."""

from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.accounts import User, check_time_zone
from quizzes.models.fields import PublicIdField


class ClassroomQuerySet(models.QuerySet["Classroom"]):
    """Classes, narrowed to what a person may see."""

    def taught_by(self, user: User) -> Self:
        """Those that the user teaches."""
        return self.filter(
            memberships__user=user,
            memberships__is_active=True,
            memberships__role__in=Membership.STAFF,
        )

    def visible_to(self, user: User) -> Self:
        """Those that the user teaches or studies in."""
        return self.filter(memberships__user=user, memberships__is_active=True)


class Classroom(models.Model):
    """A class: people who get the same assignments. Its clock is the one that dates are set by."""

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=150)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[check_time_zone]
    )
    created_at = models.DateTimeField()

    objects = ClassroomQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        """The class's clock."""
        return ZoneInfo(self.time_zone)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships, narrowed."""

    def active_students(self) -> Self:
        """Students who have not been removed."""
        return self.filter(role=Membership.Role.STUDENT, is_active=True)

    def teaching(self, user: User) -> Self:
        """Those of the people who teach a class that the user studies in."""
        studied = Membership.objects.active_students().filter(user=user).values("classroom")
        return self.filter(classroom__in=studied, is_active=True, role__in=Membership.STAFF)


class Membership(models.Model):
    """A person's place in a class. Leaving makes it inactive: the marks keep their class."""

    class Role(models.TextChoices):
        """What a member may do."""

        TEACHER = "teacher", _("Teacher")
        ASSISTANT = "assistant", _("Assistant")
        STUDENT = "student", _("Student")

    STAFF: ClassVar[tuple[str, ...]] = (Role.TEACHER, Role.ASSISTANT)

    classroom = models.ForeignKey(Classroom, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            # Joining twice, by a double click: a student would be counted twice in every mean.
            models.UniqueConstraint(fields=["classroom", "user"], name="membership_once"),
        ]
        indexes = [models.Index(fields=["user", "is_active"], name="membership_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.classroom_id} as {self.role}"
