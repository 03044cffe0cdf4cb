"""What a student says about a question after seeing it."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.models.accounts import User
from quizzes.models.attempts import AttemptItem
from quizzes.models.fields import PublicIdField


class QuestionReportQuerySet(models.QuerySet["QuestionReport"]):
    """Reports, narrowed."""

    def open(self) -> Self:
        """Those that nobody has answered."""
        return self.filter(answered_at__isnull=True)


class QuestionReport(models.Model):
    """ "Something is wrong with this question", tied to the version that was shown."""

    class Reason(models.TextChoices):
        """What is wrong."""

        KEY = "key", _("The marked answer seems wrong")
        UNCLEAR = "unclear", _("The question is not clear")
        EVIDENCE = "evidence", _("The article does not support it")
        LANGUAGE = "language", _("A mistake in the language")
        OTHER = "other", _("Something else")

    public_id = PublicIdField()
    item = models.ForeignKey(AttemptItem, on_delete=models.PROTECT, related_name="reports")
    reporter = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=Reason)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # What its reporter reads.
    answer = models.TextField(blank=True)

    objects = QuestionReportQuerySet.as_manager()

    class Meta:
        constraints = [
            # A double click would file the same report twice.
            models.UniqueConstraint(
                fields=["item", "reporter"],
                condition=models.Q(answered_at__isnull=True),
                name="report_one_open_per_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} on {self.item_id}"
