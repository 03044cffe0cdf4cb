"""What a class is called and how people come in; put away, and brought back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quizzes.engine.words import Refused
from quizzes.forms.classes.classroom import ClassroomForm
from quizzes.models.attempts import Attempt
from quizzes.queries.assignments import open_in
from quizzes.responses import private
from quizzes.services import attempts, classrooms
from quizzes.templatetags.words import words
from quizzes.views.teacher.classes.finding import act_of, is_leading, led, place_in


@require_http_methods(["GET", "HEAD", "POST"])
@private
def settings(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a class's settings, and change them."""
    if request.method == "POST":
        led(request, public_id)
    place = place_in(request, public_id)
    classroom = place.classroom
    form = ClassroomForm(request.POST or None, classroom=classroom)
    if form.is_valid():
        try:
            classrooms.change_settings(
                classroom=classroom, values=form.cleaned_data, **act_of(request)
            )
        except Refused as error:
            form.add_error(None, words(error.message))
        else:
            messages.success(request, _("Saved."))
            return redirect("quizzes:class-settings", public_id)
    context = {"classroom": classroom, "form": form, "is_leading": is_leading(place)}
    status = 422 if request.method == "POST" else 200
    return render(request, "quizzes/teacher/classes/class_settings.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def archive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what ends when a class is archived, and archive it."""
    classroom = led(request, public_id)
    if request.method == "POST":
        attempts.archive_class(classroom=classroom, **act_of(request))
        messages.success(request, _("“%(name)s” is archived.") % {"name": classroom.name})
        return redirect("quizzes:classes")
    context = {
        "classroom": classroom,
        "ending": open_in(classroom, timezone.now()),
        "running": Attempt.objects.open().filter(assignment__classroom=classroom).count(),
    }
    return render(request, "quizzes/teacher/classes/class_archive.html", context)


@require_POST
@private
def unarchive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Bring a class back among the current ones."""
    classroom = led(request, public_id)
    classrooms.unarchive(classroom=classroom, **act_of(request))
    messages.success(
        request,
        _("“%(name)s” is back. Assignments that ended stay closed until you set new dates.")
        % {"name": classroom.name},
    )
    return redirect("quizzes:class-detail", public_id)
