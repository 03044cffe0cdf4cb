"""The site itself in the administration, who was invited, and who asks to be a teacher."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.admin.base import Kept, ReadOnlyAdmin, RecordedAdmin
from quizzes.models.site import Invitation, MailTemplate, SiteSettings, TeacherRequest
from quizzes.requests import address_of, signed_in
from quizzes.services import site
from quizzes.views.site.telling import tell_answer


@admin.register(SiteSettings)
class SiteSettingsAdmin(Kept, RecordedAdmin):
    """Name, address, who may sign up: one row."""

    list_display = ("name", "address", "sign_up")
    fieldsets = (
        (None, {"fields": ("name", "address", "sign_up", "language", "time_zone")}),
        (
            _("How long is kept"),
            {
                "description": _("Empty: for ever. The page about privacy says so."),
                "fields": ("addresses_kept_days", "notices_kept_days", "idle_accounts_kept_days"),
            },
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever may, while there is none."""
        return super().has_add_permission(request) and not SiteSettings.objects.exists()


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Who was let in by whom. New ones: the page "Who teaches here", or `manage.py invite`."""

    list_display = (
        "note",
        "makes_teacher",
        "made_by",
        "created_at",
        "expires_at",
        "used_by",
        "used_at",
    )
    list_select_related = ("made_by", "used_by")
    exclude = ("token_hash",)
    search_fields = ("note", "used_by__username", "used_by__name")
    ordering = ("-created_at", "-pk")


@admin.register(TeacherRequest)
class TeacherRequestAdmin(ReadOnlyAdmin):
    """Who asked to be a teacher, and the answers. One by one: the page "Who teaches here"."""

    list_display = ("user", "message", "asked_at", "is_granted", "decided_by", "decided_at")
    list_filter = (("decided_at", admin.EmptyFieldListFilter), "is_granted")
    list_select_related = ("user", "decided_by")
    search_fields = ("user__username", "user__name", "message")
    ordering = ("-asked_at", "-pk")
    actions = ("agree", "refuse")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Whether one may say who teaches: the right to change people."""
        return request.user.has_perm("quizzes.change_user")

    @admin.action(description=_("Make teachers of those who ask"), permissions=["decide"])
    def agree(self, request: HttpRequest, chosen: QuerySet[TeacherRequest, Any]) -> None:
        """Agree to each."""
        self._decide(request, chosen, is_granted=True)

    @admin.action(description=_("Refuse those who ask"), permissions=["decide"])
    def refuse(self, request: HttpRequest, chosen: QuerySet[TeacherRequest, Any]) -> None:
        """Refuse each."""
        self._decide(request, chosen, is_granted=False)

    def _decide(
        self, request: HttpRequest, chosen: QuerySet[TeacherRequest, Any], *, is_granted: bool
    ) -> None:
        count = 0
        for asked in chosen:
            try:
                answered = site.decide_request(
                    request=asked,
                    is_granted=is_granted,
                    actor=signed_in(request),
                    now=timezone.now(),
                    address=address_of(request),
                )
            except site.AlreadyDecided:
                continue
            tell_answer(request, answered)
            count += 1
        self.message_user(request, gettext("Answered: %(count)s.") % {"count": count})


@admin.register(MailTemplate)
class MailTemplateAdmin(ReadOnlyAdmin):
    """Mails in words of one's own; they are written on a page of the site, which checks them."""

    list_display = ("name", "subject", "changed_by", "changed_at")
    list_select_related = ("changed_by",)
    search_fields = ("name", "subject", "body")
    ordering = ("name",)
