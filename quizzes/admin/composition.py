"""Quizzes in the administration."""

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quizzes.admin.base import Kept, NewInline, PresentInline, RecordedAdmin, TabularInline
from quizzes.forms.composition import TermsForm
from quizzes.models.audit import Subject
from quizzes.models.bank import QuestionVersion
from quizzes.models.composition import Quiz, QuizItem, Section


class SectionInline(TabularInline):
    """The quiz's sections; their questions stand on the section's own page."""

    model = Section
    extra = 0
    show_change_link = True


@admin.register(Quiz)
class QuizAdmin(Kept, RecordedAdmin):
    """Quizzes: a change reaches attempts that begin from now on."""

    form = TermsForm
    list_display = ("title", "is_open", "behavior", "review_preset", "owner")
    list_filter = ("is_open", "behavior", "review_preset")
    list_select_related = ("owner",)
    search_fields = ("title", "description", "public_id")
    ordering = ("title",)
    readonly_fields = ("public_id",)
    autocomplete_fields = ("owner", "article")
    inlines = (SectionInline,)
    fieldsets = (
        (None, {"fields": ("title", "description", "public_id", "owner", "article", "is_open")}),
        (
            gettext_lazy("How it is taken"),
            {
                "fields": (
                    "behavior",
                    "layout",
                    "navigation",
                    "shuffles_questions",
                    "shows_article",
                    "language",
                )
            },
        ),
        (
            gettext_lazy("How it is scored and shown"),
            {"fields": ("attempts_allowed", "limit_seconds", "grading_method", "review_preset")},
        ),
    )


class ItemInline(PresentInline):
    """The section's questions in order."""

    model = QuizItem
    fields = ("order", "stem", "points")
    readonly_fields = ("stem",)
    ordering = ("order",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuizItem]:
        """Return items with the newest stem of their questions."""
        versions = QuestionVersion.objects.filter(question=OuterRef("question"))
        stem = Subquery(versions.order_by("-number").values("stem")[:1])
        found: QuerySet[QuizItem] = super().get_queryset(request)
        return found.annotate(newest_stem=stem, pool_size=Count("pool"))

    @admin.display
    def stem(self, item: QuizItem) -> str:
        """Return the question's newest stem, or what is drawn."""
        if item.draw_count is not None:
            pool_size = getattr(item, "pool_size", 0)
            return _("%(count)s drawn out of %(size)s") % {
                "count": item.draw_count,
                "size": pool_size,
            }
        return str(getattr(item, "newest_stem", ""))


class NewItemInline(NewInline):
    """Questions to add to the section."""

    model = QuizItem
    verbose_name_plural = gettext_lazy("new questions")
    fields = ("order", "question", "points")
    autocomplete_fields = ("question",)


@admin.register(Section)
class SectionAdmin(Kept, RecordedAdmin):
    """Parts of quizzes, with their questions."""

    list_display = ("quiz", "order", "title")
    list_select_related = ("quiz",)
    search_fields = ("quiz__title", "title")
    ordering = ("quiz__title", "order")
    autocomplete_fields = ("quiz",)
    inlines = (ItemInline, NewItemInline)

    def subject_of(self, obj: Section) -> Subject:
        """Return the quiz: a section is a part of it."""
        return obj.quiz
