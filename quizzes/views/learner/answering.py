"""Saving answers: from the page's script as JSON, and from a plain form; flags, place, clock."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quizzes.engine.saving import Incoming
from quizzes.forms.answers.posted import going, number, posted_answers
from quizzes.forms.answers.sent import NotReadable, sent_answers
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.queries.attempts.taking import conflict_told
from quizzes.requests import signed_in
from quizzes.responses import private
from quizzes.services import attempts
from quizzes.templatetags.words import words
from quizzes.views.learner.attempts import open_or_closed, own_attempt

SENTENCE = re.compile(r"(?:s[0-9]{1,6})?")


@require_POST
@login_not_required
@private
def save(request: HttpRequest, public_id: UUID) -> JsonResponse:
    """Store what the page's script sends; answer with revisions and the server's time."""
    now = timezone.now()
    try:
        sent = sent_answers(request.body)
    except NotReadable as error:
        return JsonResponse({"error": "unreadable", "message": str(error)}, status=400)
    student = request.user
    if not isinstance(student, User) or str(student.public_id) != sent.user:
        return JsonResponse({"error": "login", "login_url": reverse("account_login")}, status=401)
    try:
        saved = attempts.save(attempt_id=public_id, student=student, answers=sent.answers, now=now)
    except attempts.AttemptNotFound:
        return JsonResponse({"error": "not_found"}, status=404)
    except attempts.AttemptClosed as error:
        return _closed(public_id, words(error.message))
    has_conflict = any(each.status == "conflict" for each in saved)
    body = {"time": now.isoformat(), "items": [_line(each) for each in saved]}
    return JsonResponse(body, status=409 if has_conflict else 200)


def _closed(public_id: UUID, reason: str) -> JsonResponse:
    url = reverse("quizzes:attempt-review", args=[public_id])
    return JsonResponse({"error": "closed", "message": reason, "url": url}, status=410)


def _line(saved: attempts.Saved) -> dict[str, Any]:
    line = {
        "position": saved.position,
        "status": saved.status,
        "revision": saved.revision,
        "at": saved.at.isoformat(),
        "message": words(saved.message) if saved.message else "",
        "is_finished": saved.is_finished,
    }
    return {**line, "stored": saved.stored} if saved.status == "conflict" else line


@require_POST
@private
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Store what a plain form posts, then go where its button says."""
    attempt = open_or_closed(request, public_id)
    if not attempt.is_open:
        return redirect("quizzes:attempt-review", public_id)
    go = going(request.POST)
    check = go.target if go.verb == "check" else 0
    _save_posted(request, attempt, posted_answers(request.POST, attempt, check=check))
    if go.verb == "flag":
        attempts.toggle_flag(attempt=attempt, position=go.target)
    if go.place is not None:
        attempts.remember_place(attempt=attempt, position=go.place)
    if go.verb == "finish":
        return redirect("quizzes:attempt-submit", public_id)
    url = reverse("quizzes:attempt-take", args=[public_id])
    return redirect(f"{url}?q={go.shown}#q{go.shown}")


def _save_posted(request: HttpRequest, attempt: Attempt, answers: Sequence[Incoming]) -> None:
    """Store answers of a form and say what became of them; nothing typed goes without a word."""
    if not answers:
        return
    saved = attempts.save(
        attempt_id=attempt.public_id,
        student=signed_in(request),
        answers=answers,
        now=timezone.now(),
    )
    for sent, each in zip(answers, saved, strict=True):
        if each.status == "conflict":
            messages.warning(request, words(conflict_told(attempt, sent)))
        elif each.message:
            messages.warning(request, f"{each.position}. {words(each.message)}")
    if all(each.status == "saved" for each in saved):
        messages.success(request, _("Saved."))


@require_POST
@private
def flag(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep a question for later, or not."""
    attempt = own_attempt(request, public_id)
    position = number(request.POST.get("position", ""))
    if not position:
        raise Http404
    is_flagged = request.POST.get("is_flagged") == "1"
    attempts.flag(attempt=attempt, position=position, is_flagged=is_flagged)
    return HttpResponse(status=204)


@require_POST
@private
def place(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep where the student is: the question, and the sentence last read."""
    attempt = own_attempt(request, public_id)
    position = number(request.POST.get("position", ""))
    sentence = request.POST.get("sentence", "")
    if not position or not SENTENCE.fullmatch(sentence):
        raise Http404
    attempts.remember_place(attempt=attempt, position=position, sentence=sentence)
    return HttpResponse(status=204)


@require_safe
@private
def clock(request: HttpRequest, public_id: UUID) -> JsonResponse:
    """Tell the time, the deadline as it is now, and whether the attempt is still open."""
    attempt = open_or_closed(request, public_id)
    return JsonResponse(
        {
            "now": timezone.now().isoformat(),
            "deadline": attempt.deadline.isoformat() if attempt.deadline else None,
            "is_open": attempt.is_open,
            "url": reverse("quizzes:attempt-review", args=[public_id]),
        }
    )
