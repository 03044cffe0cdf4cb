"""An attempt: one try of one student, as it was begun, and what it came to."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from quizzes.engine.disclosure import Policy
from quizzes.engine.scoring import Total
from quizzes.engine.timing import days_late
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision
from quizzes.models.assignments import Assignment
from quizzes.models.classrooms import Membership
from quizzes.models.composition import Quiz
from quizzes.models.fields import FractionField, PublicIdField


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Attempts, narrowed."""

    def visible_to(self, user: User) -> Self:
        """The user's own."""
        return self.filter(student=user)

    def taught_by(self, user: User) -> Self:
        """Those of students at assignments of the user's classes."""
        return self.filter(
            assignment__classroom__memberships__user=user,
            assignment__classroom__memberships__is_active=True,
            assignment__classroom__memberships__role__in=Membership.STAFF,
        )

    def open(self) -> Self:
        """Those that have not been handed in."""
        return self.filter(submitted_at__isnull=True)

    def submitted(self) -> Self:
        """Those that have been handed in, by the student or by the clock."""
        return self.filter(submitted_at__isnull=False)

    def due_before(self, moment: datetime) -> Self:
        """Those whose deadline has passed at a moment."""
        return self.filter(deadline__lt=moment)

    def counted(self) -> Self:
        """All but previews: practice, too."""
        return self.filter(preview_of__isnull=True)

    def look_again(self) -> int:
        """Let progress look at them again, since marks or what is shown have changed."""
        return self.exclude(learned_at=None).update(learned_at=None)

    def with_origin(self) -> Self:
        """Load what `quiz_taken` and the terms need, in the same query."""
        return self.select_related(
            "assignment__quiz", "assignment__classroom", "quiz", "preview_of"
        )

    def titled(self) -> Self:
        """Add what `title` needs, and the `class_zone`, in the same query.

        Whole rows of the origin, of which a page says no more, would double what opening it costs.
        """
        titles = [f"{quiz}__title" for quiz in ("assignment__quiz", "quiz", "preview_of")]
        zone = F("assignment__classroom__time_zone")
        return self.annotate(quiz_title=Coalesce(*titles), class_zone=zone)


ORIGINS = ("assignment", "quiz", "preview_of")
PRACTICE = _("Practice")


def exactly_one_origin() -> Q:
    """Return the condition that one of the origins is set and the others are not."""
    condition = Q(is_practice=True, **{f"{name}__isnull": True for name in ORIGINS})
    for chosen in ORIGINS:
        places = {f"{name}__isnull": name != chosen for name in ORIGINS}
        condition |= Q(is_practice=False, **places)
    return condition


def one_open_per(origin: str) -> models.UniqueConstraint:
    """Return the index that stops a double click from starting two attempts."""
    return models.UniqueConstraint(
        fields=["student", origin],
        condition=Q(submitted_at__isnull=True, **{f"{origin}__isnull": False}),
        name=f"attempt_one_open_per_{origin}",
    )


def one_number_per(origin: str) -> models.UniqueConstraint:
    """Return the index that stops two attempts from being "the second"."""
    return models.UniqueConstraint(
        fields=["student", origin, "number"],
        condition=Q(**{f"{origin}__isnull": False}),
        name=f"attempt_number_per_{origin}",
    )


class Attempt(models.Model):
    """One try of one student, at an assignment, a quiz (self-study), a preview, or practice.

    Frozen at the start: seed, behavior, grading method, review policy, layout and language. The
    deadline and the own due time change only by an act on record. Cache, recomputed by
    `verify_records`: `raw_earned`, `earned`, `maximum`, `pending`, `days_late`, `answered_count`.
    """

    class EndedBy(models.TextChoices):
        """Who handed it in."""

        STUDENT = "student", _("the student")
        CLOCK = "clock", _("the clock")
        TEACHER = "teacher", _("the teacher")

    public_id = PublicIdField()
    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="attempts")
    assignment = models.ForeignKey(
        Assignment, null=True, on_delete=models.PROTECT, related_name="attempts"
    )
    quiz = models.ForeignKey(Quiz, null=True, on_delete=models.PROTECT, related_name="attempts")
    preview_of = models.ForeignKey(
        Quiz, null=True, on_delete=models.PROTECT, related_name="previews"
    )
    # A session of questions that came back: of no quiz, and nothing of it counts anywhere.
    is_practice = models.BooleanField(default=False)
    number = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    behavior = models.CharField(max_length=20)
    grading_method = models.CharField(max_length=10)
    review_preset = models.CharField(max_length=20)
    review_policy = models.JSONField()
    layout = models.CharField(max_length=20)
    navigation = models.CharField(max_length=20)
    # The text that stands beside the questions, as it was at the start; null where none does.
    article_revision = models.ForeignKey(
        ArticleRevision, null=True, on_delete=models.PROTECT, related_name="+"
    )
    language = models.CharField(max_length=20)
    late_percent = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    deadline = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    # Minutes that a teacher gave during the attempt, after an outage for example: they stay on top
    # of whatever deadline limit and closing time come to.
    added_seconds = models.PositiveIntegerField(default=0)
    # The share of the maximum that its student keeps where a question was dropped, if the rest came
    # to less. Null: what the rest came to.
    kept_share = FractionField(null=True)
    # Where a forward-only student has come to; going back is refused below it.
    position = models.PositiveIntegerField(default=1)
    # The id of the sentence last read, so that another device opens the article there.
    reading_place = models.CharField(max_length=12, blank=True)
    submitted_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=10, choices=EndedBy, blank=True)
    # The code on the student's receipt, by which a teacher finds the attempt.
    receipt = models.CharField(max_length=20, blank=True, db_index=True)
    # Cache:
    raw_earned = FractionField(default="0")
    earned = FractionField(default="0")
    maximum = FractionField(default="0")
    pending = FractionField(default="0")
    days_late = models.PositiveIntegerField(default=0)
    answered_count = models.PositiveIntegerField(default=0)
    # When progress took its answers in as they stand; null while it has to look at them (again).
    learned_at = models.DateTimeField(null=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        constraints = [
            # An attempt that belongs to two things would be counted, and disclosed, by both.
            models.CheckConstraint(condition=exactly_one_origin(), name="attempt_one_origin"),
            *(one_open_per(origin) for origin in ORIGINS),
            *(one_number_per(origin) for origin in ORIGINS),
            # Two devices starting to practise at once.
            models.UniqueConstraint(
                fields=["student"],
                condition=Q(submitted_at__isnull=True, is_practice=True),
                name="attempt_one_open_practice",
            ),
            models.UniqueConstraint(
                fields=["student", "number"],
                condition=Q(is_practice=True),
                name="attempt_number_of_practice",
            ),
            # Handed in by nobody, or ended while still open.
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, ended_by="")
                | (Q(submitted_at__isnull=False) & ~Q(ended_by="")),
                name="attempt_ended_by_somebody",
            ),
        ]
        indexes = [
            # `close_overdue` asks for this every minute.
            models.Index(
                fields=["deadline"],
                condition=Q(submitted_at__isnull=True),
                name="attempt_open_by_deadline",
            ),
            # Progress asks for these every minute, and at each page about it.
            models.Index(
                fields=["student"],
                condition=Q(submitted_at__isnull=False, learned_at__isnull=True),
                name="attempt_to_learn_from",
            ),
            # A student's home and history.
            models.Index(fields=["student", "-started_at"], name="attempt_of_student"),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} try {self.number} ({self.public_id})"

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.submitted_at is None

    @property
    def quiz_taken(self) -> Quiz:
        """The quiz whose questions it asks."""
        if self.assignment is not None:
            return self.assignment.quiz
        quiz = self.quiz or self.preview_of
        if quiz is None:
            raise ValueError("practice is of no quiz")
        return quiz

    @property
    def title(self) -> str:
        """The quiz's; no query where it was loaded `titled` or `with_origin`."""
        if self.is_practice:
            return str(PRACTICE)
        return getattr(self, "quiz_title", "") or self.quiz_taken.title

    def days_after_due(self) -> int:
        """Return how many days late it was handed in, by its class's clock; 0 in self-study."""
        if self.assignment is None or self.submitted_at is None:
            return 0
        return days_late(
            submitted_at=self.submitted_at,
            due_at=self.due_at,
            zone=self.assignment.classroom.zone,
        )

    @property
    def policy(self) -> Policy:
        """What is shown when, as it was at the start."""
        return Policy.from_json(self.review_policy)

    @property
    def total(self) -> Total:
        """Points after lateness, the maximum and what waits for a person."""
        return Total(earned=self.earned, maximum=self.maximum, pending=self.pending)


class EarlierReceipt(models.Model):
    """A receipt of an attempt that was opened again: its code still finds it. Appended."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="earlier_receipts")
    code = models.CharField(max_length=20, db_index=True)
    submitted_at = models.DateTimeField()
    ended_by = models.CharField(max_length=10, choices=Attempt.EndedBy)

    def __str__(self) -> str:
        return f"{self.code} of {self.attempt_id}"
