"""The classes that one teaches, and the students of one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from quizzes.models.classrooms import Classroom
from quizzes.queries.attempts.overview import classes_of
from quizzes.requests import signed_in
from quizzes.responses import private


@require_safe
@private
def classes(request: HttpRequest) -> HttpResponse:
    """Show the classes that one teaches or assists in."""
    context = {"classes": classes_of(signed_in(request))}
    return render(request, "quizzes/teacher/classes/classes.html", context)


@require_safe
@private
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who is in a class."""
    taught = Classroom.objects.taught_by(signed_in(request))
    context = {"classroom": get_object_or_404(taught, public_id=public_id)}
    return render(request, "quizzes/teacher/classes/class_detail.html", context)
