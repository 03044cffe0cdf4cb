"""People in the administration."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.admin.base import Kept, ReadOnlyAdmin, RecordedAdmin
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.queries.site import site_settings
from quizzes.requests import address_of, signed_in


@admin.register(User)
class UserAdmin(Kept, RecordedAdmin, DjangoUserAdmin):  # type: ignore[type-arg]
    """Accounts. Who leaves is made inactive: their history stays whole."""

    list_display = (
        "username",
        "name",
        "email",
        "is_teacher",
        "is_staff",
        "is_active",
        "wishes_to_leave_at",
    )
    list_filter = (
        "is_teacher",
        "is_staff",
        "is_superuser",
        "is_active",
        ("wishes_to_leave_at", admin.EmptyFieldListFilter),
        ("erased_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("username", "name", "email")
    ordering = ("username",)
    readonly_fields = (
        "public_id",
        "last_login",
        "date_joined",
        "wishes_to_leave_at",
        "erased_at",
    )
    fieldsets = (
        (None, {"fields": ("username", "password", "public_id")}),
        (_("Person"), {"fields": ("name", "email", "time_zone", "color_scheme")}),
        (_("Rights"), {"fields": ("is_teacher", "is_active", "is_staff", "is_superuser")}),
        (_("Single rights"), {"classes": ("collapse",), "fields": ("groups", "user_permissions")}),
        (
            _("Dates"),
            {"fields": ("last_login", "date_joined", "wishes_to_leave_at", "erased_at")},
        ),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "name", "is_teacher", "password1", "password2"),
            },
        ),
    )

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: Any) -> None:
        """Store an account; a new one begins in the site's time zone."""
        if not change:
            obj.time_zone = site_settings().time_zone
        super().save_model(request, obj, form, change)


@admin.register(Authenticator)
class AuthenticatorAdmin(ReadOnlyAdmin):
    """Second steps at log-in, without their secrets. Who lost a phone has theirs removed here."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("user__username",)
    fields = ("user", "type", "created_at", "last_used_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever has the right to it, and one by one: each removal goes on record."""
        return obj is not None and signed_in(request).has_perm("mfa.delete_authenticator")

    def delete_model(self, request: HttpRequest, obj: Authenticator) -> None:
        """Remove it, and note who did."""
        AuditRecord.objects.record(
            action="admin.delete",
            subject=obj.user,
            actor=signed_in(request),
            now=timezone.now(),
            before={"second_step": obj.type},
            address=address_of(request),
        )
        super().delete_model(request, obj)
