"""The site itself in the administration, and who was invited."""

from django.contrib import admin
from django.http import HttpRequest

from quizzes.admin.base import Kept, ReadOnlyAdmin, RecordedAdmin
from quizzes.models.site import Invitation, SiteSettings


@admin.register(SiteSettings)
class SiteSettingsAdmin(Kept, RecordedAdmin):
    """Name, address, who may sign up: one row."""

    list_display = ("name", "address", "sign_up")
    fields = ("name", "address", "sign_up", "language", "time_zone")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever may, while there is none."""
        return super().has_add_permission(request) and not SiteSettings.objects.exists()


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Who was let in by whom. New ones: `manage.py invite`."""

    list_display = ("note", "made_by", "created_at", "expires_at", "used_by", "used_at")
    list_select_related = ("made_by", "used_by")
    exclude = ("token_hash",)
    search_fields = ("note", "used_by__username", "used_by__name")
    ordering = ("-created_at", "-pk")
