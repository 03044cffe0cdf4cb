"""Where a number of a student's progress came from: the answers behind it."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.forms.progress import AskedForm
from quizzes.queries.assignments import timetable_of
from quizzes.queries.disclosure import held_back_questions
from quizzes.queries.practice.answers import Asked, explained, logs_of
from quizzes.queries.practice.dues import due_lines, dues_of
from quizzes.queries.practice.knowing import known_article, known_topic
from quizzes.requests import signed_in
from quizzes.responses import private
from quizzes.views.learner.progress.pages import learn

LINES_PER_PAGE = 25


@require_safe
@private
def answers(request: HttpRequest) -> HttpResponse:
    """Show which answers a number came from, or which questions are due on a day."""
    now = timezone.now()
    form = AskedForm(request.GET)
    if not form.is_valid():
        raise Http404
    learn(request, now)
    if form.cleaned_data["due"]:
        return _dues(request, form, now)
    return _answers(request, form, now)


def _answers(request: HttpRequest, form: AskedForm, now: datetime) -> HttpResponse:
    user, zone = signed_in(request), timezone.get_current_timezone()
    topic, article = form.cleaned_data["topic"], form.cleaned_data["article"]
    first, last = form.days(now.astimezone(zone).date())
    asked = Asked(topic, article, first, last, form.cleaned_data["repeats"])
    known = known_topic(user, topic) if topic else known_article(user, article) if article else None
    if asked.is_subject and known is None:
        raise Http404
    page = Paginator(logs_of(user, asked, zone), LINES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "known": known,
        "asked": asked,
        "page": page,
        "lines": explained(user, list(page), asked, now, zone),
        "query": form.query,
    }
    return render(request, "quizzes/learner/progress/answers.html", context)


def _dues(request: HttpRequest, form: AskedForm, now: datetime) -> HttpResponse:
    user, zone = signed_in(request), timezone.get_current_timezone()
    day = form.cleaned_data["due"]
    held = held_back_questions(timetable_of(user), now)
    questions = dues_of(user, day, now, held, zone)
    page = Paginator(questions, LINES_PER_PAGE).get_page(request.GET.get("page"))
    context = {"day": day, "page": page, "lines": due_lines(user, list(page)), "query": form.query}
    return render(request, "quizzes/learner/progress/dues.html", context)
