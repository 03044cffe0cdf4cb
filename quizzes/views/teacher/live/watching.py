"""Where the students of an assignment are, looked at again every few seconds."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.models.assignments import Assignment
from quizzes.queries.attempts.overview import unread_of
from quizzes.queries.attempts.running.live import given_together, live_of
from quizzes.requests import signed_in
from quizzes.responses import private


@require_safe
@private
def attempts(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show, student by student, who has begun, is answering, has handed in."""
    context = _live(request, public_id)
    watched = context["page"].watched
    context["unread"] = [answer for each in watched for answer in unread_of(each)]
    led = Assignment.objects.led_by(signed_in(request))
    context["is_led"] = led.filter(pk=context["page"].assignment.pk).exists()
    return render(request, "quizzes/teacher/live/assignment_attempts.html", context)


@require_safe
@private
def now(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Return the part of that page that changes, as it is now; 204 if it is as it was `seen`."""
    context = _live(request, public_id)
    if request.GET.get("seen") == context["page"].digest:
        return HttpResponse(status=204)
    return render(request, "quizzes/teacher/live/_now.html", context)


def given_or_404(request: HttpRequest, public_id: UUID) -> list[Assignment]:
    """Return an assignment of a class that the reader teaches, and those given with it."""
    given = given_together(signed_in(request), public_id)
    if not given:
        raise Http404
    return list(given)


def is_together(request: HttpRequest) -> bool:
    """Return whether all classes are asked for to which it was given in one act."""
    return request.GET.get("together") == "1"


def _live(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    given = given_or_404(request, public_id)
    page = live_of(given, public_id, timezone.now(), is_together=is_together(request))
    show = request.GET.get("show", "")
    return {"page": page, "show": show, "lines": page.shown(show)}
