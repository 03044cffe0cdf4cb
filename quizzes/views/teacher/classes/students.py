"""Who studies in a class: the list, one student, and who comes and goes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quizzes.engine.words import Refused
from quizzes.models.accounts import User
from quizzes.models.classrooms import Classroom, Membership
from quizzes.queries.analysis.teaching.answers import Period, answers_of
from quizzes.queries.analysis.teaching.topics import OwnTopic, topics_of_student
from quizzes.queries.attempts.in_class import student_in_class
from quizzes.queries.classrooms.history import acts_about
from quizzes.queries.classrooms.members import name_of, students_of_class
from quizzes.requests import signed_in
from quizzes.responses import private
from quizzes.services import classrooms
from quizzes.templatetags.words import words
from quizzes.views.teacher.classes.finding import act_of, is_leading, led, place_in

ACTS: Mapping[str, Callable[..., Any]] = {
    "agree": lambda **act: classrooms.answer_request(is_agreed=True, **act),
    "refuse": lambda **act: classrooms.answer_request(is_agreed=False, **act),
    "remove": classrooms.remove_member,
    "restore": classrooms.restore_member,
}
STUDENTS = Membership.objects.filter(role=Membership.Role.STUDENT)


@require_safe
@private
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who is in a class, who wants to be, and whom one has just removed."""
    place = place_in(request, public_id)
    people = students_of_class(place.classroom)
    gone = request.GET.get("removed", "")
    context = {
        "classroom": place.classroom,
        "people": people,
        "is_leading": is_leading(place),
        "removed": next((m for m in people.removed if str(m.user.public_id) == gone), None),
    }
    return render(request, "quizzes/teacher/classes/class_detail.html", context)


@require_safe
@private
def student(request: HttpRequest, public_id: UUID, student_id: UUID) -> HttpResponse:
    """Show one student's work in a class, and what was done about them."""
    place = place_in(request, public_id)
    members = STUDENTS.filter(classroom=place.classroom, waits_for="").select_related(
        "user", "classroom"
    )
    member = get_object_or_404(members, user__public_id=student_id)
    context = {
        "classroom": place.classroom,
        "member": member,
        "page": student_in_class(place.classroom, member.user, timezone.now()),
        "acts": acts_about(place.classroom, member.user),
        "topics": _topics(request, place.classroom, member.user),
        "is_leading": is_leading(place),
    }
    return render(request, "quizzes/teacher/classes/class_student.html", context)


def _topics(request: HttpRequest, classroom: Classroom, student: User) -> Sequence[OwnTopic]:
    """Return what a student knows by the class's own answers, by topic."""
    now, viewer = timezone.now(), signed_in(request)
    page = answers_of(classroom, viewer, Period.ALL, now, student=student.pk)
    return topics_of_student(page, now)


@require_POST
@private
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let somebody in, refuse, remove or bring back a student: `act` and `student` say whom."""
    classroom = led(request, public_id)
    url = reverse("quizzes:class-detail", args=[public_id])
    members = STUDENTS.filter(classroom=classroom).select_related("user", "classroom")
    act = request.POST.get("act", "")
    if act == "agree_all":
        return _all_in(request, members.filter(waits_for=Membership.WaitsFor.APPROVAL), url)
    member = _member(members, request.POST.get("student", ""))
    if member is None or act not in ACTS:
        messages.error(request, _("Nothing was changed: this student is not in the list."))
        return redirect(url)
    try:
        ACTS[act](membership=member, **act_of(request))
    except Refused as error:
        messages.error(request, words(error.message))
        return redirect(url)
    if act in ("remove", "refuse"):
        return redirect(f"{url}?{urlencode({'removed': str(member.user.public_id)})}")
    messages.success(request, _("%(name)s is in the class.") % {"name": name_of(member)})
    return redirect(url)


def _all_in(request: HttpRequest, waiting: Any, url: str) -> HttpResponse:
    for member in waiting:
        classrooms.answer_request(membership=member, is_agreed=True, **act_of(request))
    messages.success(request, _("Everybody who waited is in the class."))
    return redirect(url)


def _member(members: Any, public_id: str) -> Membership | None:
    try:
        found: Membership | None = members.filter(user__public_id=UUID(public_id)).first()
    except ValueError:
        return None
    return found
