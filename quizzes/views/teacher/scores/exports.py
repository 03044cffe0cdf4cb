"""Files of a class's scores: made at once where they are small, else by the worker."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quizzes.models.assignments import Assignment
from quizzes.models.classrooms import Classroom
from quizzes.queries.grading.scores.files import Wish, is_small, made
from quizzes.requests import signed_in
from quizzes.responses import attached, private
from quizzes.services import jobs
from quizzes.views.teacher.scores.book import taught_class


@require_POST
@private
def export(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a file, or lead to the job that makes it."""
    classroom = taught_class(request, public_id)
    if request.POST.get("wish") not in Wish.values:
        raise Http404
    wish = Wish(request.POST["wish"])
    assignment = _assignment(request, classroom)
    if not is_small(classroom):
        return _asked_for(request, wish, classroom, assignment)
    file = made(wish, classroom, assignment, timezone.now())
    return attached(file.content, file.name, file.media_type)


def _assignment(request: HttpRequest, classroom: Classroom) -> Assignment | None:
    """Return the assignment that the file is about; None for all of the class, 404 for others."""
    asked = request.POST.get("assignment", "")
    if not asked:
        return None
    given = {str(each.public_id): each for each in _given(classroom)}
    if asked not in given:
        raise Http404
    return given[asked]


def _given(classroom: Classroom) -> list[Assignment]:
    return list(Assignment.objects.filter(classroom=classroom).select_related("quiz"))


def _asked_for(
    request: HttpRequest, wish: Wish, classroom: Classroom, assignment: Assignment | None
) -> HttpResponse:
    key = str(assignment.public_id) if assignment else ""
    try:
        job = jobs.enqueue(
            kind="export",
            arguments={
                "wish": wish.value,
                "classroom": str(classroom.public_id),
                "assignment": key,
            },
            owner=signed_in(request),
            about=f"{wish.label}: {classroom.name}",
            key=f"{signed_in(request).pk}:{wish.value}:{classroom.pk}:{key}"[:100],
            now=timezone.now(),
        )
    except jobs.AlreadyAsked as error:
        job = error.job
        messages.info(request, _("This file is being made already."))
    return redirect("quizzes:job-detail", job.public_id)
