"""Slips to cut and give out; new one-time passwords."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.engine.words import Refused
from quizzes.queries.classrooms.slips import lines_of, roster_lines, slips_of
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import classrooms
from quizzes.templatetags.words import words
from quizzes.views.teacher.roster.fetching import led, ticked


@require_safe
@private
def slips(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the slips of all who have not logged in yet, or of those who were ticked."""
    classroom = led(request, public_id)
    chosen = ticked(request)
    lines = lines_of(classroom, chosen) if chosen else roster_lines(classroom)
    found = slips_of(lines)
    context = {
        "classroom": classroom,
        "slips": found,
        "others": [line.name for line in lines if line.state != "slip"] if chosen else [],
        "address": request.build_absolute_uri("/"),
    }
    return render(request, "quizzes/teacher/roster/slips.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def renew(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say whose password would be made anew; make it, once that is confirmed."""
    classroom = led(request, public_id)
    lines = lines_of(classroom, ticked(request))
    if not lines:
        messages.warning(request, _("Nobody is ticked. Tick the students, then press the button."))
        return redirect("quizzes:class-roster", public_id)
    theirs = [line for line in lines if line.may_renew]
    if request.method != "POST" or not theirs:
        context = {"classroom": classroom, "lines": theirs}
        context["others"] = [line for line in lines if not line.may_renew]
        return render(request, "quizzes/teacher/roster/passwords.html", context)
    students = [line.user.public_id for line in theirs]
    try:
        classrooms.renew_passwords(
            classroom=classroom,
            students=students,
            actor=signed_in(request),
            now=timezone.now(),
            address=address_of(request),
        )
    except Refused as error:
        messages.warning(request, words(error.message))
        return redirect("quizzes:class-roster", public_id)
    chosen = urlencode({"student": [str(each) for each in students]}, doseq=True)
    return redirect(f"{reverse('quizzes:class-slips', args=[public_id])}?{chosen}")
