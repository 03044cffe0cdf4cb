"""People in the administration."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.utils.translation import gettext_lazy as _

from quizzes.admin.base import Kept, RecordedAdmin
from quizzes.models.accounts import User


@admin.register(User)
class UserAdmin(Kept, RecordedAdmin, DjangoUserAdmin):  # type: ignore[type-arg]
    """Accounts. Who leaves is made inactive: their history stays whole."""

    list_display = ("username", "name", "email", "is_teacher", "is_staff", "is_active")
    list_filter = ("is_teacher", "is_staff", "is_superuser", "is_active")
    search_fields = ("username", "name", "email")
    ordering = ("username",)
    readonly_fields = ("public_id", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "public_id")}),
        (_("Person"), {"fields": ("name", "email", "time_zone", "color_scheme")}),
        (_("Rights"), {"fields": ("is_teacher", "is_active", "is_staff", "is_superuser")}),
        (_("Single rights"), {"classes": ("collapse",), "fields": ("groups", "user_permissions")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
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
