"""What is done with a finished quiz: try it as a student would, copy it."""

import secrets
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.models.accounts import User
from quizzes.models.composition import Quiz
from quizzes.queries.attempts.previews import previews_of
from quizzes.queries.composition.coverage import coverage_of
from quizzes.queries.disclosure import is_quiz_held_back
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import attempts, composition
from quizzes.templatetags.words import words

SEED_BITS = 62


def quiz_of_teacher(request: HttpRequest, public_id: UUID) -> Quiz:
    """Return a quiz that the reader may see as a teacher, with its article; else 404."""
    user = signed_in(request)
    quizzes = Quiz.objects.visible_to(user).with_rights(user).select_related("article")
    return get_object_or_404(quizzes, public_id=public_id)


@require_safe
@private
def coverage(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what the quiz asks about, drawn over the article."""
    quiz, viewer = quiz_of_teacher(request, public_id), signed_in(request)
    context = {
        "quiz": quiz,
        "page": coverage_of(quiz, viewer, request.GET.get("article", "")),
        # Where the supporting sentences are would be an answer for one who has yet to give it.
        "is_held_back": is_quiz_held_back(quiz, viewer, timezone.now()),
        "here": "coverage",
    }
    return render(request, "quizzes/teacher/quiz_coverage.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def preview(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what a preview is; start one, go on with the open one, or begin anew."""
    quiz, teacher = quiz_of_teacher(request, public_id), signed_in(request)
    if request.method == "POST":
        if request.POST.get("act") == "discard":
            return _discarded(request, quiz, teacher)
        return _started(request, quiz, teacher)
    context = {"quiz": quiz, "page": previews_of(quiz, teacher, timezone.now()), "here": "preview"}
    return render(request, "quizzes/teacher/quiz_preview.html", context)


def _started(request: HttpRequest, quiz: Quiz, teacher: User) -> HttpResponse:
    try:
        attempt = attempts.start_preview(
            quiz=quiz,
            teacher=teacher,
            seed=secrets.randbits(SEED_BITS),
            is_anew=request.POST.get("act") == "anew",
            now=timezone.now(),
            address=address_of(request),
        )
    except attempts.CannotStart as error:
        messages.error(request, words(error.message))
        return redirect("quizzes:quiz-preview", quiz.public_id)
    return redirect("quizzes:attempt-take", attempt.public_id)


def _discarded(request: HttpRequest, quiz: Quiz, teacher: User) -> HttpResponse:
    attempts.discard_previews(
        quiz=quiz, teacher=teacher, now=timezone.now(), address=address_of(request)
    )
    messages.success(request, _("The preview is thrown away."))
    return redirect("quizzes:quiz-preview", quiz.public_id)


@require_POST
@private
def copy(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Copy a quiz, and go on in the copy."""
    done = composition.copy_quiz(
        quiz=quiz_of_teacher(request, public_id),
        owner=signed_in(request),
        now=timezone.now(),
        address=address_of(request),
    )
    told = _("Copied. This is your own quiz now: “%(title)s”. Its questions stay whose they are.")
    messages.success(request, told % {"title": done.title})
    return redirect("quizzes:quiz-compose", done.public_id)
