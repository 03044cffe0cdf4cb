"""The question bank in the administration."""

from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from quizzes.admin.base import Kept, ModelAdmin, ReadOnlyAdmin, ReadOnlyInline, RecordedAdmin
from quizzes.models.bank import Evidence, Media, Question, QuestionVersion, Topic


@admin.register(Topic)
class TopicAdmin(ModelAdmin):
    """What questions are about."""

    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    ordering = ("name",)
    prepopulated_fields = {"slug": ("name",)}


class VersionInline(ReadOnlyInline):
    """A question's versions, without what they hold."""

    model = QuestionVersion
    fk_name = "question"
    fields = ("number", "kind", "stem", "bloom", "difficulty", "change", "created_at")
    ordering = ("-number",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuestionVersion]:
        """Return versions without their specs, which are long."""
        return super().get_queryset(request).defer("spec", "rendered", "explanation")


@admin.register(Question)
class QuestionAdmin(Kept, RecordedAdmin):
    """Questions apart from what they say: whether quizzes may use them, and what they are about."""

    list_display = ("public_id", "stem", "status", "owner")
    list_filter = ("status", "topics")
    list_select_related = ("owner",)
    search_fields = ("public_id", "versions__stem")
    readonly_fields = ("public_id", "article")
    autocomplete_fields = ("owner", "topics")
    inlines = (VersionInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        """Return questions with the stem of their newest version."""
        versions = QuestionVersion.objects.filter(question=OuterRef("pk")).order_by("-number")
        stem = Subquery(versions.values("stem")[:1])
        found: QuerySet[Question] = super().get_queryset(request).annotate(newest_stem=stem)
        return found

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: a question begins with its first version, which a service publishes."""
        return False

    @admin.display(ordering="newest_stem")
    def stem(self, question: Question) -> str:
        """Return the stem of the newest version."""
        return str(getattr(question, "newest_stem", ""))


class EvidenceInline(ReadOnlyInline):
    """The sentences that settle the question."""

    model = Evidence
    fields = ("order", "quote", "revision")
    ordering = ("order",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        """Return evidence with its revision, which is named, without the text."""
        found = super().get_queryset(request).select_related("revision")
        return found.defer("revision__text")


@admin.register(QuestionVersion)
class QuestionVersionAdmin(ReadOnlyAdmin):
    """What questions said at one time, key included."""

    list_display = ("stem", "number", "kind", "bloom", "difficulty", "change", "created_at")
    list_filter = ("kind", "bloom", "difficulty", "change")
    search_fields = ("stem", "question__public_id")
    ordering = ("-created_at", "-pk")
    inlines = (EvidenceInline,)


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    """Sentences of articles that settle questions."""

    list_display = ("quote", "question", "revision")
    list_select_related = ("version", "revision")
    search_fields = ("quote", "version__stem")
    ordering = ("revision", "start")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return evidence without the long texts beside it."""
        found = super().get_queryset(request).select_related("version", "revision")
        return found.defer("revision__text", "version__rendered", "version__spec")

    @admin.display(ordering="version__stem")
    def question(self, evidence: Evidence) -> str:
        """Return the stem of the question."""
        return evidence.version.stem


@admin.register(Media)
class MediaAdmin(ReadOnlyAdmin):
    """Images in questions."""

    list_display = ("public_id", "alt", "suffix", "size", "owner", "created_at")
    list_filter = ("suffix",)
    list_select_related = ("owner",)
    search_fields = ("public_id", "alt", "sha256")
    ordering = ("-created_at", "-pk")
