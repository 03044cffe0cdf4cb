"""Acts on one student's attempt while a quiz runs, or soon after."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quizzes.engine.classes.extending import can_take_back
from quizzes.engine.words import Refused
from quizzes.forms.classes.live import ActForm
from quizzes.models.attempts import Attempt
from quizzes.queries.attempts.running.acting import late_count_of, seen_by_student
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import attempts, grading
from quizzes.templatetags.words import words

QUICK_MINUTES = (5, 10, 15, 30)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def acts(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show how a try stands and what can be done; do one of these, with a reason."""
    found = Attempt.objects.taught_by(signed_in(request)).titled()
    found = found.select_related("student", "assignment__classroom", "assignment__quiz")
    now = timezone.now()
    attempt = get_object_or_404(found, public_id=public_id)
    needs_minutes = attempt.deadline is not None and attempt.deadline <= now
    form = ActForm(request.POST or None, needs_minutes=needs_minutes)
    if request.method == "POST" and form.is_valid():
        try:
            said = _do(request, attempt, form, now)
        except Refused as error:
            form.add_error(None, words(error.message))
        else:
            messages.success(request, said)
            return redirect("quizzes:attempt-acts", public_id)
    context = _shown(attempt, form, now)
    status = 422 if request.method == "POST" else 200
    return render(request, "quizzes/teacher/live/attempt_acts.html", context, status=status)


def _shown(attempt: Attempt, form: ActForm, now: datetime) -> Mapping[str, Any]:
    left = None if attempt.deadline is None else max(timedelta(0), attempt.deadline - now)
    added = timedelta(seconds=attempt.added_seconds)
    is_given = attempt.is_open and bool(added)
    items = attempt.items.all()
    return {
        "attempt": attempt,
        "form": form,
        "left": left,
        "added": added,
        "can_take_back": is_given and can_take_back(attempt.deadline, added, now),
        "is_reopened": attempt.is_open and attempt.earlier_receipts.exists(),
        "late_count": late_count_of(attempt),
        "question_count": len(items),
        "answered_count": sum(item.state == "answered" for item in items),
        "seen": None if attempt.is_open else seen_by_student(attempt, now),
        "quick_minutes": QUICK_MINUTES,
    }


@dataclass(frozen=True, slots=True)
class _Wanted:
    """An act, as the services want it: on what, for how long, by whom, why, when, from where."""

    attempt: Attempt
    time: timedelta
    by: Mapping[str, Any]

    @property
    def known(self) -> Mapping[UUID, int]:
        return {self.attempt.public_id: self.attempt.added_seconds}


def _do(request: HttpRequest, attempt: Attempt, form: ActForm, now: datetime) -> str:
    """Do what the form asks for; return what to say. Raises Refused."""
    by = {
        "actor": signed_in(request),
        "reason": form.reason,
        "now": now,
        "address": address_of(request),
    }
    time = form.cleaned_data.get("minutes") or timedelta(0)
    return _ACTS[form.act](_Wanted(attempt, time, by))


def _add(wanted: _Wanted) -> str:
    done = attempts.add_minutes(known=wanted.known, added=wanted.time, **wanted.by)
    if done.left:
        raise Refused(done.left[0][1])
    return _("Added. The student's page shows the new end within ten seconds.")


def _take_back(wanted: _Wanted) -> str:
    taken = timedelta(seconds=wanted.attempt.added_seconds)
    attempts.take_back_minutes(known=wanted.known, taken=taken, **wanted.by)
    return _("Taken back. The student's page shows the end of before within ten seconds.")


def _submit(wanted: _Wanted) -> str:
    done = attempts.submit_for(attempt=wanted.attempt, **wanted.by)
    if done.ended_by == Attempt.EndedBy.TEACHER:
        return _("Handed in. You can open the try again.")
    return _("The try had ended meanwhile.")


def _reopen(wanted: _Wanted) -> str:
    attempts.reopen(attempt=wanted.attempt, left=wanted.time, **wanted.by)
    return _("Open again. The student finds it under Home and goes on from there.")


def _undo(wanted: _Wanted) -> str:
    attempts.undo_reopening(attempt=wanted.attempt, **wanted.by)
    return _("Handed in as it was before, at the time of then.")


def _late(wanted: _Wanted) -> str:
    grading.accept_late(chosen=[wanted.attempt.public_id], **wanted.by)
    return _("The late answers count now.")


_ACTS: Mapping[str, Callable[[_Wanted], str]] = {
    "add": _add,
    "take_back": _take_back,
    "submit": _submit,
    "reopen": _reopen,
    "undo": _undo,
    "late": _late,
}
