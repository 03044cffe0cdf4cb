"""Articles in the administration."""

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from quizzes.admin.base import Kept, ReadOnlyAdmin, ReadOnlyInline, RecordedAdmin
from quizzes.models.articles import Article, ArticleRevision


class RevisionInline(ReadOnlyInline):
    """The article's texts, without the text."""

    model = ArticleRevision
    fields = ("number", "title", "author", "language", "created_at")
    ordering = ("-number",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticleRevision]:
        """Return revisions without their texts, which are long."""
        return super().get_queryset(request).defer("text")


@admin.register(Article)
class ArticleAdmin(Kept, RecordedAdmin):
    """Articles and whose they are; without an owner they are of the library."""

    list_display = ("public_id", "title", "owner")
    list_select_related = ("owner",)
    search_fields = ("public_id", "revisions__title", "revisions__author")
    readonly_fields = ("public_id",)
    autocomplete_fields = ("owner",)
    inlines = (RevisionInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Return articles with the title of their newest revision."""
        revisions = ArticleRevision.objects.filter(article=OuterRef("pk")).order_by("-number")
        title = Subquery(revisions.values("title")[:1])
        found: QuerySet[Article] = super().get_queryset(request).annotate(newest_title=title)
        return found

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: an article begins with its first revision, which a service publishes."""
        return False

    @admin.display(ordering="newest_title")
    def title(self, article: Article) -> str:
        """Return the title of the newest revision."""
        return str(getattr(article, "newest_title", ""))


@admin.register(ArticleRevision)
class ArticleRevisionAdmin(ReadOnlyAdmin):
    """Texts as they were published. Evidence points into them."""

    list_display = ("title", "number", "author", "language", "created_at")
    list_filter = ("language",)
    search_fields = ("title", "author", "article__public_id")
    ordering = ("title", "-number")
