"""Classes in the administration."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.admin.base import Kept, NewInline, PresentInline, ReadOnlyAdmin, RecordedAdmin
from quizzes.models.classrooms import Category, Classroom, Membership, RosterUpload
from quizzes.queries.site import site_settings


class MemberInline(Kept, PresentInline):
    """Who is in the class. Who leaves is made inactive: the marks keep their class."""

    model = Membership
    fields = ("user", "role", "is_active", "joined_at")
    readonly_fields = ("user", "joined_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """Return members with their names."""
        return super().get_queryset(request).select_related("user").order_by("user__username")


class NewMemberInline(NewInline):
    """Who comes into the class."""

    model = Membership
    verbose_name_plural = _("new members")
    fields = ("user", "role")
    autocomplete_fields = ("user",)


@admin.register(Classroom)
class ClassroomAdmin(Kept, RecordedAdmin):
    """Classes with their members."""

    list_display = ("name", "time_zone", "created_at")
    search_fields = ("name", "memberships__user__username", "memberships__user__name")
    ordering = ("name",)
    readonly_fields = ("public_id", "created_at", "archived_at", "join_code", "grade_scale")
    inlines = (MemberInline, NewMemberInline)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Offer the site's time zone for a new class."""
        return {"time_zone": site_settings().time_zone} | super().get_changeform_initial_data(
            request
        )

    def save_model(self, request: HttpRequest, obj: Classroom, form: Any, change: Any) -> None:
        """Store a class; a new one begins now."""
        if not change:
            obj.created_at = timezone.now()
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:
        """Store the members; new ones join now."""
        for each in formset.forms:
            if each.instance.pk is None:
                each.instance.joined_at = timezone.now()
        super().save_formset(request, form, formset, change)


@admin.register(Category)
class CategoryAdmin(ReadOnlyAdmin):
    """Kinds of assignments with their weights; a class's teachers set them."""

    list_display = ("name", "classroom", "weight", "drop_lowest")
    list_select_related = ("classroom",)
    search_fields = ("name", "classroom__name")
    ordering = ("classroom__name", "name")


@admin.register(RosterUpload)
class RosterUploadAdmin(ReadOnlyAdmin):
    """Lists of students between looking and agreeing, without the students."""

    list_display = ("file_name", "classroom", "uploaded_by", "uploaded_at")
    list_select_related = ("classroom", "uploaded_by")
    fields = ("file_name", "classroom", "uploaded_by", "uploaded_at")
    search_fields = ("classroom__name", "uploaded_by__username")
    ordering = ("-uploaded_at",)
