"""Assignments: which class takes which quiz, when; and what one student gets beyond that."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.engine.terms import Terms
from quizzes.models.accounts import User
from quizzes.models.bank import QuestionVersion
from quizzes.models.classrooms import Category, Classroom, Membership
from quizzes.models.composition import Quiz
from quizzes.models.fields import FractionField, PublicIdField


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments, narrowed to what a person may see."""

    def for_student(self, user: User) -> Self:
        """Those of the classes that the user studies in."""
        given = self.filter(
            classroom__memberships__user=user,
            classroom__memberships__is_active=True,
            classroom__memberships__role=Membership.Role.STUDENT,
        )
        chosen = ChosenStudent.objects.filter(student=user).values("assignment")
        return given.filter(models.Q(is_for_chosen=False) | models.Q(pk__in=chosen))

    def taught_by(self, user: User) -> Self:
        """Those of the classes that the user teaches."""
        return self.filter(
            classroom__memberships__user=user,
            classroom__memberships__is_active=True,
            classroom__memberships__role__in=Membership.STAFF,
        )

    def led_by(self, user: User) -> Self:
        """Those of the classes of which the user is a teacher, no assistant."""
        return self.filter(
            classroom__memberships__user=user,
            classroom__memberships__is_active=True,
            classroom__memberships__role=Membership.Role.TEACHER,
        )


class Assignment(models.Model):
    """One quiz given to one class, or to some of its students. What is null is as the quiz says."""

    public_id = PublicIdField()
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="assignments")
    classroom = models.ForeignKey(Classroom, on_delete=models.PROTECT, related_name="assignments")
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    behavior = models.CharField(max_length=20, blank=True)
    grading_method = models.CharField(max_length=10, blank=True)
    review_preset = models.CharField(max_length=20, blank=True)
    # Of these two 0 is none at all: as many as they like, and as long, whatever the quiz says.
    attempts_allowed = models.PositiveIntegerField(_("tries"), null=True, blank=True)
    limit_seconds = models.PositiveIntegerField(_("time limit"), null=True, blank=True)
    late_percent = models.PositiveIntegerField(_("percent taken off a day"), default=0)
    # Whether "after closing" waits for the last student of the class, or is each student's own.
    is_closing_each_own = models.BooleanField(default=False)
    are_scores_held = models.BooleanField(_("hold the scores"), default=False)
    released_at = models.DateTimeField(null=True, blank=True)
    # Lets students meet its questions elsewhere while it is open; the teacher is told the price.
    is_practice_allowed = models.BooleanField(default=False)
    # What was given to several classes in one act has the same one: a change can be for all.
    given_together = models.UUIDField(null=True, blank=True, db_index=True)
    # Whether only the students of `chosen` get it.
    is_for_chosen = models.BooleanField(default=False)
    # Said aloud in the room: who does not know it cannot start.
    access_code = models.CharField(_("access code"), max_length=40, blank=True)
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    # Until then students can ask for a second look at a mark. Null: they cannot.
    second_look_until = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            # Due after closing: nobody could hand in "on time but late".
            models.CheckConstraint(
                condition=models.Q(due_at__isnull=True)
                | models.Q(closes_at__isnull=True)
                | models.Q(due_at__lte=models.F("closes_at")),
                name="assignment_due_before_closing",
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True)
                | models.Q(closes_at__isnull=True)
                | models.Q(opens_at__lt=models.F("closes_at")),
                name="assignment_opens_before_closing",
            ),
            models.CheckConstraint(
                condition=models.Q(late_percent__lte=100), name="assignment_late_percent_to_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.classroom}"

    def terms(self) -> Terms:
        """Return how an attempt at this assignment is taken: the quiz's settings, overridden."""
        terms = self.quiz.terms().overridden(
            behavior=self.behavior or None,
            grading_method=self.grading_method or None,
            review_preset=self.review_preset or None,
            late_percent=self.late_percent,
        )
        tries, seconds = self.attempts_allowed, self.limit_seconds
        if tries is not None:
            terms = replace(terms, attempts_allowed=tries or None)
        if seconds is not None:
            terms = replace(terms, limit=timedelta(seconds=seconds) if seconds else None)
        return terms


class AssignmentItem(models.Model):
    """What an assignment asks, or can draw: written at its first start, and locked from then on.

    Rows of one `place` with a `draw_count` are a pool, of which so many are asked; a fixed
    question is alone in its place. An assignment of before there were such rows has none: what its
    first student was asked is what it asks.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveIntegerField()
    draw_count = models.PositiveIntegerField(null=True)
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    points = FractionField()
    section_title = models.CharField(max_length=200, blank=True)
    instructions = models.TextField(blank=True)

    class Meta:
        constraints = [
            # Two first starts at once: every question would be asked twice.
            models.UniqueConstraint(
                fields=["assignment", "place", "version"], name="assignmentitem_once_in_a_place"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} at {self.place} of {self.assignment_id}"


class ChosenStudent(models.Model):
    """A student who gets an assignment that not all of the class get."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="chosen")
    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            # Counted twice among those who have not begun.
            models.UniqueConstraint(
                fields=["assignment", "student"], name="chosenstudent_once_per_assignment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} of {self.assignment_id}"


LARGEST_FACTOR = 10


def check_factor(text: str) -> None:
    """Raise ValidationError for a factor of time that no accommodation has."""
    if not 1 <= Fraction(text) <= LARGEST_FACTOR:
        raise ValidationError(
            _("Time is given as a factor from 1 to %(limit)s: 5/4 is a quarter more."),
            params={"limit": LARGEST_FACTOR},
        )


class Accommodation(models.Model):
    """What one student gets beyond the class: for one assignment, or always in this class.

    `factor` is the time a student gets for each unit of the class's: 5/4 is a quarter more. What
    is null is as the class has it. The note is for teachers only.
    """

    classroom = models.ForeignKey(Classroom, on_delete=models.PROTECT)
    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="accommodations")
    assignment = models.ForeignKey(
        Assignment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="accommodations",
    )
    factor = FractionField(null=True, blank=True, validators=[check_factor])
    extra_attempts = models.PositiveIntegerField(default=0)
    opens_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    # Of one assignment: leaves the student's total and what is dropped, or takes no lateness off.
    is_excused = models.BooleanField(default=False)
    is_late_waived = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            # Two teachers granting at once: which of the two times is the student's?
            models.UniqueConstraint(
                fields=["student", "assignment"],
                condition=models.Q(assignment__isnull=False),
                name="accommodation_one_per_assignment",
            ),
            models.UniqueConstraint(
                fields=["student", "classroom"],
                condition=models.Q(assignment__isnull=True),
                name="accommodation_one_per_classroom",
            ),
            # Excused from everything for ever by a slip of the form: such a student is removed.
            models.CheckConstraint(
                condition=models.Q(assignment__isnull=False)
                | models.Q(is_excused=False, is_late_waived=False),
                name="accommodation_excuses_one_assignment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} in {self.classroom_id}"
