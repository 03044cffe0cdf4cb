"""Who teaches here: an administrator answers requests and makes invitations."""

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
from quizzes.forms.site import InviteForm
from quizzes.models.site import Invitation, TeacherRequest
from quizzes.queries.site import open_invitations, open_requests, site_settings
from quizzes.requests import address_of, administering
from quizzes.responses import private
from quizzes.services import site
from quizzes.templatetags.words import words
from quizzes.views.site.invitation import INVITATION
from quizzes.views.site.telling import send_invitation, tell_answer

AGREE, REFUSE = "agree", "refuse"


@require_safe
@private
def people(request: HttpRequest) -> HttpResponse:
    """Show who asks to be a teacher, and which invitations are open."""
    administering(request)
    return _page(request, InviteForm())


@require_POST
@private
def decide(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make who asked a teacher, or not."""
    administering(request)
    asked = get_object_or_404(TeacherRequest, public_id=public_id)
    answer = request.POST.get("answer")
    if answer in (AGREE, REFUSE):
        _answer(request, asked, is_granted=answer == AGREE)
    return redirect("quizzes:people")


def _answer(request: HttpRequest, asked: TeacherRequest, *, is_granted: bool) -> None:
    try:
        answered = site.decide_request(request=asked, is_granted=is_granted, **_by(request))
    except Refused as error:
        messages.warning(request, words(error.message))
        return
    tell_answer(request, answered)
    said = _("%(name)s is a teacher now.") if is_granted else _("%(name)s stays a student.")
    messages.success(request, said % {"name": answered.user.shown_name})


@require_POST
@private
def invite(request: HttpRequest) -> HttpResponse:
    """Make an invitation and show its link, this once."""
    administering(request)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    token = site.invite(
        note=form.cleaned_data["note"],
        lasts=form.lasts,
        makes_teacher=form.makes_teacher,
        **_by(request),
    )
    link = _link(request, token, makes_teacher=form.makes_teacher)
    if form.cleaned_data["email"]:
        send_invitation(form.cleaned_data["email"], link, makes_teacher=form.makes_teacher)
    return _page(request, InviteForm(), link=link, sent_to=form.cleaned_data["email"])


@require_POST
@private
def revoke(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End an invitation's time now."""
    administering(request)
    found = get_object_or_404(Invitation, public_id=public_id)
    try:
        site.revoke_invitation(invitation=found, **_by(request))
    except Refused as error:
        messages.warning(request, words(error.message))
    else:
        messages.success(request, _("The invitation works no more."))
    return redirect("quizzes:people")


def _link(request: HttpRequest, token: str, *, makes_teacher: bool) -> str:
    path = reverse("quizzes:invitation" if makes_teacher else "account_signup")
    return request.build_absolute_uri(f"{path}?{urlencode({INVITATION: token})}")


def _page(
    request: HttpRequest, form: InviteForm, *, link: str = "", sent_to: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "requests": open_requests(),
        "invitations": open_invitations(timezone.now()),
        "form": form,
        "link": link,
        "sent_to": sent_to,
        "sign_up": site_settings().sign_up,
    }
    return render(request, "quizzes/site/people.html", context, status=status)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {
        "actor": administering(request),
        "now": timezone.now(),
        "address": address_of(request),
    }
