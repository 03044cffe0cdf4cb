"""What an attempt asks: its questions, every step of an answer, every mark."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.engine.seal import seal
from quizzes.models.accounts import User
from quizzes.models.attempts.attempt import Attempt
from quizzes.models.bank import QuestionVersion
from quizzes.models.classrooms import Membership
from quizzes.models.fields import FractionField


class AttemptItemQuerySet(models.QuerySet["AttemptItem"]):
    """Questions in attempts, narrowed to what a person may mark."""

    def taught_by(self, user: User) -> Self:
        """Those of students at assignments of the user's classes."""
        return self.filter(
            attempt__assignment__classroom__memberships__user=user,
            attempt__assignment__classroom__memberships__is_active=True,
            attempt__assignment__classroom__memberships__role__in=Membership.STAFF,
        )

    def markable_by(self, user: User) -> Self:
        """Those handed in to classes of the user's that are not archived: marks can be given."""
        return self.taught_by(user).filter(
            attempt__assignment__classroom__archived_at__isnull=True,
            attempt__submitted_at__isnull=False,
        )

    def waiting(self) -> Self:
        """Those handed in that wait for a person; what is worth nothing, or dropped, does not."""
        return self.filter(
            attempt__submitted_at__isnull=False, fraction__isnull=True, is_dropped=False
        ).exclude(points="0")


class AttemptItem(models.Model):
    """A question in an attempt: the version, points and shuffle it was shown with, for ever.

    Cache: `last_revision` and `counted_revision` (of its steps), `is_finished` (its behavior
    takes no more), `state`, `fraction` (of its newest mark), `mark_count`, and what progress reads.
    """

    class State(models.TextChoices):
        """What the counted answer is."""

        UNANSWERED = "unanswered", _("Not answered")
        ANSWERED = "answered", _("Answered")
        UNREADABLE = "unreadable", _("Cannot be read")

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    # Its place in the quiz before any shuffle: what the next student's attempt is made from.
    quiz_order = models.PositiveIntegerField()
    version = models.ForeignKey(
        QuestionVersion, on_delete=models.PROTECT, related_name="attempt_items"
    )
    points = FractionField()
    option_order = models.JSONField(default=list)
    section_title = models.CharField(max_length=200, blank=True)
    instructions = models.TextField(blank=True)
    is_flagged = models.BooleanField(default=False)
    # A teacher has taken the question out of what counts, for all who were shown it.
    is_dropped = models.BooleanField(default=False)
    # Cache:
    last_revision = models.PositiveIntegerField(default=0)
    counted_revision = models.PositiveIntegerField(default=0)
    is_finished = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.UNANSWERED)
    fraction = FractionField(null=True)
    mark_count = models.PositiveIntegerField(default=0)
    # Cache for progress: the step that was the first checked answer (0: none) and its moment; what
    # it earns by itself (null: none, or it waits for a person); whether it was this student's first
    # to the question, given before its key was shown to them; the time spent, in seconds.
    first_revision = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(null=True)
    first_fraction = FractionField(null=True)
    is_first = models.BooleanField(default=False)
    seconds = models.PositiveIntegerField(default=0)

    objects = AttemptItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="item_position_unique"),
            # The same question twice in an attempt.
            models.UniqueConstraint(fields=["attempt", "version"], name="item_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}.{self.position}"


class Strike(models.Model):
    """An option that a student struck out: a note of their own, in no step, mark or receipt."""

    item = models.ForeignKey(AttemptItem, on_delete=models.PROTECT, related_name="+")
    option = models.CharField(max_length=40)

    class Meta:
        constraints = [
            # Two devices at once: bringing it back would leave one.
            models.UniqueConstraint(fields=["item", "option"], name="strike_once_per_option"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.option}"


class Judgment(models.Model):
    """How well a student says, in practice, that they remembered. Appended; the newest counts.

    `rating` is FSRS's (2 hard, 3 good, 4 easy; 1 where the answer was not right); null takes the
    judgment back, so that the answer waits for another one.
    """

    item = models.ForeignKey(AttemptItem, on_delete=models.PROTECT, related_name="judgments")
    number = models.PositiveIntegerField()
    rating = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            # A double tap: which of two judgments is the newest?
            models.UniqueConstraint(fields=["item", "number"], name="judgment_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} judged {self.rating}"


class Step(models.Model):
    """One accepted save: what was typed, readable or not. Appended; never changed, never removed.

    `revision` counts the item's steps from 1. `reading` is the value as the kind read it, where
    the text alone does not tell.
    """

    item = models.ForeignKey(AttemptItem, on_delete=models.PROTECT, related_name="steps")
    revision = models.PositiveIntegerField()
    action = models.CharField(max_length=10)
    raw = models.JSONField()
    reading = models.JSONField(null=True)
    is_readable = models.BooleanField()
    is_late = models.BooleanField()
    at = models.DateTimeField()
    seal = models.CharField(max_length=32)

    class Meta:
        constraints = [
            # Two tabs saving on one base: both would be revision 4 and one answer lost.
            models.UniqueConstraint(fields=["item", "revision"], name="step_revision_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} r{self.revision} {self.action}"

    def sealed(self) -> str:
        """Return the seal that this row must carry."""
        return seal(
            self.item_id,
            self.revision,
            self.action,
            self.raw,
            self.reading,
            self.is_readable,
            self.is_late,
            self.at,
        )


class AcceptedLateStep(models.Model):
    """A teacher's decision that a late step counts. Appended; never changed, never removed."""

    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="acceptance")
    accepted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    seal = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"step {self.step_id} accepted"

    def sealed(self) -> str:
        """Return the seal that this row must carry."""
        return seal(self.step_id, self.accepted_by_id, self.reason, self.at)


class Mark(models.Model):
    """What an answer earned, by whom and why. Appended; the newest of an item counts.

    `fraction` None waits for a person. `revision` is the step that was scored (0: none), `version`
    the content it was scored by; `parts` the fraction of each part, as text.
    """

    class Source(models.TextChoices):
        """Who or what gave it."""

        RULE = "rule", _("the scoring rule")
        PERSON = "person", _("a person")
        REGRADE = "regrade", _("a regrade")
        GIVEN = "given", _("given to everybody")

    item = models.ForeignKey(AttemptItem, on_delete=models.PROTECT, related_name="marks")
    number = models.PositiveIntegerField()
    fraction = FractionField(null=True)
    parts = models.JSONField(default=dict)
    is_near_miss = models.BooleanField(default=False)
    source = models.CharField(max_length=10, choices=Source)
    marker = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    # What the marker says to the student: feedback, shown when feedback is.
    comment = models.TextField(blank=True)
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField()
    seal = models.CharField(max_length=32)

    class Meta:
        constraints = [
            # Two markers at once: which of two marks is the newest?
            models.UniqueConstraint(fields=["item", "number"], name="mark_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} mark {self.number}: {self.fraction}"

    def sealed(self) -> str:
        """Return the seal that this row must carry."""
        values: tuple[Any, ...] = (
            self.item_id,
            self.number,
            self.fraction,
            self.parts,
            self.is_near_miss,
            self.source,
            self.marker_id,
            self.reason,
            self.version_id,
            self.revision,
            self.at,
        )
        # Marks of before there were comments keep their seal.
        return seal(*values, *([self.comment] if self.comment else []))
