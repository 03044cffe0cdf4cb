"""Quizzes: sections, items and the settings that are an attempt's defaults."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.engine.terms import Layout, Navigation, Terms
from quizzes.models.accounts import Share, User
from quizzes.models.articles import Article
from quizzes.models.bank import Question
from quizzes.models.classrooms import Membership
from quizzes.models.fields import FractionField, PublicIdField, PublicIdManager


class QuizQuerySet(models.QuerySet["Quiz"]):
    """Quizzes, narrowed."""

    def open_for_self_study(self, user: User) -> Self:
        """Those that a person may take: the library's, one's own, those of one's teachers."""
        teachers = Membership.objects.teaching(user).values("user")
        return self.filter(is_open=True, is_archived=False).filter(
            models.Q(owner=None) | models.Q(owner=user) | models.Q(owner__in=teachers)
        )

    def visible_to(self, user: User) -> Self:
        """For a teacher the library, the teacher's own and what is shared; for others none."""
        if not user.is_teacher:
            return self.none()
        shared = QuizShare.objects.filter(person=user)
        return self.filter(
            models.Q(owner=None) | models.Q(owner=user) | models.Q(pk__in=shared.values("quiz"))
        )

    def editable_by(self, user: User) -> Self:
        """A teacher's own, and what a colleague lets the teacher change; the library is copied."""
        if not user.is_teacher:
            return self.none()
        shared = QuizShare.objects.filter(person=user, may_edit=True)
        return self.filter(models.Q(owner=user) | models.Q(pk__in=shared.values("quiz")))

    def with_rights(self, user: User) -> Self:
        """Say of each whether a person may change it, as `is_editable`, in the same query."""
        mine = Quiz.objects.editable_by(user).filter(pk=models.OuterRef("pk"))
        return self.annotate(is_editable=models.Exists(mine))


class Quiz(models.Model):
    """Questions in order, and how they are taken unless an assignment says otherwise."""

    public_id = PublicIdField()
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    # Numbers are read by the quiz's language, whoever answers.
    language = models.CharField(max_length=20, default="en")
    is_open = models.BooleanField(_("open for self-study"), default=False)
    behavior = models.CharField(max_length=20, default="deferred")
    layout = models.CharField(max_length=20, default=Layout.ONE_PER_PAGE)
    navigation = models.CharField(max_length=20, default=Navigation.FREE)
    shuffles_questions = models.BooleanField(_("shuffle the questions"), default=False)
    shows_article = models.BooleanField(_("show the article"), default=True)
    attempts_allowed = models.PositiveIntegerField(_("tries"), null=True, blank=True)
    limit_seconds = models.PositiveIntegerField(_("time limit"), null=True, blank=True)
    grading_method = models.CharField(max_length=10, default="highest")
    review_preset = models.CharField(max_length=20, default="practice")
    # Counts the saved changes: of two authors the second is told, and overwrites nothing.
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    # Put away: in no list and no choice; attempts and assignments stay.
    is_archived = models.BooleanField(default=False)

    objects = PublicIdManager.from_queryset(QuizQuerySet)()

    class Meta:
        verbose_name_plural = "quizzes"

    def __str__(self) -> str:
        return self.title

    def natural_key(self) -> tuple[str]:
        """Name the row in fixtures."""
        return (str(self.public_id),)

    natural_key.dependencies = ["quizzes.article"]  # type: ignore[attr-defined]

    def terms(self) -> Terms:
        """Return how an attempt at this quiz is taken, by its own settings."""
        limit = self.limit_seconds
        return Terms(
            behavior=self.behavior,
            grading_method=self.grading_method,
            review_preset=self.review_preset,
            layout=self.layout,
            navigation=self.navigation,
            shuffles_questions=self.shuffles_questions,
            shows_article=self.shows_article and self.article_id is not None,
            attempts_allowed=self.attempts_allowed,
            limit=None if limit is None else timedelta(seconds=limit),
        )


class QuizShare(Share):
    """A quiz that a colleague may use, with its questions and its article."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="shares")

    class Meta:
        constraints = [
            # Shared twice at once: taking it back once would leave it shared.
            models.UniqueConstraint(fields=["quiz", "person"], name="quizshare_once"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id} with {self.person_id}"


class SectionManager(models.Manager["Section"]):
    """Finds a section when fixtures are loaded."""

    def get_by_natural_key(self, quiz: str, order: int) -> "Section":
        """Return the section that a fixture means."""
        return self.get(quiz__public_id=quiz, order=order)


class Section(models.Model):
    """A part of a quiz with a title and instructions of its own; a quiz has at least one."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=200, blank=True)
    instructions = models.TextField(_("instructions"), blank=True)

    objects = SectionManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quiz", "order"], name="section_order_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}.{self.order} {self.title}"

    def natural_key(self) -> tuple[str, int]:
        """Name the row in fixtures."""
        return (str(self.quiz.public_id), self.order)

    natural_key.dependencies = ["quizzes.quiz"]  # type: ignore[attr-defined]


class QuizItemManager(models.Manager["QuizItem"]):
    """Finds an item when fixtures are loaded."""

    def get_by_natural_key(self, quiz: str, section: int, order: int) -> "QuizItem":
        """Return the item that a fixture means."""
        return self.get(section__quiz__public_id=quiz, section__order=section, order=order)


class QuizItem(models.Model):
    """A place in a quiz: one fixed question, or a draw of `draw_count` out of its pool.

    `points` is what each question there is worth.
    """

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    question = models.ForeignKey(
        Question, null=True, blank=True, on_delete=models.PROTECT, related_name="quiz_items"
    )
    draw_count = models.PositiveIntegerField(null=True, blank=True)
    points = FractionField(default="1")

    objects = QuizItemManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["section", "order"], name="quizitem_order_unique"),
            # Dropped twice into one section: the student would be asked the same again.
            models.UniqueConstraint(fields=["section", "question"], name="quizitem_question_once"),
            # Neither or both: nobody could say what stands in this place.
            models.CheckConstraint(
                condition=models.Q(question__isnull=False, draw_count__isnull=True)
                | models.Q(question__isnull=True, draw_count__gte=1),
                name="quizitem_question_or_draw",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section_id}.{self.order}"

    def natural_key(self) -> tuple[str, int, int]:
        """Name the row in fixtures."""
        return (*self.section.natural_key(), self.order)

    natural_key.dependencies = ["quizzes.section", "quizzes.question"]  # type: ignore[attr-defined]


class PooledQuestionManager(models.Manager["PooledQuestion"]):
    """Finds a question of a pool when fixtures are loaded."""

    def get_by_natural_key(
        self, quiz: str, section: int, order: int, question: str
    ) -> "PooledQuestion":
        """Return the place in a pool that a fixture means."""
        item = QuizItem.objects.get_by_natural_key(quiz, section, order)
        return self.get(item=item, question__public_id=question)


class PooledQuestion(models.Model):
    """A question that a draw can ask."""

    item = models.ForeignKey(QuizItem, on_delete=models.CASCADE, related_name="pool")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="pools")

    objects = PooledQuestionManager()

    class Meta:
        constraints = [
            # Twice in one pool: drawn twice as often, or asked twice.
            models.UniqueConstraint(fields=["item", "question"], name="pooledquestion_once"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} in {self.item_id}"

    def natural_key(self) -> tuple[str, int, int, str]:
        """Name the row in fixtures."""
        return (*self.item.natural_key(), *self.question.natural_key())

    natural_key.dependencies = ["quizzes.quizitem", "quizzes.question"]  # type: ignore[attr-defined]
