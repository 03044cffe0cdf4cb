"""The question bank: questions apart from their versions, topics, evidence."""

import json
from fractions import Fraction
from functools import cached_property, lru_cache, reduce
from html import unescape
from operator import or_
from typing import Any, Self

from django.db import models
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from quizzes.engine.behaviors import guessing
from quizzes.engine.behaviors.registry import behavior_for
from quizzes.engine.images import CONTENT_TYPES
from quizzes.engine.kinds.base import Kind, load_spec
from quizzes.engine.kinds.registry import kind_of
from quizzes.engine.seal import seal
from quizzes.models.accounts import Share, User
from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.fields import PublicIdField, PublicIdManager


class TopicManager(models.Manager["Topic"]):
    """Finds a topic when fixtures are loaded."""

    def get_by_natural_key(self, slug: str) -> "Topic":
        """Return the topic that a fixture means."""
        return self.get(slug=slug)


class Topic(models.Model):
    """What a question is about; a student's progress is told by topic."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=100)
    # Whose word it is; the library's have no owner.
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)

    objects = TopicManager()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        """Name the row in fixtures."""
        return (self.slug,)


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions, narrowed to what a person may see or change."""

    def visible_to(self, user: User) -> Self:
        """For a teacher the library, the teacher's own and what is shared; for others none.

        A quiz is shared with the questions that it asks or can draw. Those of a quiz of the
        teacher's own stay visible, whoever wrote them: a copy outlives what it was copied from.
        """
        if not user.is_teacher:
            return self.none()
        shared = QuestionShare.objects.filter(person=user)
        asked = [
            Question.objects.filter(**{f"{place}__section__quiz__{whose}": user}).values("pk")
            for place in ("quiz_items", "pools__item")
            for whose in ("shares__person", "owner")
        ]
        own = models.Q(owner=None) | models.Q(owner=user)
        return self.filter(
            reduce(
                or_,
                (models.Q(pk__in=each) for each in (shared.values("question"), *asked)),
                own,
            )
        )

    def editable_by(self, user: User) -> Self:
        """A teacher's own, and what a colleague lets the teacher change; the library is copied."""
        if not user.is_teacher:
            return self.none()
        shared = QuestionShare.objects.filter(person=user, may_edit=True)
        return self.filter(models.Q(owner=user) | models.Q(pk__in=shared.values("question")))


class Question(models.Model):
    """A question as a thing that has versions. What was used is retired, never deleted."""

    class Status(models.TextChoices):
        """Whether quizzes may use it."""

        DRAFT = "draft", _("Draft")
        READY = "ready", _("Ready")
        RETIRED = "retired", _("Retired")

    public_id = PublicIdField()
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    topics = models.ManyToManyField(Topic, blank=True)

    objects = PublicIdManager.from_queryset(QuestionQuerySet)()

    def __str__(self) -> str:
        return str(self.public_id)

    def natural_key(self) -> tuple[str]:
        """Name the row in fixtures."""
        return (str(self.public_id),)

    natural_key.dependencies = ["quizzes.article"]  # type: ignore[attr-defined]


class QuestionShare(Share):
    """A question that a colleague may use."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="shares")

    class Meta:
        constraints = [
            # Shared twice at once: taking it back once would leave it shared.
            models.UniqueConstraint(fields=["question", "person"], name="questionshare_once"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} with {self.person_id}"


class VersionQuerySet(models.QuerySet["QuestionVersion"]):
    """Versions, narrowed."""

    def newest(self) -> Self:
        """The one of each question that new attempts get."""
        last = (
            QuestionVersion.objects.filter(question=models.OuterRef("question"))
            .order_by("-number")
            .values("pk")[:1]
        )
        return self.filter(pk=models.Subquery(last))


class VersionManager(models.Manager["QuestionVersion"]):
    """Finds a version when fixtures are loaded."""

    def get_by_natural_key(self, question: str, number: int) -> "QuestionVersion":
        """Return the version that a fixture means."""
        return self.get(question__public_id=question, number=number)


class QuestionVersion(models.Model):
    """What a question says at one time. Created once, never updated.

    `spec` is the kind's own content (options, key, weights, feedback); `rendered` the HTML of all
    Markdown in it, made once at publishing: keys "stem", "explanation", "hint:0"… and those of the
    kind's `texts(spec)`. Ids of options and parts last across versions.
    """

    class Change(models.TextChoices):
        """What a version means for attempts at older ones."""

        CONTENT = "new_content", _("New content")
        CORRECTION = "scoring_correction", _("Scoring correction")

    class Difficulty(models.TextChoices):
        """The author's guess, until answers tell."""

        EASY = "easy", _("Easy")
        MEDIUM = "medium", _("Medium")
        HARD = "hard", _("Hard")

    class Bloom(models.TextChoices):
        """What a student must do (Anderson & Krathwohl, 2001)."""

        REMEMBER = "remember", _("Remember")
        UNDERSTAND = "understand", _("Understand")
        APPLY = "apply", _("Apply")
        ANALYZE = "analyze", _("Analyze")
        EVALUATE = "evaluate", _("Evaluate")

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    stem = models.TextField(_("question"))
    spec = models.JSONField()
    explanation = models.TextField(_("explanation"), blank=True)
    rendered = models.JSONField()
    # Markdown, the gentlest first: told after a wrong try, where a quiz allows several.
    hints = models.JSONField(default=list, blank=True)
    is_all_or_nothing = models.BooleanField(_("all or nothing"), default=False)
    bloom = models.CharField(_("level"), max_length=10, choices=Bloom)
    difficulty = models.CharField(_("difficulty"), max_length=10, choices=Difficulty)
    change = models.CharField(max_length=20, choices=Change, default=Change.CONTENT)
    # All that it says, folded: what a search looks in. Made once, of the rest.
    searched = models.TextField(blank=True)
    note = models.CharField(_("why it was changed"), max_length=300, blank=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    created_at = models.DateTimeField()
    seal = models.CharField(max_length=32)

    objects = VersionManager.from_queryset(VersionQuerySet)()

    class Meta:
        constraints = [
            # Two authors publishing at once: an attempt could not tell which version it was shown.
            models.UniqueConstraint(fields=["question", "number"], name="version_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} v{self.number}: {self.stem[:60]}"

    def natural_key(self) -> tuple[str, int]:
        """Name the row in fixtures."""
        return (str(self.question.public_id), self.number)

    natural_key.dependencies = ["quizzes.question"]  # type: ignore[attr-defined]

    @property
    def kind_module(self) -> Kind:
        """The engine's module for this kind."""
        return kind_of(self.kind)

    @cached_property
    def loaded_spec(self) -> Any:
        """The kind's own dataclass of the spec."""
        return _spec_of(self.kind, json.dumps(self.spec))

    @property
    def plain_stem(self) -> str:
        """The stem without its Markdown, for a line in a list; a formula stays as it was typed."""
        html = self.rendered["stem"]
        return self.stem if "<math" in html else unescape(strip_tags(html)).strip() or self.stem

    @property
    def option_count(self) -> int | None:
        """How many answers one part of it can take; None where it is no choice among a few."""
        return self.kind_module.option_count(self.loaded_spec)

    def chance(self, behavior_name: str) -> Fraction:
        """Return what a blind guesser earns on average under a behavior, 0..1."""
        return guessing.chance(
            self.kind_module.guesses(self.loaded_spec),
            behavior_for(behavior_name, self.option_count),
            is_all_or_nothing=self.is_all_or_nothing,
        )

    def compared(self, response: object | None) -> object | None:
        """Return what a response is compared with others by; None for a blank one."""
        if response is None:
            return None
        return self.kind_module.compared(self.loaded_spec, response)

    def sealed(self) -> str:
        """Return the seal that this row must carry; it asks for the question's public id."""
        return seal(
            str(self.question.public_id),
            self.number,
            self.kind,
            self.stem,
            self.spec,
            self.explanation,
            self.rendered,
            self.is_all_or_nothing,
            self.bloom,
            self.difficulty,
            self.change,
            self.note,
            self.created_by_id,
            self.created_at,
            # Not there at all in versions without: these were sealed before there were hints.
            *([self.hints] if self.hints else ()),
        )


@lru_cache(maxsize=4096)
def _spec_of(kind: str, text: str) -> Any:
    # Every page and every save reads specs, which are small, frozen, and the same for everybody.
    return load_spec(kind_of(kind), json.loads(text))


class EvidenceManager(models.Manager["Evidence"]):
    """Finds evidence when fixtures are loaded."""

    def get_by_natural_key(self, question: str, version: int, order: int) -> "Evidence":
        """Return the evidence that a fixture means."""
        return self.get(version__question__public_id=question, version__number=version, order=order)


class Evidence(models.Model):
    """Sentences of an article that settle a question: offsets into a revision, and the quote."""

    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="evidence")
    order = models.PositiveIntegerField()
    revision = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()

    objects = EvidenceManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="evidence_order_unique"),
            # An empty span would highlight nothing and still claim support.
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="evidence_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.quote[:60]

    def natural_key(self) -> tuple[str, int, int]:
        """Name the row in fixtures."""
        return (*self.version.natural_key(), self.order)

    natural_key.dependencies = ["quizzes.questionversion"]  # type: ignore[attr-defined]


class MediaQuerySet(models.QuerySet["Media"]):
    """Images, narrowed to what a person may see."""

    def visible_to(self, user: User) -> Self:
        """All, for whoever has an account: no address can be guessed, questions tell it."""
        return self.all() if user.is_authenticated else self.none()


class Media(models.Model):
    """An image in questions. What it shows never changes: another one is another row.

    Its file is named by `public_id` alone: nothing of it comes from whoever has sent it.
    """

    public_id = PublicIdField()
    suffix = models.CharField(max_length=4, choices=[(each, each) for each in CONTENT_TYPES])
    # SHA-256 of the file, in hexadecimal.
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(_("bytes"))
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(_("what it shows"), max_length=300, blank=True)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    created_at = models.DateTimeField()

    objects = PublicIdManager.from_queryset(MediaQuerySet)()

    class Meta:
        verbose_name_plural = _("media")
        constraints = [
            # An upload that is sent twice, as browsers do: the same image would be kept twice.
            models.UniqueConstraint(fields=["owner", "sha256"], name="media_once_for_each_owner"),
        ]

    def __str__(self) -> str:
        return self.alt or f"{self.public_id}.{self.suffix}"

    @property
    def path(self) -> str:
        """The file, in the media folder: not more than some hundreds in one directory."""
        return f"{self.public_id.hex[:2]}/{self.public_id}.{self.suffix}"

    @property
    def content_type(self) -> str:
        """The media type that it is served as."""
        return CONTENT_TYPES[self.suffix]
