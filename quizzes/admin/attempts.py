"""Attempts in the administration: what was asked, answered and marked, to look at only."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from quizzes.admin.base import ReadOnlyAdmin, ReadOnlyInline
from quizzes.models.attempts import (
    AcceptedLateStep,
    Attempt,
    AttemptItem,
    EarlierReceipt,
    Judgment,
    Mark,
    Step,
)

STUDENT = ("attempt__student__username", "attempt__student__name")
OF_ITEM = tuple(f"item__{name}" for name in STUDENT)


class ItemInline(ReadOnlyInline):
    """The attempt's questions."""

    model = AttemptItem
    fields = ("position", "question", "points", "state", "fraction", "is_flagged", "last_revision")
    readonly_fields = ("question",)
    ordering = ("position",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AttemptItem]:
        """Return items with the versions they were shown with."""
        return super().get_queryset(request).select_related("version")

    @admin.display
    def question(self, item: AttemptItem) -> str:
        """Return the stem that was shown."""
        return item.version.stem


@admin.register(Attempt)
class AttemptAdmin(ReadOnlyAdmin):
    """Tries of students."""

    list_display = (
        "student",
        "taken",
        "number",
        "started_at",
        "submitted_at",
        "ended_by",
        "earned",
        "maximum",
    )
    list_filter = ("ended_by", ("submitted_at", admin.EmptyFieldListFilter), "behavior")
    search_fields = ("student__username", "student__name", "receipt", "public_id")
    readonly_fields = ("public_id",)
    ordering = ("-started_at", "-pk")
    inlines = (ItemInline,)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "student",
                    "assignment",
                    "quiz",
                    "preview_of",
                    "is_practice",
                    "number",
                    "public_id",
                )
            },
        ),
        (
            _("When"),
            {
                "fields": (
                    "started_at",
                    "deadline",
                    "due_at",
                    "submitted_at",
                    "ended_by",
                    "receipt",
                )
            },
        ),
        (
            _("Frozen at the start"),
            {
                "classes": ("collapse",),
                "fields": (
                    "seed",
                    "behavior",
                    "grading_method",
                    "review_preset",
                    "review_policy",
                    "layout",
                    "navigation",
                    "article_revision",
                    "language",
                    "late_percent",
                ),
            },
        ),
        (_("Where the student is"), {"fields": ("position", "reading_place")}),
        (
            _("Totals, computed from the marks"),
            {
                "fields": (
                    "raw_earned",
                    "days_late",
                    "earned",
                    "maximum",
                    "pending",
                    "answered_count",
                    "learned_at",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attempt]:
        """Return attempts with what they belong to, without the article's text."""
        found = (
            super()
            .get_queryset(request)
            .select_related(
                "student",
                "assignment__quiz",
                "assignment__classroom",
                "quiz",
                "preview_of",
                "article_revision",
            )
        )
        return found.defer("article_revision__text")

    @admin.display
    def taken(self, attempt: Attempt) -> str:
        """Return the quiz, and the class if it was an assignment."""
        return str(attempt.assignment or attempt.title)


class OfItem(ReadOnlyAdmin):
    """A table of rows that belong to an item."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return rows with whose answer it is."""
        return super().get_queryset(request).select_related("item__attempt__student")

    @admin.display(ordering="item__attempt__student__username")
    def student(self, row: Step | Mark | Judgment) -> str:
        """Return whose answer it is."""
        return str(row.item.attempt.student)

    @admin.display(ordering="item__position")
    def position(self, row: Step | Mark | Judgment) -> int:
        """Return the question's place in the attempt."""
        return row.item.position


class StepInline(ReadOnlyInline):
    """What was answered, save by save."""

    model = Step
    fields = ("revision", "action", "raw", "is_readable", "is_late", "at")
    ordering = ("revision",)


class MarkInline(ReadOnlyInline):
    """What it earned, the newest last."""

    model = Mark
    fields = ("number", "fraction", "source", "marker", "reason", "revision", "at")
    ordering = ("number",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mark]:
        """Return marks with who gave them."""
        return super().get_queryset(request).select_related("marker")


@admin.register(AttemptItem)
class AttemptItemAdmin(ReadOnlyAdmin):
    """Questions in attempts, with their answers and marks."""

    list_display = ("student", "position", "question", "state", "points", "fraction")
    list_filter = ("state", "is_flagged", "version__kind")
    search_fields = (*STUDENT, "attempt__public_id", "version__stem")
    ordering = ("-attempt_id", "position")
    inlines = (StepInline, MarkInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AttemptItem]:
        """Return items with whose they are and what was shown."""
        return super().get_queryset(request).select_related("attempt__student", "version")

    @admin.display(ordering="attempt__student__username")
    def student(self, item: AttemptItem) -> str:
        """Return whose answer it is."""
        return str(item.attempt.student)

    @admin.display(ordering="version__stem")
    def question(self, item: AttemptItem) -> str:
        """Return the stem that was shown."""
        return item.version.stem


@admin.register(Step)
class StepAdmin(OfItem):
    """Every accepted save."""

    list_display = ("student", "position", "revision", "action", "raw", "is_late", "at")
    list_filter = ("is_late", "is_readable", "action")
    search_fields = (*OF_ITEM, "item__attempt__public_id")
    ordering = ("-at", "-pk")


@admin.register(Judgment)
class JudgmentAdmin(OfItem):
    """How well students say, in practice, that they remembered."""

    list_display = ("student", "position", "number", "rating", "at")
    list_filter = ("rating",)
    search_fields = (*OF_ITEM, "item__attempt__public_id")
    ordering = ("-at", "-pk")


@admin.register(Mark)
class MarkAdmin(OfItem):
    """Every mark; of an item's the one with the highest number counts."""

    list_display = ("student", "position", "number", "fraction", "source", "marker", "at")
    list_filter = ("source", "is_near_miss")
    search_fields = (*OF_ITEM, "item__attempt__public_id", "reason")
    ordering = ("-at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mark]:
        """Return marks with whose answer it is and who gave them."""
        return super().get_queryset(request).select_related("marker", "version")


@admin.register(AcceptedLateStep)
class AcceptedLateStepAdmin(ReadOnlyAdmin):
    """Late answers that a teacher has let count."""

    list_display = ("student", "accepted_by", "reason", "at")
    search_fields = ("step__item__attempt__student__username", "accepted_by__username", "reason")
    ordering = ("-at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AcceptedLateStep]:
        """Return them with who answered and who accepted."""
        found = super().get_queryset(request)
        return found.select_related("accepted_by", "step__item__attempt__student")

    @admin.display(ordering="step__item__attempt__student__username")
    def student(self, accepted: AcceptedLateStep) -> str:
        """Return whose answer it is."""
        return str(accepted.step.item.attempt.student)


@admin.register(EarlierReceipt)
class EarlierReceiptAdmin(ReadOnlyAdmin):
    """Receipts of attempts that were opened again."""

    list_display = ("code", "attempt", "submitted_at", "ended_by")
    list_select_related = ("attempt",)
    search_fields = ("code", *STUDENT)
    ordering = ("-submitted_at", "-pk")
