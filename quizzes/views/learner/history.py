"""All attempts of a student."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.queries.attempts.home import history_of
from quizzes.requests import signed_in
from quizzes.responses import private

LINES_PER_PAGE = 50


@require_safe
@private
def history(request: HttpRequest) -> HttpResponse:
    """Show every attempt, the newest first."""
    lines = history_of(signed_in(request), timezone.now())
    page = Paginator(lines, LINES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "quizzes/learner/history.html", {"page": page})
