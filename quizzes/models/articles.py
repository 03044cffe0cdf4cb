"""Articles and their revisions."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.engine.seal import seal
from quizzes.engine.text import Block, blocks
from quizzes.models.accounts import Share, User
from quizzes.models.classrooms import Membership
from quizzes.models.fields import PublicIdField, PublicIdManager


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles, narrowed to what a person may see."""

    def visible_to(self, user: User) -> Self:
        """The shipped library, which everybody reads, the user's own, and what is shared.

        The article of a quiz of one's own is among it, since a quiz is copied without its article.
        For a student also what a quiz shows that is open to them for self-study: a quiz that is
        taken without the article opens no article.
        """
        shared = ArticleShare.objects.filter(person=user)
        of_quizzes = models.Q(quiz__shares__person=user) | models.Q(quiz__owner=user)
        in_quizzes = Article.objects.filter(of_quizzes)
        teachers = Membership.objects.teaching(user).values("user")
        to_study = Article.objects.filter(
            models.Q(quiz__owner=None) | models.Q(quiz__owner__in=teachers),
            quiz__is_open=True,
            quiz__is_archived=False,
            quiz__shows_article=True,
        )
        return self.filter(
            models.Q(owner=None)
            | models.Q(owner=user)
            | models.Q(pk__in=shared.values("article"))
            | models.Q(pk__in=in_quizzes.values("pk"))
            | models.Q(pk__in=to_study.values("pk"))
        )

    def editable_by(self, user: User) -> Self:
        """A teacher's own, and what a colleague lets the teacher change."""
        if not user.is_teacher:
            return self.none()
        shared = ArticleShare.objects.filter(person=user, may_edit=True)
        return self.filter(models.Q(owner=user) | models.Q(pk__in=shared.values("article")))


class Article(models.Model):
    """An article as a thing that has revisions. Without an owner it is of the shipped library."""

    public_id = PublicIdField()
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    # Put away: in no list and no choice; what points at it stays.
    is_archived = models.BooleanField(default=False)

    objects = PublicIdManager.from_queryset(ArticleQuerySet)()

    def __str__(self) -> str:
        return str(self.public_id)

    def natural_key(self) -> tuple[str]:
        """Name the row in fixtures."""
        return (str(self.public_id),)


class ArticleShare(Share):
    """An article that a colleague may use."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="shares")

    class Meta:
        constraints = [
            # Shared twice at once: taking it back once would leave it shared.
            models.UniqueConstraint(fields=["article", "person"], name="articleshare_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} with {self.person_id}"


class RevisionQuerySet(models.QuerySet["ArticleRevision"]):
    """Revisions, narrowed."""

    def current(self) -> Self:
        """The one of each article that readers get."""
        last = (
            ArticleRevision.objects.filter(article=models.OuterRef("article"))
            .order_by("-number")
            .values("pk")[:1]
        )
        return self.filter(pk=models.Subquery(last))


class RevisionManager(models.Manager["ArticleRevision"]):
    """Finds a revision when fixtures are loaded."""

    def get_by_natural_key(self, article: str, number: int) -> "ArticleRevision":
        """Return the revision that a fixture means."""
        return self.get(article__public_id=article, number=number)

    def newest(self, article: Article) -> "ArticleRevision":
        """Return the revision that readers get."""
        return self.filter(article=article).order_by("-number")[:1].get()


class ArticleRevision(models.Model):
    """The text at one time. It never changes: evidence points into it by offsets."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=300)
    author = models.CharField(_("author"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=20, default="en")
    attribution = models.TextField(_("attribution and license"), blank=True)
    text = models.TextField(_("text"))
    note = models.CharField(_("why it was changed"), max_length=300, blank=True)
    created_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT)
    created_at = models.DateTimeField()
    seal = models.CharField(max_length=32)

    objects = RevisionManager.from_queryset(RevisionQuerySet)()

    class Meta:
        constraints = [
            # Two corrections saved at once: both would be "revision 2", and evidence ambiguous.
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def natural_key(self) -> tuple[str, int]:
        """Name the row in fixtures."""
        return (str(self.article.public_id), self.number)

    natural_key.dependencies = ["quizzes.article"]  # type: ignore[attr-defined]

    def sealed(self) -> str:
        """Return the seal that this row must carry; it asks for the article's public id."""
        return seal(
            str(self.article.public_id),
            self.number,
            self.title,
            self.author,
            self.source,
            self.published_on,
            self.language,
            self.attribution,
            self.text,
            self.created_at,
            # Not there at all in revisions without: these were sealed before there were authors.
            *([self.note, self.created_by_id] if self.created_by_id or self.note else ()),
        )

    def blocks(self) -> tuple[Block, ...]:
        """Return headings and paragraphs with their sentences."""
        return blocks(self.text)


class ReadingMarkQuerySet(models.QuerySet["ReadingMark"]):
    """Highlights and notes, narrowed to whose they are."""

    def visible_to(self, user: User) -> Self:
        """The user's own: nobody else's, whoever asks."""
        return self.filter(user=user)


class ReadingMark(models.Model):
    """What a reader did with one sentence of a text: a highlight, a note, or both.

    A reader's own, shown to nobody else: no page of a teacher and none of the administration reads
    this table, no record of acts repeats it, and it goes with its reader. `sentence` is the number
    in the sentence's id, of a revision whose text never changes.
    """

    LONGEST_NOTE = 1000

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(ArticleRevision, on_delete=models.PROTECT, related_name="+")
    sentence = models.PositiveIntegerField()
    is_highlighted = models.BooleanField(default=False)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ReadingMarkQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two devices at once: which of two notes is the sentence's?
            models.UniqueConstraint(
                fields=["user", "revision", "sentence"], name="readingmark_once_per_sentence"
            ),
            # A row that says nothing, left behind by a highlight that was taken away.
            models.CheckConstraint(
                condition=models.Q(is_highlighted=True) | ~models.Q(note=""),
                name="readingmark_not_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at s{self.sentence} of {self.revision_id}"
