"""An assignment's settings: whom a change touches is shown before it is saved; deleting it."""

import hashlib
from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quizzes.engine.words import Refused
from quizzes.forms.classes.changing import ChangeForms, change_forms, elsewhere
from quizzes.models.assignments import Assignment
from quizzes.queries.attempts.asking import Asking, asking_of
from quizzes.queries.attempts.touched import Touched, touched_by
from quizzes.queries.classrooms.recipients import recipients_in
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import assignments, attempts
from quizzes.services.attempts import Change
from quizzes.templatetags.words import words
from quizzes.views.teacher.assignments.told import told

SAVE, CLOSE = "save", "close"


@require_http_methods(["GET", "HEAD", "POST"])
@private
def settings(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show and change an assignment; of one that has begun the change is shown first."""
    assignment = _led(request, public_id)
    now, asking = timezone.now(), asking_of(assignment.quiz, assignment)
    page = _forms(request, assignment, asking, now)
    is_asked = request.POST.get("do") in (SAVE, CLOSE)
    is_right = page.taking.is_bound and page.is_valid()
    changes = _changes(request, page) if is_right else []
    touched = [_touched(change, now) for change in changes]
    has_begun = assignment.attempts.exists()
    if is_asked and is_right and _is_agreed(request, changes, touched):
        if (refused := _saved(request, changes, now)) is None:
            return redirect("quizzes:assignment-settings", public_id)
        page.taking.add_error(None, refused)
    context = {
        "assignment": assignment,
        "page": page,
        "is_wrong": is_asked and not page.is_valid(),
        "touched": touched if is_right else [],
        "agreed": _digest(changes) if is_asked else "",
        "has_begun": has_begun,
        **_told(page, asking),
    }
    name = "quizzes/teacher/assignments/assignment_settings.html"
    return render(request, name, context, status=422 if context["is_wrong"] else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask, and delete an assignment that nobody has begun."""
    assignment = _led(request, public_id)
    if request.method != "POST":
        context = {"assignment": assignment, "has_begun": assignment.attempts.exists()}
        return render(request, "quizzes/teacher/assignments/assignment_delete.html", context)
    try:
        assignments.delete(
            assignment=assignment,
            actor=signed_in(request),
            now=timezone.now(),
            address=address_of(request),
        )
    except assignments.CannotDelete as error:
        messages.error(request, words(error.message))
        return redirect("quizzes:assignment-settings", public_id)
    messages.success(request, _("The assignment is deleted."))
    return redirect("quizzes:class-assignments", assignment.classroom.public_id)


def _led(request: HttpRequest, public_id: UUID) -> Assignment:
    """Return an assignment of a class of which the reader is a teacher; else 404."""
    led = Assignment.objects.led_by(signed_in(request))
    return get_object_or_404(led.select_related("quiz__article", "classroom"), public_id=public_id)


def _forms(
    request: HttpRequest, assignment: Assignment, asking: Asking, now: datetime
) -> ChangeForms:
    data: QueryDict | None = request.POST if request.method == "POST" else None
    if data is not None and data.get("do") == CLOSE:
        data = data.copy()
        until = now.astimezone(assignment.classroom.zone).strftime("%Y-%m-%dT%H:%M")
        due = data.get("c-due_at", "")
        data["c-due_at"] = min(due, until) if due else until
        data["c-closes_at"] = until
    return change_forms(assignment, data, recipients_in(assignment.classroom), list(asking.places))


def _changes(request: HttpRequest, page: ChangeForms) -> list[Change]:
    """Return what becomes of the assignment, and of those given together where all change."""
    values = page.values()
    found = [Change(page.assignment, values, page.chosen())]
    together = page.assignment.given_together
    if page.is_for_all and together is not None:
        led = Assignment.objects.led_by(signed_in(request)).filter(given_together=together)
        others = led.exclude(pk=page.assignment.pk).select_related("quiz", "classroom")
        found += [Change(each, elsewhere(values, each.classroom.zone)) for each in others]
    return found


def _touched(change: Change, now: datetime) -> Touched:
    after = copy(change.assignment)
    for name, value in change.values.items():
        setattr(after, name, value)
    return touched_by(change.assignment, after, now)


def _digest(changes: Sequence[Change]) -> str:
    """Return a text that is another one for other changes."""
    said = [
        (str(each.assignment.public_id), sorted(each.values.items()), each.chosen)
        for each in changes
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _is_agreed(request: HttpRequest, changes: Sequence[Change], touched: Sequence[Touched]) -> bool:
    """Whether nobody has begun, or the teacher has seen whom just this change touches."""
    begun = any(each.has_begun for each in touched)
    return not begun or request.POST.get("agreed") == _digest(changes)


def _saved(request: HttpRequest, changes: Sequence[Change], now: datetime) -> str | None:
    """Save the changes; return what is wrong, None if nothing is."""
    try:
        attempts.change_assignments(
            changes=changes, actor=signed_in(request), now=now, address=address_of(request)
        )
    except Refused as error:
        return words(error.message)
    messages.success(request, _("The assignment is changed."))
    return None


def _told(page: ChangeForms, asking: Asking) -> dict[str, Any]:
    assignment = copy(page.assignment)
    if page.taking.is_bound and page.is_valid():
        for name, value in page.values().items():
            setattr(assignment, name, value)
    students = page.chosen() if page.part.is_bound and page.part.is_valid() else None
    dates = [(assignment.classroom.name, assignment.due_at, assignment.closes_at)]
    count = len(page.part.recipients.students if students is None else students)
    return told(assignment.terms(), asking, students=count, dates=dates)
