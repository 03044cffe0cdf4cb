"""Background work in the administration: what waits, how far it is, what failed and why."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from quizzes.admin.base import ReadOnlyAdmin
from quizzes.models.jobs import Job, JobFile, ScheduledWork
from quizzes.requests import address_of, signed_in
from quizzes.services import jobs

SILENCE = timedelta(minutes=5)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Jobs. Their arguments may hold secrets (a link that sets a password) and are not shown."""

    list_display = (
        "created_at",
        "kind",
        "about",
        "state",
        "progress",
        "owner",
        "attempt_count",
        "due_at",
        "error",
    )
    list_filter = ("state", "kind")
    list_select_related = ("owner",)
    search_fields = ("about", "error", "owner__username", "owner__name")
    ordering = ("-created_at", "-pk")
    exclude = ("arguments", "checkpoint", "holder")
    actions = ("call_off", "try_again")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, str] | None = None
    ) -> TemplateResponse | HttpResponse:
        """List the jobs; say so if no worker is there to do them."""
        if request.method == "GET" and _is_no_worker_there():
            text = gettext("No worker is running, so nothing is done. Start it: manage.py work")
            self.message_user(request, text, messages.WARNING)
        return super().changelist_view(request, extra_context)

    @admin.display(description=_("progress"))
    def progress(self, job: Job) -> str:
        """Return "12 of 40"; without a known end, how many steps are done."""
        if job.total_count is None:
            return str(job.done_count)
        return gettext("%(done)s of %(total)s") % {
            "done": job.done_count,
            "total": job.total_count,
        }

    def has_steer_permission(self, request: HttpRequest) -> bool:
        """Whether jobs may be called off and tried again: the right to change them."""
        return request.user.has_perm("quizzes.change_job")

    @admin.action(description=_("Call off the chosen jobs"), permissions=["steer"])
    def call_off(self, request: HttpRequest, chosen: QuerySet[Job, Any]) -> None:
        """Call jobs off."""
        for job in chosen:
            jobs.request_cancel(job=job, **_who_and_when(request))
        self.message_user(request, gettext("Called off. What has been done stays done."))

    @admin.action(
        description=_("Try the chosen jobs again that have failed"), permissions=["steer"]
    )
    def try_again(self, request: HttpRequest, chosen: QuerySet[Job, Any]) -> None:
        """Let failed jobs be tried again."""
        count = 0
        for job in chosen:
            try:
                again = jobs.try_again(job=job, **_who_and_when(request))
            except jobs.AlreadyAsked:
                text = gettext("%(job)s was asked for anew, and is not over.")
                self.message_user(request, text % {"job": job}, messages.WARNING)
            else:
                count += again.state == Job.State.WAITING and job.state == Job.State.FAILED
        words = ngettext("%(count)s job waits.", "%(count)s jobs wait.", count) % {"count": count}
        self.message_user(request, words)


def _is_no_worker_there() -> bool:
    """Return whether what is due every minute has not been begun for five."""
    rows = ScheduledWork.objects.all()
    return rows.late_since(timezone.now() - SILENCE).exists() or not rows.exists()


def _who_and_when(request: HttpRequest) -> dict[str, Any]:
    return {
        "actor": signed_in(request),
        "now": timezone.now(),
        "address": address_of(request),
    }


@admin.register(ScheduledWork)
class ScheduledWorkAdmin(ReadOnlyAdmin):
    """What is done by the clock: when last, how it went, when next."""

    list_display = ("name", "began_at", "ended_at", "due_at", "error")
    ordering = ("name",)


@admin.register(JobFile)
class JobFileAdmin(ReadOnlyAdmin):
    """Files that wait to be taken, without what is in them."""

    list_display = ("name", "media_type", "job")
    list_select_related = ("job",)
    exclude = ("content",)
    search_fields = ("name", "job__owner__username")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[JobFile]:
        """Return them without their content, which may be long."""
        return super().get_queryset(request).defer("content")
