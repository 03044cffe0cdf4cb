"""Notices in the administration: who was told what, to look at only."""

from django.contrib import admin

from quizzes.admin.base import ReadOnlyAdmin
from quizzes.models.notices import CalendarFeed, Notice, NoticeChoice


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """Who was told of what, in the app and by mail."""

    list_display = ("created_at", "user", "kind", "read_at", "mail_due_at", "mailed_at")
    list_filter = ("kind", ("mailed_at", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    search_fields = ("user__username", "user__name", "key")
    ordering = ("-created_at", "-pk")


@admin.register(NoticeChoice)
class NoticeChoiceAdmin(ReadOnlyAdmin):
    """How people want to hear of things."""

    list_display = ("user", "kind", "is_in_app", "mail")
    list_filter = ("kind", "mail")
    list_select_related = ("user",)
    search_fields = ("user__username", "user__name")
    ordering = ("user__username", "kind")


@admin.register(CalendarFeed)
class CalendarFeedAdmin(ReadOnlyAdmin):
    """Who has a secret address for a calendar; not the address."""

    list_display = ("user", "made_at")
    list_select_related = ("user",)
    exclude = ("token",)
    search_fields = ("user__username", "user__name")
    ordering = ("user__username",)
