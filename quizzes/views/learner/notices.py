"""One's notices, and how one wants to hear of what."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.forms.notices import ChoicesForm
from quizzes.models.notices import Notice, NoticeKind
from quizzes.queries.notices import choices_of, notices_of
from quizzes.requests import address_of, safe_next, signed_in
from quizzes.responses import private
from quizzes.services import notices as service

LINES_PER_PAGE = 30
GONE = 410


@require_safe
@private
def notices(request: HttpRequest) -> HttpResponse:
    """Show what one was told of, the newest first."""
    page = Paginator(notices_of(signed_in(request)), LINES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "quizzes/learner/notices.html", {"page": page})


@require_safe
@private
def follow(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Lead to what a notice is about; so it is read, but not by who sees the site as its reader."""
    notice = get_object_or_404(Notice.objects.visible_to(signed_in(request)), public_id=public_id)
    if request.method == "GET" and not getattr(request, "seen_by", None):
        service.read(notice=notice, now=timezone.now())
    return redirect(safe_next(request, notice.path, reverse("quizzes:notices")))


@require_POST
@private
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark all as read."""
    service.read_all(user=signed_in(request), now=timezone.now())
    messages.success(request, _("All are marked as read."))
    return redirect("quizzes:notices")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def choices(request: HttpRequest) -> HttpResponse:
    """Show how one hears of what, and change it."""
    user = signed_in(request)
    form = ChoicesForm(choices_of(user), request.POST or None)
    if request.method == "POST" and form.is_valid():
        service.choose(
            user=user, wanted=form.wanted, now=timezone.now(), address=address_of(request)
        )
        messages.success(request, _("Saved."))
        return redirect("quizzes:notice-choices")
    status = 422 if request.method == "POST" else 200
    return render(request, "quizzes/learner/notice_choices.html", {"form": form}, status=status)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@private
def off(request: HttpRequest, token: str) -> HttpResponse:
    """Send no more mails of a kind, for whoever has the link of such a mail: without a log-in.

    A program that follows every link of a mail changes nothing; it takes a press of the button,
    or the mail program's own (RFC 8058), which knows no token of ours against forged forms.
    """
    try:
        _user, what = service.meant_by(token)
        if request.method == "POST":
            service.stop_mail(token=token, now=timezone.now(), address=address_of(request))
    except service.NoSuchLink:
        return render(request, "quizzes/public/notice_off.html", status=GONE)
    context = {
        "kind": NoticeKind(what).label if what != service.DAILY else "",
        "is_known": True,
        "is_done": request.method == "POST",
    }
    return render(request, "quizzes/public/notice_off.html", context)
