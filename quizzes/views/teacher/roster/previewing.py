"""A class list before it is taken in: columns told, cells corrected, people chosen."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quizzes.engine.words import Refused
from quizzes.forms.classes.roster import COLUMN_WORDS, columns_said, said_of
from quizzes.models.classrooms import Classroom, RosterUpload
from quizzes.queries.classrooms.preview import preview_of
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import classrooms, jobs
from quizzes.views.teacher.roster.fetching import led


@require_http_methods(["GET", "HEAD", "POST"])
@private
def preview(request: HttpRequest, public_id: UUID, upload: UUID) -> HttpResponse:
    """Show what taking a list in would do; keep what is said of it; take it in."""
    classroom = led(request, public_id)
    mine = RosterUpload.objects.filter(classroom=classroom, uploaded_by=signed_in(request))
    found = get_object_or_404(mine.select_related("classroom", "uploaded_by"), public_id=upload)
    if request.method != "POST":
        return _page(request, classroom, found)
    return _ACTS.get(request.POST.get("do", ""), _check)(request, classroom, found)


def _page(
    request: HttpRequest,
    classroom: Classroom,
    upload: RosterUpload,
    refused: Refused | None = None,
) -> HttpResponse:
    context = {
        "classroom": classroom,
        "page": preview_of(upload),
        "column_words": COLUMN_WORDS,
        "refused": refused,
    }
    status = 422 if refused else 200
    return render(request, "quizzes/teacher/roster/preview.html", context, status=status)


def _columns(request: HttpRequest, classroom: Classroom, upload: RosterUpload) -> HttpResponse:
    columns, is_headed = columns_said(request.POST, upload)
    classrooms.correct_roster(upload=upload, columns=columns, is_headed=is_headed)
    return redirect("quizzes:class-roster-preview", classroom.public_id, upload.public_id)


def _check(request: HttpRequest, classroom: Classroom, upload: RosterUpload) -> HttpResponse:
    _corrected(request, upload)
    return redirect("quizzes:class-roster-preview", classroom.public_id, upload.public_id)


def _discard(request: HttpRequest, classroom: Classroom, upload: RosterUpload) -> HttpResponse:
    classrooms.discard_roster(upload=upload)
    messages.success(request, _("The list is thrown away. Nothing has changed."))
    return redirect("quizzes:class-roster", classroom.public_id)


def _take_in(request: HttpRequest, classroom: Classroom, upload: RosterUpload) -> HttpResponse:
    kept = _corrected(request, upload)
    try:
        classrooms.request_roster(
            upload=kept,
            agreed=request.POST.get("agreed", ""),
            actor=signed_in(request),
            now=timezone.now(),
            address=address_of(request),
        )
    except jobs.AlreadyAsked:
        messages.info(request, _("A list is being taken in already. Wait until that is done."))
    except Refused as error:
        return _page(request, classroom, kept, error)
    return redirect("quizzes:class-roster", classroom.public_id)


def _corrected(request: HttpRequest, upload: RosterUpload) -> RosterUpload:
    said = said_of(request.POST, upload)
    return classrooms.correct_roster(
        upload=upload, cells=said.cells, choices=said.choices, removed=said.removed
    )


Act = Callable[[HttpRequest, Classroom, RosterUpload], HttpResponse]
_ACTS: Mapping[str, Act] = {
    "columns": _columns,
    "check": _check,
    "discard": _discard,
    "take-in": _take_in,
}
