"""Mails about who teaches here, in the site's design."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.urls import reverse

from quizzes.models.site import TeacherRequest


def tell_answer(request: HttpRequest, asked: TeacherRequest) -> None:
    """Mail who asked to be a teacher what was decided; who has no address sees it here alone."""
    if not asked.user.email:
        return
    name = "teacher_granted" if asked.is_granted else "teacher_refused"
    route = "quizzes:teach" if asked.is_granted else "quizzes:teacher-request"
    values = {
        "name": asked.user.shown_name,
        "address": request.build_absolute_uri(reverse(route)),
    }
    get_adapter().worded(name, asked.user.email, values).send()


def send_invitation(to: str, link: str, *, makes_teacher: bool) -> None:
    """Mail an invitation to an address."""
    name = "invitation_teacher" if makes_teacher else "invitation"
    get_adapter().worded(name, to, {"address": link}).send()
