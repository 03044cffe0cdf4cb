"""The front page of a quiz or an assignment, and Start."""

import secrets
from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.composition import Quiz
from quizzes.queries.attempts.offer import offer_of_assignment, offer_of_quiz
from quizzes.requests import address_of, signed_in
from quizzes.services import attempts
from quizzes.templatetags.words import words

SEED_BITS = 62


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
def start_assignment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Start, or resume, an attempt at an assignment."""
    given = _assignment(request, public_id)
    return _started(
        request,
        lambda: attempts.start_assignment(
            assignment=given,
            student=signed_in(request),
            seed=secrets.randbits(SEED_BITS),
            now=timezone.now(),
            address=address_of(request),
        ),
        lambda: redirect("quizzes:assignment-detail", public_id),
    )


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
