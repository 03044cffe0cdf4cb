"""The list of a class: who has come in, and taking a list in."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quizzes.engine.words import Refused
from quizzes.forms.classes.roster import RosterForm
from quizzes.models.classrooms import Classroom
from quizzes.queries.classrooms.slips import roster_page
from quizzes.requests import signed_in
from quizzes.responses import private
from quizzes.services import classrooms
from quizzes.templatetags.words import words
from quizzes.views.teacher.roster.fetching import taught


@require_http_methods(["GET", "HEAD", "POST"])
@private
def roster(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the list of a class; a teacher of it uploads a new one."""
    classroom = taught(request, public_id)
    form = RosterForm()
    if request.method == "POST":
        if not _is_led(request, classroom):
            raise Http404
        form = RosterForm(request.POST, request.FILES)
        if form.is_valid() and (way := _kept(request, classroom, form)):
            return way
    return render(
        request,
        "quizzes/teacher/roster/class_roster.html",
        _context(request, classroom, form),
        status=422 if form.errors else 200,
    )


def _kept(request: HttpRequest, classroom: Classroom, form: RosterForm) -> HttpResponse | None:
    try:
        upload = classrooms.keep_roster(
            classroom=classroom,
            rows=form.rows,
            file_name=form.file_name,
            actor=signed_in(request),
            now=timezone.now(),
        )
    except Refused as error:
        form.add_error(None, words(error.message))
        return None
    return redirect("quizzes:class-roster-preview", classroom.public_id, upload.public_id)


def _context(request: HttpRequest, classroom: Classroom, form: RosterForm) -> dict[str, Any]:
    return {
        "classroom": classroom,
        "is_led": _is_led(request, classroom),
        "page": roster_page(classroom, signed_in(request)),
        "form": form,
    }


def _is_led(request: HttpRequest, classroom: Classroom) -> bool:
    return Classroom.objects.led_by(signed_in(request)).filter(pk=classroom.pk).exists()
