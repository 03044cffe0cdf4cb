"""Who teaches a class: colleagues asked, their roles, and who leaves."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quizzes.engine.words import Refused
from quizzes.forms.classes.classroom import ColleagueForm
from quizzes.models.accounts import User
from quizzes.models.classrooms import Classroom, Membership
from quizzes.queries.classrooms.members import name_of, staff_of
from quizzes.requests import signed_in
from quizzes.responses import private
from quizzes.services import classrooms
from quizzes.templatetags.words import words
from quizzes.views.teacher.classes.finding import act_of, is_leading, led, place_in

ACTS: Mapping[str, Callable[..., Any]] = {
    "teacher": lambda **act: classrooms.change_role(role=Membership.Role.TEACHER, **act),
    "assistant": lambda **act: classrooms.change_role(role=Membership.Role.ASSISTANT, **act),
    "remove": classrooms.remove_member,
    "restore": classrooms.restore_member,
}


@require_http_methods(["GET", "HEAD", "POST"])
@private
def staff(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who teaches and assists in a class; ask another one."""
    if request.method == "POST":
        led(request, public_id)
    place = place_in(request, public_id)
    form = ColleagueForm(request.POST or None)
    if form.is_valid() and form.user and _is_asked(request, place.classroom, form, form.user):
        return redirect(request.path)
    context = {
        "classroom": place.classroom,
        "people": staff_of(place.classroom),
        "is_leading": is_leading(place),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "quizzes/teacher/classes/class_staff.html", context, status=status)


def _is_asked(request: HttpRequest, classroom: Classroom, form: ColleagueForm, user: User) -> bool:
    """Ask the person and say so; return False, with the reason at the form, if that is refused."""
    who, role = form.cleaned_data["who"], form.cleaned_data["role"]
    try:
        classrooms.invite_colleague(
            classroom=classroom, user=user, role=role, called=who, **act_of(request)
        )
    except Refused as error:
        form.add_error("who", words(error.message))
        return False
    text = _("%(name)s is asked, on the first page after the next log-in.")
    messages.success(request, text % {"name": who})
    return True


@require_POST
@private
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change a colleague's role, or remove or bring back one: `act` and `member` say which."""
    classroom = led(request, public_id)
    members = Membership.objects.filter(classroom=classroom, role__in=Membership.STAFF)
    key = request.POST.get("member", "")
    found = members.select_related("user", "classroom").filter(
        pk=key if key.isdecimal() and len(key) < 19 else 0
    )
    member, act = found.first(), ACTS.get(request.POST.get("act", ""))
    if member is None or act is None:
        messages.error(request, _("Nothing was changed: this person is not in the list."))
        return redirect("quizzes:class-staff", public_id)
    name = name_of(member)
    try:
        act(membership=member, **act_of(request))
    except Refused as error:
        messages.error(request, words(error.message))
    else:
        messages.success(request, _("Changed: %(name)s.") % {"name": name})
    if member.user_id == signed_in(request).pk and request.POST.get("act") == "remove":
        return redirect("quizzes:classes")
    return redirect("quizzes:class-staff", public_id)
