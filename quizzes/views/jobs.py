"""How far long work is, for who asked for it and for who keeps the site."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from quizzes.models.jobs import Job, JobFile
from quizzes.requests import address_of, asks_for_a_part, signed_in
from quizzes.responses import attached, private
from quizzes.services import jobs
from quizzes.tasks.registry import KINDS


@require_safe
@private
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show how far a job is; while it is not over, htmx asks for that part again and again."""
    job = _visible(request, public_id)
    if not asks_for_a_part(request):
        return render(request, "quizzes/learner/job_detail.html", _shown(job))
    if job.is_over:
        # What can be done with it has changed, so the whole page has.
        return HttpResponseClientRefresh()
    return render(request, "quizzes/learner/_job.html", _shown(job))


@require_POST
@private
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Call a job off."""
    job = jobs.request_cancel(
        job=_visible(request, public_id),
        actor=signed_in(request),
        now=timezone.now(),
        address=address_of(request),
    )
    if job.is_cancel_wanted:
        messages.success(request, _("Called off. What has been done stays done."))
    else:
        messages.info(request, _("It was over already."))
    return redirect("quizzes:job-detail", public_id)


@require_safe
@private
def file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the file that a job has made to who asked for it, and to nobody else."""
    made = get_object_or_404(
        JobFile, job__public_id=public_id, job__owner=signed_in(request), job__state=Job.State.DONE
    )
    return attached(bytes(made.content), made.name, made.media_type)


def _visible(request: HttpRequest, public_id: UUID) -> Job:
    """Return a job that the reader may see; else 404."""
    return get_object_or_404(Job.objects.visible_to(signed_in(request)), public_id=public_id)


def _shown(job: Job) -> dict[str, Any]:
    kind = KINDS.get(job.kind)
    return {"job": job, "label": kind.label if kind else job.kind}
