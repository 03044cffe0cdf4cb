"""Coming into a class: with a code, by its link, or because one was asked."""

from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quizzes.engine.classes.joining import code_shown
from quizzes.engine.words import Refused
from quizzes.forms.classes.classroom import JoinForm
from quizzes.models.accounts import User
from quizzes.models.classrooms import Membership
from quizzes.queries.classrooms.own import Doorway, doorway_of
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import classrooms
from quizzes.templatetags.words import words

WRONG_CODE = "join_failed"


@require_http_methods(["GET", "HEAD", "POST"])
@private
def join(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a class, and lead to the class's door."""
    form = JoinForm(request.POST or None)
    if form.is_valid():
        if doorway := _doorway(request, form.cleaned_data["code"]):
            return redirect("quizzes:join-class", doorway.classroom.join_code)
        form.add_error("code", _reason(request))
    status = 422 if request.method == "POST" else 200
    return render(request, "quizzes/learner/join.html", {"form": form}, status=status)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@private
def join_class(request: HttpRequest, code: str) -> HttpResponse:
    """Show the door of a class to who has its code; let in who knocks and is logged in."""
    doorway = _doorway(request, code)
    if doorway is None:
        told = {"reason": _reason(request)}
        return render(request, "quizzes/learner/join_unknown.html", told, status=404)
    if request.method == "POST" and isinstance(request.user, User):
        return _joined(request, doorway)
    query = urlencode({"next": request.path})
    context = {
        "doorway": doorway,
        "code": code_shown(doorway.classroom.join_code),
        "log_in": f"{reverse('account_login')}?{query}",
        "sign_up": f"{reverse('account_signup')}?{query}",
    }
    return render(request, "quizzes/learner/join_class.html", context)


@require_POST
@private
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Accept or decline to be in a class that has asked for one."""
    user = signed_in(request)
    asked = Membership.objects.filter(user=user, waits_for=Membership.WaitsFor.CONSENT)
    own = asked.select_related("classroom", "user")
    place = get_object_or_404(own, classroom__public_id=public_id)
    told = {"name": place.classroom.name}
    by: dict[str, Any] = {"now": timezone.now(), "address": address_of(request)}
    if request.POST.get("act") != "accept":
        classrooms.decline(membership=place, **by)
        messages.success(request, _("You are not in “%(name)s”.") % told)
        return redirect("quizzes:home")
    try:
        accepted = classrooms.accept(membership=place, **by)
    except Refused as error:
        messages.error(request, words(error.message))
        return redirect("quizzes:home")
    messages.success(request, _("You are in “%(name)s” now.") % told)
    if accepted.role == Membership.Role.STUDENT:
        return redirect("quizzes:home")
    return redirect("quizzes:class-detail", public_id)


def _doorway(request: HttpRequest, code: str) -> Doorway | None:
    """Return the class of a code, None for a wrong one, or after too many wrong ones."""
    if not _may_try(request):
        return None
    found = doorway_of(code, request.user if isinstance(request.user, User) else None)
    if found is None:
        _may_try(request, is_wrong=True)
    return found


def _may_try(request: HttpRequest, *, is_wrong: bool = False) -> bool:
    """Return whether this address may try a code; a wrong one counts, also where it is looked at.

    The public function of allauth counts no GET, and a link is a GET.
    """
    used = ratelimit.consume(
        request,
        app="allauth.account",
        action=WRONG_CODE,
        dry_run=not is_wrong,
        limit_get=True,
    )
    return used is not None


def _reason(request: HttpRequest) -> str:
    if not _may_try(request):
        return _("Too many wrong codes. Wait five minutes, then try again.")
    return _("No class has this code. Look at it again, or ask your teacher for the new one.")


def _joined(request: HttpRequest, doorway: Doorway) -> HttpResponse:
    told = {"name": doorway.classroom.name}
    try:
        place = classrooms.join(
            classroom=doorway.classroom,
            user=signed_in(request),
            now=timezone.now(),
            address=address_of(request),
        )
    except Refused as error:
        messages.error(request, words(error.message))
        return redirect(request.path)
    if place.waits_for:
        messages.info(request, _("A teacher of “%(name)s” is asked to let you in.") % told)
    else:
        messages.success(request, _("You are in “%(name)s” now.") % told)
    return redirect("quizzes:home")
