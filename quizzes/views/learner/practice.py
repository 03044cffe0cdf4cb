"""Practice: what is ready, starting, judging question by question, how much a day."""

import secrets
from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.engine.words import Refused
from quizzes.forms.answers.posted import number
from quizzes.forms.practice import PracticeForm
from quizzes.models.attempts import Attempt
from quizzes.queries.assignments import timetable_of
from quizzes.queries.practice.front import front_of
from quizzes.queries.practice.missing import missed_of
from quizzes.queries.practice.offering import of_article, of_topic
from quizzes.queries.practice.wishing import wishes_of
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import attempts, practice, progress
from quizzes.templatetags.words import words
from quizzes.views.learner.attempts import own_attempt
from quizzes.views.learner.offers import SEED_BITS


def _session(request: HttpRequest, public_id: UUID) -> Attempt:
    """Return a session of practice of the student's own; else 404."""
    attempt = own_attempt(request, public_id)
    if not attempt.is_practice:
        raise Http404
    return attempt


@require_safe
@private
def front(request: HttpRequest) -> HttpResponse:
    """Say what is ready to practise today, and what was practised last."""
    user, now = signed_in(request), timezone.now()
    # Who sees the site as somebody changes nothing of theirs.
    timetable = timetable_of(user)
    if getattr(request, "seen_by", None) is None:
        attempts.learn_what_is_shown(student=user, now=now, timetable=timetable)
    context = {"page": front_of(user, timetable, now)}
    return render(request, "quizzes/learner/practice.html", context)


@require_POST
@private
def start(request: HttpRequest) -> HttpResponse:
    """Start a session, or go on with the open one: of what is ready, a topic or an article."""
    user, now, seed = signed_in(request), timezone.now(), secrets.randbits(SEED_BITS)
    # Cards of what is hidden again go before any are chosen from.
    attempts.learn_what_is_shown(student=user, now=now)
    if request.POST.get("topic"):
        return _start_with(request, of_topic(user, request.POST["topic"]))
    if request.POST.get("article"):
        return _start_with(request, of_article(user, _uuid(request.POST["article"])))
    return _started(
        request,
        lambda: practice.start(
            student=user,
            now=now,
            seed=seed,
            is_ahead=bool(request.POST.get("ahead")),
            address=address_of(request),
        ),
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error


@require_POST
@private
def missed(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Start a session of what was missed in a try of one's own."""
    attempt = own_attempt(request, public_id)
    found = missed_of(attempt, signed_in(request), timezone.now())
    back = reverse("quizzes:attempt-review", args=[public_id])
    if found.is_put_aside:
        messages.info(request, words(practice.ALL_PUT_ASIDE))
        return redirect(back)
    return _start_with(request, found.questions, back)


def _start_with(request: HttpRequest, questions: Sequence[int], back: str = "") -> HttpResponse:
    """Start a session of these questions; where none may be practised, say so and lead `back`."""

    def begin() -> Attempt:
        begun = practice.start_with(
            student=signed_in(request),
            questions=questions,
            now=timezone.now(),
            seed=secrets.randbits(SEED_BITS),
            address=address_of(request),
        )
        if begun.held_back_count:
            messages.info(request, _held_back(begun.held_back_count))
        return begun.attempt

    return _started(request, begin, back)


def _held_back(count: int) -> str:
    """Say that some are left out, and not which."""
    text = ngettext(
        "%(count)s question is left out: an assignment of your class has it before it.",
        "%(count)s questions are left out: an assignment of your class has them before it.",
        count,
    )
    return text % {"count": count}


def _started(request: HttpRequest, begin: Callable[[], Attempt], back: str = "") -> HttpResponse:
    try:
        attempt = begin()
    except practice.CannotPractise as error:
        messages.info(request, words(error.message))
        return redirect(back or "quizzes:practice")
    return redirect("quizzes:attempt-take", attempt.public_id)


@require_POST
@private
def judge(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep how well a question was remembered, and go on."""
    attempt = _session(request, public_id)
    try:
        practice.judge(
            attempt=attempt,
            position=number(request.POST.get("position", "")),
            rating=number(request.POST.get("rating", "")),
            now=timezone.now(),
        )
    except Refused as error:
        messages.warning(request, words(error.message))
    return redirect("quizzes:attempt-take", public_id)


@require_POST
@private
def undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the last judgment back, and return to its question."""
    practice.undo(attempt=_session(request, public_id), now=timezone.now())
    return redirect("quizzes:attempt-take", public_id)


@require_POST
@private
def skip(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Go on to the next question without an answer."""
    position = number(request.POST.get("position", ""))
    practice.skip(attempt=_session(request, public_id), position=position)
    return redirect("quizzes:attempt-take", public_id)


@require_POST
@private
def bury(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a question off until tomorrow, and go on to the next."""
    position = number(request.POST.get("position", ""))
    practice.bury(attempt=_session(request, public_id), position=position, now=timezone.now())
    return redirect("quizzes:attempt-take", public_id)


@require_POST
@private
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a session; its review is next where the form asks for it, else the front page."""
    attempt = _session(request, public_id)
    practice.end(attempt=attempt, now=timezone.now(), address=address_of(request))
    if request.POST.get("next") == "review":
        return redirect("quizzes:attempt-review", public_id)
    return redirect("quizzes:practice")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def settings(request: HttpRequest) -> HttpResponse:
    """Say how many questions a day, and how much of it to remember, with what that comes to."""
    user, now = signed_in(request), timezone.now()
    wishes = wishes_of(user)
    form = PracticeForm(request.POST or None, wishes=wishes)
    if form.is_valid():
        progress.set_practice(
            student=user, now=now, address=address_of(request), **form.cleaned_data
        )
        messages.success(request, _("Saved."))
        return redirect("quizzes:practice")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "wishes": wishes}
    return render(request, "quizzes/learner/practice_settings.html", context, status=status)
