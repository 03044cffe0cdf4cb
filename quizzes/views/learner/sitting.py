"""The page of a session of practice: a question, how well it was remembered, the next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from quizzes.models.attempts import Attempt
from quizzes.queries.practice.front import end_of
from quizzes.queries.practice.sitting import sitting_of
from quizzes.views.learner.words import taking_words

# How the card of a question is told that it stands in practice.
PRACTICE = "practice"


def session_page(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Show an open session at its question, or what was done in it after the last one."""
    now = timezone.now()
    page = sitting_of(attempt, now)
    if page.position > page.total:
        context = {"page": page, "end": end_of(attempt, now)}
        return render(request, "quizzes/learner/practice_end.html", context)
    context = {"page": page, "words": taking_words(), "behavior": PRACTICE}
    return render(request, "quizzes/learner/practice_session.html", context)
