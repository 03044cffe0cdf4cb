"""Classes: who is in them, how people come in, and how their scores are put together."""

from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.accounts import User, check_time_zone
from quizzes.models.fields import FractionField, PublicIdField


class ClassroomQuerySet(models.QuerySet["Classroom"]):
    """Classes, narrowed to what a person may see."""

    def taught_by(self, user: User) -> Self:
        """Those that the user teaches."""
        return self.filter(
            memberships__user=user,
            memberships__is_active=True,
            memberships__role__in=Membership.STAFF,
        )

    def led_by(self, user: User) -> Self:
        """Those of which the user is a teacher, no assistant: who may change the class itself."""
        return self.filter(
            memberships__user=user,
            memberships__is_active=True,
            memberships__role=Membership.Role.TEACHER,
        )

    def current(self) -> Self:
        """Those that are not archived."""
        return self.filter(archived_at__isnull=True)

    def visible_to(self, user: User) -> Self:
        """Those that the user teaches or studies in."""
        return self.filter(memberships__user=user, memberships__is_active=True)


class Classroom(models.Model):
    """A class: people who get the same assignments. Its clock is the one that dates are set by.

    Archived, it is kept as it is: nobody begins anything in it, all of it can be read.
    """

    class Joining(models.TextChoices):
        """How students come in by themselves."""

        CLOSED = "closed", _("Not by themselves")
        APPROVAL = "approval", _("With the code, and a teacher agrees")
        OPEN = "open", _("With the code, at once")

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=150)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[check_time_zone]
    )
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)
    joining = models.CharField(
        _("how students join"), max_length=10, choices=Joining, default=Joining.CLOSED
    )
    # What a student types, or finds in the link and the picture. Empty: there is none.
    join_code = models.CharField(max_length=12, blank=True)
    # Whether an assignment that was not begun counts as zero once it is closed, or not at all.
    are_missing_zero = models.BooleanField(_("missing counts as zero"), default=False)
    # [["90", "A"], …]: from so many percent on, as shown, it is called so; the highest first.
    grade_scale = models.JSONField(default=list, blank=True)
    # Whether students see the class's scores beside their own, where there are ten at least.
    is_comparison_shown = models.BooleanField(_("students see how the class did"), default=False)

    objects = ClassroomQuerySet.as_manager()

    class Meta:
        constraints = [
            # A code that opens two classes would let a student into the wrong one.
            models.UniqueConstraint(
                fields=["join_code"],
                condition=~models.Q(join_code=""),
                name="classroom_join_code_unique",
            ),
        ]

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

    class WaitsFor(models.TextChoices):
        """Why a person is not in the class yet."""

        APPROVAL = "approval", _("a teacher of the class")
        CONSENT = "consent", _("the person")

    STAFF: ClassVar[tuple[str, ...]] = (Role.TEACHER, Role.ASSISTANT)

    classroom = models.ForeignKey(Classroom, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField()
    waits_for = models.CharField(max_length=10, choices=WaitsFor, blank=True)
    # As the school knows the student; a roster is matched by it.
    student_number = models.CharField(_("student number"), max_length=40, blank=True)
    # "Bauer, Ida" where a roster told the two names apart: what lists are sorted by.
    sort_name = models.CharField(max_length=150, blank=True)
    # The account was made by this class's roster: its teachers may set a new password for it.
    is_account_made_here = models.BooleanField(default=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            # Joining twice, by a double click: a student would be counted twice in every mean.
            models.UniqueConstraint(fields=["classroom", "user"], name="membership_once"),
            # Two students of one number: a roster's row would be anybody's.
            models.UniqueConstraint(
                fields=["classroom", "student_number"],
                condition=~models.Q(student_number=""),
                name="membership_student_number_unique",
            ),
            # Waiting to come in, and in already: would get assignments that nobody agreed to.
            models.CheckConstraint(
                condition=models.Q(waits_for="") | models.Q(is_active=False),
                name="membership_waiting_is_not_active",
            ),
        ]
        indexes = [models.Index(fields=["user", "is_active"], name="membership_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.classroom_id} as {self.role}"


class Category(models.Model):
    """A kind of assignments of a class (homework, tests), with its weight in the class's total.

    Weights are relative: 1 and 2 are a third and two thirds. The lowest `drop_lowest` are left out.
    """

    public_id = PublicIdField()
    classroom = models.ForeignKey(Classroom, on_delete=models.PROTECT, related_name="categories")
    name = models.CharField(_("name"), max_length=60)
    weight = FractionField(_("weight"), default="1")
    drop_lowest = models.PositiveSmallIntegerField(_("lowest scores left out"), default=0)

    class Meta:
        verbose_name_plural = _("categories")
        constraints = [
            # A double click: the same tests would be weighted twice.
            models.UniqueConstraint(fields=["classroom", "name"], name="category_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class RosterUpload(models.Model):
    """A list of students as somebody uploaded it, between looking at it and agreeing.

    `cells` are the rows of the file as text; `columns` says what each column is. Kept so that
    nothing has to be uploaded twice; taken in or thrown away, the row goes.
    """

    public_id = PublicIdField()
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField()
    file_name = models.CharField(max_length=200, blank=True)
    columns = models.JSONField(default=list)
    cells = models.JSONField()

    def __str__(self) -> str:
        return f"{self.file_name} for {self.classroom_id}"
