"""Progress: what a student knows, and when a question comes back. All of it can be made again."""

from datetime import datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.accounts import User
from quizzes.models.articles import Article
from quizzes.models.bank import Question, Topic
from quizzes.models.fields import FractionField

DAILY_LIMIT, RETENTION = 20, 0.9


class ReviewLogQuerySet(models.QuerySet["ReviewLog"]):
    """Answers that progress has taken in, narrowed."""

    def visible_to(self, user: User) -> Self:
        """The user's own."""
        return self.filter(student=user)

    def learned_from(self) -> Self:
        """Those that mastery learns from: the first answer to each question."""
        return self.filter(is_first=True, fraction__isnull=False)


class ReviewLog(models.Model):
    """An answer whose mark its student may see: what progress knows of it.

    Made of steps, marks and the student's own judgment, and made again when one of them changes.
    `attempt_key` is the public id of the attempt: a foreign key would point right. `fraction` is
    what the answer earned by itself, before penalties, lateness and given points; null where
    nothing was answered. `rating` is FSRS's, null where nothing is scheduled by it. `chance` (0..1)
    and `difficulty` (logits) are the question's as mastery took them.
    """

    class Rating(models.IntegerChoices):
        """How well a question was remembered, in FSRS's numbers."""

        AGAIN = 1, _("Again")
        HARD = 2, _("Hard")
        GOOD = 3, _("Good")
        EASY = 4, _("Easy")

    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="review_logs")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="review_logs")
    attempt_key = models.UUIDField()
    at = models.DateTimeField()
    # `at` in quarters of an hour since 1970: days of any time zone are sums of these.
    quarter = models.PositiveIntegerField()
    fraction = FractionField(null=True)
    is_first = models.BooleanField()
    rating = models.PositiveSmallIntegerField(null=True, choices=Rating)
    chance = models.FloatField()
    difficulty = models.FloatField()
    seconds = models.PositiveIntegerField(default=0)

    objects = ReviewLogQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two workers taking in one attempt: each answer would count twice.
            models.UniqueConstraint(
                fields=["student", "question", "attempt_key"], name="reviewlog_once_per_answer"
            ),
            # Two first answers to a question: repeats would lift mastery.
            models.UniqueConstraint(
                fields=["student", "question"],
                condition=Q(is_first=True),
                name="reviewlog_one_first",
            ),
        ]
        indexes = [
            models.Index(fields=["student", "quarter"], name="reviewlog_by_quarter"),
            models.Index(fields=["attempt_key"], name="reviewlog_by_attempt"),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.question_id} {self.fraction}"


class MasteryQuerySet(models.QuerySet["Mastery"]):
    """Mastery, narrowed."""

    def visible_to(self, user: User) -> Self:
        """The user's own."""
        return self.filter(student=user)


class Mastery(models.Model):
    """What is believed of a student's ability in a topic, or at an article. Cache of ReviewLog.

    `weights` is the posterior on the engine's grid at `as_of`, the moment of its last answer;
    `mean`, `low` and `high` (0..1) what is shown of it then; `history` the same at the end of each
    day with an answer: [day as a proleptic ordinal (UTC), mean, low, high, answers so far].
    """

    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="masteries")
    # "topic:7" or "article:3": one column that both databases can hold to once a student.
    key = models.CharField(max_length=30)
    topic = models.ForeignKey(Topic, null=True, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey(Article, null=True, on_delete=models.CASCADE, related_name="+")
    weights = models.JSONField()
    answer_count = models.PositiveIntegerField()
    as_of = models.DateTimeField()
    mean = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    history = models.JSONField(default=list)

    objects = MasteryQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two submits at once: which of two rows is what a student knows?
            models.UniqueConstraint(fields=["student", "key"], name="mastery_once_per_subject"),
            # A row about two things, or none, is read as both, or as nothing.
            models.CheckConstraint(
                condition=Q(topic__isnull=True) ^ Q(article__isnull=True),
                name="mastery_of_one_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.key} {self.mean:.2f}"


class ReviewCardQuerySet(models.QuerySet["ReviewCard"]):
    """Cards, narrowed."""

    def visible_to(self, user: User) -> Self:
        """The user's own."""
        return self.filter(student=user)

    def due(self, moment: datetime) -> Self:
        """Those that are due at a moment and not put aside until later."""
        return self.filter(due_at__lte=moment).exclude(buried_until__gt=moment)


class ReviewCard(models.Model):
    """When a question comes back to a student. Cache of ReviewLog, but for `buried_until`.

    `stability` (days) and `difficulty` (1..10) are FSRS's; null before the first rated answer.
    """

    student = models.ForeignKey(User, on_delete=models.PROTECT, related_name="review_cards")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="review_cards")
    stability = models.FloatField(null=True)
    difficulty = models.FloatField(null=True)
    due_at = models.DateTimeField()
    last_review_at = models.DateTimeField(null=True)
    review_count = models.PositiveIntegerField(default=0)
    lapse_count = models.PositiveIntegerField(default=0)
    # The student's own act: not before then.
    buried_until = models.DateTimeField(null=True)

    objects = ReviewCardQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two submits at once: the question would come back twice.
            models.UniqueConstraint(fields=["student", "question"], name="reviewcard_once"),
        ]
        indexes = [models.Index(fields=["student", "due_at"], name="reviewcard_by_due")]

    def __str__(self) -> str:
        return f"{self.student_id} {self.question_id} due {self.due_at:%Y-%m-%d}"


class PracticeSettings(models.Model):
    """How much a student practises a day, and how much of it is to be remembered. None: defaults.

    `retention` is the share (0..1) that the student wants to remember when a question comes back.
    """

    student = models.OneToOneField(User, on_delete=models.PROTECT, related_name="practice_settings")
    daily_limit = models.PositiveIntegerField(
        _("questions a day, at most"),
        default=DAILY_LIMIT,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    retention = models.FloatField(
        _("how much to remember"),
        default=RETENTION,
        validators=[MinValueValidator(0.7), MaxValueValidator(0.97)],
    )

    class Meta:
        verbose_name_plural = "practice settings"
        constraints = [
            # At 1 everything is due at once and for ever; at 0 nothing comes back.
            models.CheckConstraint(
                condition=Q(retention__gte=0.7, retention__lte=0.97, daily_limit__gte=1),
                name="practice_settings_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student_id}: {self.daily_limit} a day"


class QuestionDifficulty(models.Model):
    """How difficult a question is by the answers to it, as of a day: better than a guess.

    `logit` and `standard_error` are in logits; one without a row has its author's guess.
    """

    question = models.OneToOneField(
        Question, on_delete=models.CASCADE, related_name="estimated_difficulty"
    )
    logit = models.FloatField()
    standard_error = models.FloatField()
    answer_count = models.PositiveIntegerField()
    estimated_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "question difficulties"

    def __str__(self) -> str:
        return f"{self.question_id}: {self.logit:+.2f}"
