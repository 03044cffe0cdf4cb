"""The assignments of a class, and the quizzes that it can be given."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.forms.quizzes.finding import QuizzesForm
from quizzes.models.classrooms import Classroom
from quizzes.queries.attempts.given import given_in
from quizzes.queries.composition.listing import quizzes_listed, rows_of
from quizzes.requests import signed_in
from quizzes.responses import private

# A search narrows more than that.
MOST_QUIZZES = 50


@require_safe
@private
def given(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what a class was given: when, how many have handed in, what waits for marking."""
    user = signed_in(request)
    classroom = get_object_or_404(Classroom.objects.taught_by(user), public_id=public_id)
    context = {
        "classroom": classroom,
        "lines": given_in(classroom, timezone.now()),
        "is_led": Classroom.objects.led_by(user).filter(pk=classroom.pk).exists(),
    }
    return render(request, "quizzes/teacher/assignments/class_assignments.html", context)


@require_safe
@private
def pick(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the quizzes that a class can be given."""
    user = signed_in(request)
    led = Classroom.objects.led_by(user).current()
    classroom = get_object_or_404(led, public_id=public_id)
    form = QuizzesForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    asked, whose = said.get("q", ""), said.get("whose", "")
    found = list(quizzes_listed(user, asked=asked, whose=whose)[: MOST_QUIZZES + 1])
    context = {
        "classroom": classroom,
        "form": form,
        "rows": rows_of(found[:MOST_QUIZZES], user),
        "has_more": len(found) > MOST_QUIZZES,
        "is_searched": bool(asked or whose),
    }
    return render(request, "quizzes/teacher/assignments/class_give.html", context)
