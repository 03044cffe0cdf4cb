"""A superuser sees the site as somebody else does, to help; `quizsite.acting` answers so."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quizsite.acting import AS, SINCE, may_be_seen_as
from quizzes.forms.people import SeeAsForm
from quizzes.models.accounts import User
from quizzes.requests import address_of, administering, signed_in
from quizzes.responses import private
from quizzes.services import accounts


@require_http_methods(["GET", "HEAD", "POST"])
@private
def begin(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask why; from then on show the site as that person sees it, for an hour at most."""
    actor = administering(request)
    user = get_object_or_404(User, public_id=public_id, erased_at=None)
    if not may_be_seen_as(actor, user):
        raise PermissionDenied
    form = SeeAsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        accounts.note_seeing_as(user=user, reason=reason, **_by(request, actor))
        request.session[AS] = str(user.public_id)
        request.session[SINCE] = timezone.now().timestamp()
        return redirect("quizzes:home")
    context = {"form": form, "person": user}
    status = 422 if form.is_bound else 200
    return render(request, "quizzes/site/see_as.html", context, status=status)


@require_POST
@private
def stop(request: HttpRequest) -> HttpResponse:
    """Be oneself again."""
    actor = signed_in(request)
    key = request.session.pop(AS, None)
    request.session.pop(SINCE, None)
    user = User.objects.filter(public_id=key).first() if key else None
    if user is None:
        return redirect("quizzes:home")
    accounts.note_seen_as(user=user, **_by(request, actor))
    messages.success(request, _("You see the site as yourself again."))
    return redirect("quizzes:person-detail", user.public_id)


def _by(request: HttpRequest, actor: User) -> dict[str, Any]:
    return {"actor": actor, "now": timezone.now(), "address": address_of(request)}
