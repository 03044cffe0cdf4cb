"""Grading: acts that change many marks, who marks what just now, and what students ask about."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AttemptItem, Mark
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.classrooms import Membership
from quizzes.models.fields import PublicIdField


class GradingAct(models.Model):
    """One decision of a person about marks of several answers, which can be undone as one.

    Appended; only `undone_at` and `undone_by` are set once, later. `version` is the content that
    was scored by; `choice` how old and new scores were weighed. `summary` counts what it did.
    """

    class Kind(models.TextChoices):
        """What was decided."""

        REGRADE = "regrade", _("Scored again")
        EVERYONE = "everyone", _("Everyone got the point")
        DROP = "drop", _("The question was dropped")
        GROUP = "group", _("Equal answers marked together")
        OVERRIDE = "override", _("One mark was changed")

    class Choice(models.TextChoices):
        """What becomes of a score that a regrade changes."""

        RECOMPUTE = "recompute", _("As the new key says")
        ONLY_RISE = "only_rise", _("Only where the score rises")
        BOTH = "both", _("The old key and the new one both count as right")

    public_id = PublicIdField()
    kind = models.CharField(max_length=10, choices=Kind)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        QuestionVersion, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # Null: at more than one.
    assignment = models.ForeignKey(
        Assignment, null=True, on_delete=models.PROTECT, related_name="grading_acts"
    )
    choice = models.CharField(max_length=10, choices=Choice, blank=True)
    # Of a drop: whether those who fell by it keep the percent they had.
    keeps_percent = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    summary = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} of {self.question_id}"


class ActedItem(models.Model):
    """An answer that an act was about: what it was before, so that the act can be undone. Appended.

    `mark` is the mark that the act gave, null for a drop; `before` the mark that counted until
    then.
    """

    act = models.ForeignKey(GradingAct, on_delete=models.PROTECT, related_name="items")
    item = models.ForeignKey(AttemptItem, on_delete=models.PROTECT, related_name="acted")
    mark = models.OneToOneField(Mark, null=True, on_delete=models.PROTECT, related_name="acted")
    before = models.ForeignKey(Mark, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            # Counted twice in what the act did, and undone twice.
            models.UniqueConstraint(fields=["act", "item"], name="acteditem_once_per_act"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} by {self.act_id}"


class MarkingClaim(models.Model):
    """That an answer is in the hands of one marker, so that nobody else is given it.

    A claim that was not touched for a while is anybody's again.
    """

    item = models.OneToOneField(AttemptItem, on_delete=models.CASCADE, related_name="claim")
    marker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    claimed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["marker", "claimed_at"], name="markingclaim_of_marker")]

    def __str__(self) -> str:
        return f"{self.item_id} by {self.marker_id}"


class MarkingDraft(models.Model):
    """What a marker has chosen and typed for an answer and has not given yet.

    `levels` are the rubric's levels by criterion; `based_on` the number of the mark that counted.
    """

    item = models.ForeignKey(AttemptItem, on_delete=models.CASCADE, related_name="+")
    marker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    levels = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    based_on = models.PositiveIntegerField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Two tabs of one marker: which of two drafts would come back?
            models.UniqueConstraint(fields=["item", "marker"], name="markingdraft_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} by {self.marker_id}"


class Phrase(models.Model):
    """A comment that a marker uses again; for one question, or for all."""

    public_id = PublicIdField()
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, null=True, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(_("text"), max_length=500)
    used_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Kept twice by a double click: the list would grow by copies.
            models.UniqueConstraint(
                fields=["owner", "question", "text"], name="phrase_once_per_question"
            ),
            models.UniqueConstraint(
                fields=["owner", "text"],
                condition=models.Q(question__isnull=True),
                name="phrase_once_for_all",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class SecondLookQuerySet(models.QuerySet["SecondLook"]):
    """Requests for a second look, narrowed."""

    def open(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(answered_at__isnull=True)

    def taught_by(self, user: User) -> Self:
        """Those of students at assignments of the user's classes."""
        return self.filter(
            item__attempt__assignment__classroom__memberships__user=user,
            item__attempt__assignment__classroom__memberships__is_active=True,
            item__attempt__assignment__classroom__memberships__role__in=Membership.STAFF,
        )


class SecondLook(models.Model):
    """A student's wish that somebody looks at a mark again, and the answer. Both see both.

    `mark` is the one that was asked about; `addressee` who gave it, null where a rule did;
    `new_mark` what came of it, null where the mark stays.
    """

    public_id = PublicIdField()
    item = models.ForeignKey(AttemptItem, on_delete=models.PROTECT, related_name="looks")
    mark = models.ForeignKey(Mark, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    text = models.TextField()
    addressee = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    new_mark = models.OneToOneField(Mark, null=True, on_delete=models.PROTECT, related_name="+")

    objects = SecondLookQuerySet.as_manager()

    class Meta:
        constraints = [
            # A double click, or asking again before there is an answer.
            models.UniqueConstraint(
                fields=["item"],
                condition=models.Q(answered_at__isnull=True),
                name="secondlook_one_open_per_item",
            ),
            # Answered by nobody: the student could not ask anybody back.
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answered_by__isnull=True)
                | models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="secondlook_answered_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} by {self.asked_by_id}"
