"""What is being written in an editor and is not published yet."""

from typing import Self

from django.db import models

from quizzes.models.accounts import User
from quizzes.models.fields import PublicIdField


class EditingDraftQuerySet(models.QuerySet["EditingDraft"]):
    """Drafts, narrowed to whose they are."""

    def visible_to(self, user: User) -> Self:
        """The user's own: nobody reads what somebody else has not published."""
        return self.filter(author=user)


class EditingDraft(models.Model):
    """What one author has typed into the form of one thing, as the form would post it.

    Kept as students' answers are: each save names the `revision` that it goes out from, so that
    two tabs never overwrite each other silently. Published or thrown away, the row goes.
    """

    class Subject(models.TextChoices):
        """What the form is about."""

        ARTICLE = "article"
        QUESTION = "question"

    public_id = PublicIdField()
    author = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=10, choices=Subject)
    # The public id of the thing; of a new one, the id that its form carries along.
    subject_id = models.UUIDField()
    # A question's kind; empty for an article.
    kind = models.CharField(max_length=30, blank=True)
    # Its first words, for a list.
    title = models.CharField(max_length=200, blank=True)
    # The version or revision that was opened; 0 for a new thing.
    base = models.PositiveIntegerField(default=0)
    # Counts the saves.
    revision = models.PositiveIntegerField(default=1)
    # A list of [name, value], in the order of the form.
    posted = models.JSONField()
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    objects = EditingDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two tabs opened at once: which of two drafts would be shown next time?
            models.UniqueConstraint(
                fields=["author", "subject", "subject_id"], name="editingdraft_one_per_thing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id} of {self.author_id}"
