"""Moving students to another class of the same teacher."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quizzes.engine.words import Refused
from quizzes.models.classrooms import Classroom
from quizzes.queries.attempts.moving import moving_of
from quizzes.queries.classrooms.slips import RosterLine, lines_of
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import attempts
from quizzes.templatetags.words import words
from quizzes.views.teacher.roster.fetching import led, read_id, ticked


@require_http_methods(["GET", "HEAD", "POST"])
@private
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the other class, say which tries go along, move."""
    classroom = led(request, public_id)
    lines = lines_of(classroom, ticked(request))
    if not lines:
        messages.warning(request, _("Nobody is ticked. Tick the students, then press the button."))
        return redirect("quizzes:class-roster", public_id)
    others = Classroom.objects.led_by(signed_in(request)).current().exclude(pk=classroom.pk)
    told = request.POST if request.method == "POST" else request.GET
    target = get_object_or_404(others, public_id=read_id(told["to"])) if told.get("to") else None
    if request.method == "POST" and target and _moved(request, classroom, target, lines):
        return redirect("quizzes:class-roster", target.public_id)
    context = {
        "classroom": classroom,
        "lines": lines,
        "others": others.order_by("name"),
        "target": target,
        "moves": [moving_of(line.user, classroom, target) for line in lines] if target else [],
    }
    return render(request, "quizzes/teacher/roster/move.html", context)


def _moved(
    request: HttpRequest, source: Classroom, target: Classroom, lines: list[RosterLine]
) -> bool:
    """Move all of them, or none and say why."""
    try:
        with transaction.atomic():
            for line in lines:
                attempts.move_student(
                    student=line.user,
                    source=source,
                    target=target,
                    actor=signed_in(request),
                    now=timezone.now(),
                    address=address_of(request),
                )
    except Refused as error:
        messages.warning(request, words(error.message))
        return False
    said = ngettext(
        "%(count)s student has moved to “%(name)s”.",
        "%(count)s students have moved to “%(name)s”.",
        len(lines),
    )
    messages.success(request, said % {"count": len(lines), "name": target.name})
    return True
