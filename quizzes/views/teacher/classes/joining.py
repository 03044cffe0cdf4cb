"""How students come in: code, link and picture, on a page to project and print."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.engine.words import Refused
from quizzes.models.classrooms import Classroom
from quizzes.responses import private
from quizzes.services import classrooms
from quizzes.templatetags.words import words
from quizzes.views.pictures import qr_picture
from quizzes.views.teacher.classes.finding import act_of, is_leading, led, place_in


@require_http_methods(["GET", "HEAD", "POST"])
@private
def joining(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show how students come in; make another code."""
    if request.method == "POST":
        return _renewed(request, led(request, public_id))
    place = place_in(request, public_id)
    context = {
        "classroom": place.classroom,
        "is_leading": is_leading(place),
        "link": _link(request, place.classroom),
    }
    return render(request, "quizzes/teacher/classes/class_joining.html", context)


@require_safe
@private
def poster(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the code large, with the picture of the link, to project and to print."""
    classroom = place_in(request, public_id).classroom
    link = _link(request, classroom)
    if not link:
        return redirect("quizzes:class-joining", public_id)
    context = {
        "classroom": classroom,
        "link": link,
        "page": request.get_host() + reverse("quizzes:join"),
        "picture": qr_picture(link),
    }
    return render(request, "quizzes/teacher/classes/class_poster.html", context)


def _renewed(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    try:
        classrooms.renew_code(classroom=classroom, **act_of(request))
    except Refused as error:
        messages.error(request, words(error.message))
    else:
        messages.success(request, _("This is the new code. The old one opens nothing any more."))
    return redirect("quizzes:class-joining", classroom.public_id)


def _link(request: HttpRequest, classroom: Classroom) -> str:
    """Return the address that lets students in; empty where nobody comes in by themselves."""
    is_closed = classroom.joining == Classroom.Joining.CLOSED or classroom.archived_at is not None
    if is_closed or not classroom.join_code:
        return ""
    return request.build_absolute_uri(reverse("quizzes:join-class", args=[classroom.join_code]))
