"""The classes that one teaches, and a new one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.forms.classes.classroom import NewClassForm
from quizzes.queries.classrooms.listing import classes_listed
from quizzes.requests import address_of, signed_in, teaching
from quizzes.responses import private
from quizzes.services import classrooms


@require_safe
@private
def classes(request: HttpRequest) -> HttpResponse:
    """Show the classes that one teaches or assists in."""
    user = signed_in(request)
    context = {"page": classes_listed(user, timezone.now()), "is_teacher": user.is_teacher}
    return render(request, "quizzes/teacher/classes/classes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def new(request: HttpRequest) -> HttpResponse:
    """Begin a class."""
    user = teaching(request)
    form = NewClassForm(request.POST or None, zone=user.time_zone)
    if form.is_valid():
        classroom = classrooms.create(
            **form.cleaned_data, teacher=user, now=timezone.now(), address=address_of(request)
        )
        messages.success(request, _("“%(name)s” is there.") % {"name": classroom.name})
        return redirect("quizzes:class-joining", classroom.public_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "quizzes/teacher/classes/class_new.html", {"form": form}, status=status)
