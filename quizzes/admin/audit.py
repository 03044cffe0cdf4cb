"""The record of acts in the administration."""

from django.contrib import admin

from quizzes.admin.base import ReadOnlyAdmin
from quizzes.models.audit import AuditRecord


@admin.register(AuditRecord)
class AuditRecordAdmin(ReadOnlyAdmin):
    """Who did what, when."""

    list_display = ("at", "actor", "action", "subject_kind", "subject_id", "address")
    list_filter = ("action", "subject_kind")
    list_select_related = ("actor",)
    search_fields = ("subject_id", "actor__username", "actor__name", "reason")
    ordering = ("-at", "-pk")
