"""Acts on many attempts at once: whom they touch is shown first."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from quizzes.engine.words import Refused
from quizzes.forms.classes.live import ChosenForm, TicksForm, WhomForm
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.queries.attempts.running.acting import whom_minutes_reach, with_late_answers
from quizzes.queries.attempts.running.live import watched_of
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import attempts, grading
from quizzes.templatetags.words import words
from quizzes.views.teacher.live.watching import given_or_404, is_together

TEN = timedelta(minutes=10)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def minutes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show whom added minutes reach; add them for those who are ticked."""
    now, context = timezone.now(), _asked(request, public_id)
    whom = WhomForm(request.GET if "minutes" in request.GET else None)
    added, since = TEN, None
    if whom.is_bound and whom.is_valid():
        added, since = whom.cleaned_data["minutes"], whom.cleaned_data["since"]
    form = ChosenForm(request.POST or None)
    if request.method == "POST" and not whom.errors and form.is_valid():
        done = attempts.add_minutes(
            known=_own(context["watched"], form.cleaned_data["chosen"]),
            added=added,
            **_by(request, form.reason, now),
        )
        context |= {"done": done, "added": added, "taken": int(added.total_seconds())}
        return render(request, "quizzes/teacher/live/minutes_added.html", context)
    found = whom_minutes_reach(context["watched"], added, since, now)
    context |= {"whom": whom, "form": form, "added": added, "found": found, "now": now}
    status = 422 if request.method == "POST" or whom.errors else 200
    return render(request, "quizzes/teacher/live/assignment_minutes.html", context, status=status)


@require_POST
@private
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take minutes back that were just added, where they are not used yet."""
    context, form = _asked(request, public_id), TicksForm(request.POST)
    seconds = request.POST.get("taken", "")
    if form.is_valid() and seconds.isascii() and seconds.isdigit():
        known = _own(context["watched"], form.cleaned_data["chosen"])
        taken = timedelta(seconds=int(seconds[:6]))
        try:
            done = attempts.take_back_minutes(
                known=known, taken=taken, **_by(request, _("Undo"), timezone.now())
            )
        except Refused as error:
            messages.warning(request, words(error.message))
        else:
            said = ngettext(
                "Taken back for %(count)s student.", "Taken back for %(count)s students.", len(done)
            )
            messages.success(request, said % {"count": len(done)})
    return redirect(context["live_url"])


@require_http_methods(["GET", "HEAD", "POST"])
@private
def late(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who has late answers; let those of the students who are ticked count."""
    context, form = _asked(request, public_id), ChosenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = list(_own(context["watched"], form.cleaned_data["chosen"]))
        try:
            done = grading.accept_late(chosen=chosen, **_by(request, form.reason, timezone.now()))
        except Refused as error:
            form.add_error(None, words(error.message))
        else:
            said = ngettext(
                "Late answers of %(count)s student count now.",
                "Late answers of %(count)s students count now.",
                len(done),
            )
            messages.success(request, said % {"count": len(done)})
            return redirect(context["live_url"])
    context |= {"form": form, "found": with_late_answers(context["watched"])}
    status = 422 if request.method == "POST" else 200
    return render(request, "quizzes/teacher/live/assignment_late.html", context, status=status)


def _asked(request: HttpRequest, public_id: UUID) -> dict[str, Any]:
    given = given_or_404(request, public_id)
    together = is_together(request)
    url = reverse("quizzes:assignment-attempts", args=[public_id])
    return {
        "assignment": next(each for each in given if each.public_id == public_id),
        "watched": watched_of(given, public_id, is_together=together),
        "is_together": together,
        "live_url": f"{url}?together=1" if together else url,
    }


def _own(watched: list[Assignment], chosen: Mapping[UUID, int]) -> Mapping[UUID, int]:
    """Return what was ticked, of the attempts at the assignments that are watched."""
    own = Attempt.objects.filter(assignment__in=watched, public_id__in=list(chosen))
    return {each: chosen[each] for each in own.values_list("public_id", flat=True)}


def _by(request: HttpRequest, reason: str, now: datetime) -> Mapping[str, Any]:
    """Return who acts, why, when and from where."""
    return {
        "actor": signed_in(request),
        "reason": reason,
        "now": now,
        "address": address_of(request),
    }
