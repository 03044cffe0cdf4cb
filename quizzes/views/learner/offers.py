"""The front page of a quiz or an assignment, and Start."""

import secrets
from collections.abc import Callable
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from quizzes.engine.words import Message, mark
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.composition import Quiz
from quizzes.queries.attempts.offer import offer_of_assignment, offer_of_quiz
from quizzes.requests import address_of, signed_in
from quizzes.services import attempts
from quizzes.templatetags.words import words

SEED_BITS = 62
TOO_MANY_CODES = Message(mark("Too many wrong codes. Wait five minutes, then try again."))


def _quiz(request: HttpRequest, public_id: UUID) -> Quiz:
    quizzes = Quiz.objects.open_for_self_study(signed_in(request)).select_related("article")
    return get_object_or_404(quizzes, public_id=public_id)


def _assignment(request: HttpRequest, public_id: UUID) -> Assignment:
    assignments = Assignment.objects.for_student(signed_in(request))
    related = assignments.select_related("quiz__article", "classroom")
    return get_object_or_404(related, public_id=public_id)


@require_safe
def quiz(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what a quiz for self-study asks of a student."""
    offer = offer_of_quiz(_quiz(request, public_id), signed_in(request), timezone.now())
    return render(request, "quizzes/learner/quiz_detail.html", {"offer": offer})


@require_safe
def assignment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what an assignment asks of a student, with the student's own times."""
    given = _assignment(request, public_id)
    offer = offer_of_assignment(given, signed_in(request), timezone.now())
    return render(request, "quizzes/learner/quiz_detail.html", {"offer": offer})


@require_POST
def start_quiz(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Start, or resume, an attempt at a quiz for self-study."""
    chosen = _quiz(request, public_id)
    return _started(
        request,
        lambda: attempts.start_self_study(
            quiz=chosen,
            student=signed_in(request),
            seed=secrets.randbits(SEED_BITS),
            is_untimed=bool(request.POST.get("is_untimed")),
            now=timezone.now(),
            address=address_of(request),
        ),
        lambda: redirect("quizzes:quiz-detail", public_id),
    )


@require_POST
@sensitive_post_parameters("access_code")
def start_assignment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Start, or resume, an attempt at an assignment; a wrong access code keeps the page."""
    given = _assignment(request, public_id)
    if given.access_code and not _may_guess(request, given, dry_run=True):
        return _asked_again(request, given, TOO_MANY_CODES)
    try:
        attempt = attempts.start_assignment(
            assignment=given,
            student=signed_in(request),
            seed=secrets.randbits(SEED_BITS),
            now=timezone.now(),
            access_code=request.POST.get("access_code", ""),
            address=address_of(request),
        )
    except attempts.WrongCode as error:
        _may_guess(request, given)
        return _asked_again(request, given, error.message)
    except attempts.CannotStart as error:
        messages.error(request, words(error.message))
        return redirect("quizzes:assignment-detail", public_id)
    return redirect("quizzes:attempt-take", attempt.public_id)


def _may_guess(request: HttpRequest, given: Assignment, *, dry_run: bool = False) -> bool:
    """Count a wrong access code; return whether another may be tried by this student."""
    key = f"{signed_in(request).pk}:{given.pk}"
    return bool(ratelimit.consume(request, action="code_failed", key=key, dry_run=dry_run))


def _asked_again(request: HttpRequest, given: Assignment, wrong: Message) -> HttpResponse:
    offer = offer_of_assignment(given, signed_in(request), timezone.now())
    context = {"offer": offer, "wrong_code": wrong}
    return render(request, "quizzes/learner/quiz_detail.html", context, status=422)


def _started(
    request: HttpRequest,
    start: Callable[[], Attempt],
    refused: Callable[[], HttpResponse],
) -> HttpResponse:
    try:
        attempt = start()
    except attempts.CannotStart as error:
        messages.error(request, words(error.message))
        return refused()
    return redirect("quizzes:attempt-take", attempt.public_id)
