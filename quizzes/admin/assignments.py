"""Assignments in the administration, and what one student gets beyond them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.admin.base import Kept, ModelAdmin, ReadOnlyAdmin, RecordedAdmin
from quizzes.forms.composition import TermsForm
from quizzes.models.assignments import Accommodation, Assignment, ChosenStudent
from quizzes.requests import signed_in
from quizzes.services import attempts


@admin.register(Assignment)
class AssignmentAdmin(Kept, RecordedAdmin):
    """Which class takes which quiz, when. Locked here as soon as somebody has begun."""

    form = TermsForm
    list_display = ("quiz", "classroom", "opens_at", "due_at", "closes_at", "are_scores_held")
    list_filter = ("review_preset", "are_scores_held")
    list_select_related = ("quiz", "classroom")
    search_fields = ("quiz__title", "classroom__name", "public_id")
    ordering = ("-created_at",)
    readonly_fields = ("public_id", "created_by", "created_at", "released_at")
    autocomplete_fields = ("quiz", "classroom")
    fieldsets = (
        (None, {"fields": ("quiz", "classroom", "public_id", "created_by", "created_at")}),
        (_("When"), {"fields": ("opens_at", "due_at", "closes_at", "late_percent")}),
        (
            _("Otherwise than the quiz"),
            {
                "fields": (
                    "behavior",
                    "grading_method",
                    "review_preset",
                    "attempts_allowed",
                    "limit_seconds",
                )
            },
        ),
        (
            _("What is shown"),
            {
                "fields": (
                    "are_scores_held",
                    "released_at",
                    "is_closing_each_own",
                    "is_practice_allowed",
                )
            },
        ),
    )

    def has_change_permission(self, request: HttpRequest, obj: Assignment | None = None) -> bool:
        """Whether nobody has begun: a new time must reach open attempts, which a form cannot."""
        return super().has_change_permission(request, obj) and not (
            obj is not None and obj.attempts.exists()
        )

    def save_model(self, request: HttpRequest, obj: Assignment, form: Any, change: Any) -> None:
        """Store an assignment; a new one is given now."""
        if not change:
            obj.created_by, obj.created_at = signed_in(request), timezone.now()
        super().save_model(request, obj, form, change)


@admin.register(Accommodation)
class AccommodationAdmin(Kept, ModelAdmin):
    """What one student gets beyond the class; open attempts get it at once."""

    list_display = ("student", "classroom", "assignment", "factor", "extra_attempts", "closes_at")
    list_select_related = ("student", "classroom", "assignment__quiz", "assignment__classroom")
    search_fields = ("student__username", "student__name", "classroom__name", "note")
    ordering = ("student__username", "pk")
    autocomplete_fields = ("student", "classroom", "assignment")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Return whose it is, once it is there: another student's is another row."""
        return ("classroom", "student", "assignment") if obj else ()

    def save_model(self, request: HttpRequest, obj: Accommodation, form: Any, change: Any) -> None:
        """Grant it through the service, which moves deadlines and keeps the record."""
        grant = attempts.Grant.of(obj)
        granted = attempts.accommodate(
            classroom=obj.classroom,
            student=obj.student,
            assignment=obj.assignment,
            grant=grant,
            actor=signed_in(request),
            now=timezone.now(),
        )
        obj.pk = granted.pk


@admin.register(ChosenStudent)
class ChosenStudentAdmin(ReadOnlyAdmin):
    """Students who get an assignment that not all of their class get."""

    list_display = ("student", "assignment")
    list_select_related = ("student", "assignment__quiz", "assignment__classroom")
    search_fields = ("student__username", "student__name")
    ordering = ("-assignment_id", "student__username")
