"""Saving answers, from the page's script or a plain form; flags, strikes, place, clock."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quizzes.engine.behaviors.base import Action
from quizzes.engine.saving import Incoming
from quizzes.engine.words import Message, mark
from quizzes.forms.answers.posted import going, number, posted_answers
from quizzes.forms.answers.sent import NotReadable, sent_answers
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.queries.attempts.telling import BLANK, conflict_told, late_told, not_taken_told
from quizzes.requests import signed_in
from quizzes.responses import private
from quizzes.services import attempts, practice
from quizzes.templatetags.words import words
from quizzes.views.learner.attempts import open_or_closed, own_attempt

SENTENCE = re.compile(r"(?:s[0-9]{1,6})?")


@require_POST
@login_not_required
@private
def save(request: HttpRequest, public_id: UUID, *, is_practice: bool = False) -> JsonResponse:
    """Store what the page's script sends; answer with revisions and the server's time."""
    keep = practice.save if is_practice else attempts.save
    now = timezone.now()
    try:
        sent = sent_answers(request.body)
    except NotReadable as error:
        return JsonResponse({"error": "unreadable", "message": str(error)}, status=400)
    student = request.user
    if not isinstance(student, User) or str(student.public_id) != sent.user:
        return JsonResponse({"error": "login", "login_url": reverse("account_login")}, status=401)
    try:
        saved = keep(attempt_id=public_id, student=student, answers=sent.answers, now=now)
    except attempts.AttemptNotFound:
        return JsonResponse({"error": "not_found"}, status=404)
    except attempts.AttemptClosed as error:
        return _closed(public_id, words(error.message))
    has_conflict = any(each.status == "conflict" for each in saved)
    body = {"time": now.isoformat(), "items": [_line(each) for each in saved]}
    return JsonResponse(body, status=409 if has_conflict else 200)


def _over(public_id: UUID) -> JsonResponse:
    """Say to a page that is still open that its attempt is over, and where the receipt is."""
    return _closed(public_id, words(attempts.ALREADY_HANDED_IN))


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
        "is_checked": saved.is_checked,
    }
    if saved.reading is not None:
        context = {"position": saved.position, "reading": saved.reading, "language": saved.language}
        line["reading"] = render_to_string("quizzes/learner/_reading.html", context).strip()
    return {**line, "stored": saved.stored} if saved.status == "conflict" else line


@require_POST
@private
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Store what a plain form posts, in time or late, then go where its button says."""
    attempt = own_attempt(request, public_id)
    go = going(request.POST)
    check = go.target if go.verb == "check" else 0
    _save_posted(request, attempt, posted_answers(request.POST, attempt, check=check))
    attempt = attempts.close_if_over(attempt=attempt, now=timezone.now())
    if not attempt.is_open:
        return redirect("quizzes:attempt-review", public_id)
    if go.verb == "flag":
        attempts.toggle_flag(attempt=attempt, position=go.target)
    if go.verb == "strike":
        attempts.toggle_strike(attempt=attempt, position=go.target, option=go.option)
    if attempt.is_practice:
        return redirect("quizzes:attempt-take", public_id)
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
    keep = practice.save if attempt.is_practice else attempts.save
    try:
        saved = keep(
            attempt_id=attempt.public_id,
            student=signed_in(request),
            answers=answers,
            now=timezone.now(),
        )
    except attempts.AttemptClosed as error:
        messages.warning(request, words(error.message))
        for sent in answers:
            messages.warning(request, words(not_taken_told(attempt, sent)))
        return
    for sent, each in zip(answers, saved, strict=True):
        for message in _told(attempt, sent, each):
            messages.warning(request, words(message))
    # In practice the next page says by itself what became of it.
    if all(each.status == "saved" for each in saved) and not attempt.is_practice:
        messages.success(request, _("Saved."))


def _told(attempt: Attempt, sent: Incoming, saved: attempts.Saved) -> Iterator[Message]:
    """Yield what a student without a script is told of an answer that was not simply saved."""
    if saved.status == "conflict":
        yield conflict_told(attempt, sent)
    elif saved.status == "late":
        yield late_told(sent)
    elif saved.message:
        yield Message(
            mark("%(position)s. %(message)s"),
            {"position": saved.position, "message": saved.message},
        )
    elif sent.action is Action.CHECK and not saved.is_finished and sent.raw in BLANK:
        yield Message(mark("%(position)s. Answer first, then check."), {"position": saved.position})


@require_POST
@private
def flag(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep a question for later, or not."""
    attempt = open_or_closed(request, public_id)
    position = number(request.POST.get("position", ""))
    if not position:
        raise Http404
    if not attempt.is_open:
        return _over(public_id)
    is_flagged = request.POST.get("is_flagged") == "1"
    attempts.flag(attempt=attempt, position=position, is_flagged=is_flagged)
    return HttpResponse(status=204)


@require_POST
@private
def strike(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Strike an option out, or bring it back."""
    attempt = open_or_closed(request, public_id)
    position = number(request.POST.get("position", ""))
    option = request.POST.get("option", "")
    if not position or not option:
        raise Http404
    if not attempt.is_open:
        return _over(public_id)
    is_struck = request.POST.get("is_struck") == "1"
    attempts.strike(attempt=attempt, position=position, option=option, is_struck=is_struck)
    return HttpResponse(status=204)


@require_POST
@private
def place(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep where the student is: the question, and the sentence last read."""
    attempt = open_or_closed(request, public_id)
    position = number(request.POST.get("position", ""))
    sentence = request.POST.get("sentence", "")
    if not position or not SENTENCE.fullmatch(sentence):
        raise Http404
    if not attempt.is_open:
        return _over(public_id)
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
