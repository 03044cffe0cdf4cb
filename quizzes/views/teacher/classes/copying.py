"""A class for the next term: its dates are listed, and changed, before anything is saved."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quizzes.engine.words import Refused
from quizzes.forms.classes.copying import AnewForm, TermForm
from quizzes.models.classrooms import Classroom
from quizzes.queries.assignments import Copyable, copyable
from quizzes.requests import signed_in
from quizzes.responses import private
from quizzes.services import assignments
from quizzes.templatetags.words import words
from quizzes.views.teacher.classes.finding import act_of, led


@require_http_methods(["GET", "HEAD", "POST"])
@private
def copy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the new first day, list all dates, and make the copy."""
    classroom = led(request, public_id)
    found = copyable(classroom, signed_in(request))
    is_saved = request.method == "POST" and request.POST.get("act") == "save"
    term = TermForm(request.POST or None, initial=_offered(classroom, found))
    rows = _rows(request, term, classroom, found, is_saved=is_saved) if term.is_valid() else None
    # Every row says what is wrong with it, not only the first.
    wrong = [row for row in rows or () if not row.is_valid()]
    if rows is not None and is_saved and not wrong:
        copied = _copied(request, classroom, term, rows)
        if copied is not None:
            return redirect("quizzes:class-detail", copied.public_id)
    context = {
        "classroom": classroom,
        "term": term,
        "rows": rows,
        "left_out": [each.assignment for each in found if not each.is_givable],
    }
    is_wrong = request.method == "POST" and (rows is None or is_saved)
    status = 422 if is_wrong else 200
    return render(request, "quizzes/teacher/classes/class_copy.html", context, status=status)


def _offered(classroom: Classroom, found: Sequence[Copyable]) -> dict[str, object]:
    """Return what the form begins with: the day of the class's first assignment, and today."""
    firsts: list[datetime] = [each.first_at for each in found if each.first_at is not None]
    first = min(firsts, default=classroom.created_at).astimezone(classroom.zone).date()
    today = timezone.now().astimezone(classroom.zone).date()
    return {"name": classroom.name, "old_first": first, "new_first": today}


def _rows(
    request: HttpRequest,
    term: TermForm,
    classroom: Classroom,
    found: Sequence[Copyable],
    *,
    is_saved: bool,
) -> list[AnewForm]:
    return [
        AnewForm(
            request.POST if is_saved else None,
            assignment=each.assignment,
            weeks=term.weeks,
            zone=classroom.zone,
        )
        for each in found
        if each.is_givable
    ]


def _copied(
    request: HttpRequest, classroom: Classroom, term: TermForm, rows: Sequence[AnewForm]
) -> Classroom | None:
    """Make the copy and say so; None, with the reason at the form, if that is refused."""
    chosen = [row for row in rows if row.cleaned_data["is_copied"]]
    new = assignments.NewClass(
        term.cleaned_data["name"], classroom.time_zone, joining=classroom.joining
    )
    try:
        copied = assignments.copy_class(
            classroom=classroom,
            new=new,
            dates={row.assignment.pk: row.dates for row in chosen},
            **act_of(request),
        )
    except Refused as error:
        term.add_error(None, words(error.message))
        return None
    text = ngettext(
        "“%(name)s” is there, with %(count)s assignment.",
        "“%(name)s” is there, with %(count)s assignments.",
        len(chosen),
    )
    messages.success(request, text % {"name": copied.name, "count": len(chosen)})
    messages.info(request, _("Nobody studies in it yet."))
    return copied
