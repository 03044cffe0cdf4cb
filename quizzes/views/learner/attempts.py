"""An open attempt: answering, one question alone, handing in."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.models.attempts import Attempt
from quizzes.queries.attempts.taking import TakingPage, items_shown, questions_shown, taking_page
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import attempts
from quizzes.templatetags.cards import question_card
from quizzes.views.learner.sitting import PRACTICE, session_page
from quizzes.views.learner.words import reading_words, taking_words


def own_attempt(request: HttpRequest, public_id: UUID, *, is_shown: bool = False) -> Attempt:
    """Return the student's own attempt, with what its page says where that is shown; else 404."""
    user = signed_in(request)
    found = Attempt.objects.visible_to(user)
    if is_shown:
        found = found.titled().select_related("article_revision__article")
    attempt = get_object_or_404(found, public_id=public_id)
    # Who asks is whose it is: no need to load the row once more.
    attempt.student = user
    return attempt


def open_or_closed(request: HttpRequest, public_id: UUID, *, is_shown: bool = False) -> Attempt:
    """Return the student's own attempt, handed in if its time is over."""
    attempt = own_attempt(request, public_id, is_shown=is_shown)
    return attempts.close_if_over(attempt=attempt, now=timezone.now())


def _page(request: HttpRequest, attempt: Attempt) -> TakingPage:
    asked = request.GET.get("q", "")
    current = int(asked) if asked.isascii() and asked.isdigit() else attempt.position
    return taking_page(attempt, current, timezone.now())


@require_safe
@private
def take(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show all questions of an open attempt, the current one first."""
    attempt = open_or_closed(request, public_id, is_shown=True)
    if not attempt.is_open:
        return redirect("quizzes:attempt-review", public_id)
    if attempt.is_practice:
        return session_page(request, attempt)
    words = {"words": taking_words(), "reading_words": reading_words()}
    context = {"page": _page(request, attempt), **words}
    return render(request, "quizzes/learner/attempt_take.html", context)


@require_safe
@private
def question(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """Show one question of an open attempt, as it stands now."""
    attempt = own_attempt(request, public_id)
    items = list(items_shown(attempt).filter(position=position))
    if not items or not attempt.is_open:
        raise Http404
    shown = questions_shown(attempt, items, timezone.now())[0]
    behavior = PRACTICE if attempt.is_practice else attempt.behavior
    card = question_card(shown, language=attempt.language, behavior=behavior)
    return HttpResponse(card)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what is unanswered and flagged; with one confirmation, hand the attempt in."""
    if request.method == "POST":
        attempt = own_attempt(request, public_id)
        if attempt.is_practice:
            return redirect("quizzes:attempt-take", public_id)
        done = attempts.submit(attempt=attempt, now=timezone.now(), address=address_of(request))
        told = _("Your answers are handed in. Keep your receipt: %(code)s")
        messages.success(request, told % {"code": done.receipt})
        return redirect("quizzes:attempt-review", done.public_id)
    attempt = open_or_closed(request, public_id, is_shown=True)
    if not attempt.is_open:
        return redirect("quizzes:attempt-review", public_id)
    if attempt.is_practice:
        return redirect("quizzes:attempt-take", public_id)
    context = {"page": _page(request, attempt)}
    return render(request, "quizzes/learner/attempt_submit.html", context)
