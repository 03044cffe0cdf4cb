"""What a class knows: by topic, by passage, over an article; what to teach again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.engine.progress.teaching import FirstAnswer
from quizzes.models.bank import Topic
from quizzes.queries.analysis.teaching.answers import ClassAnswers, Period, answers_of
from quizzes.queries.analysis.teaching.over_text import article_of, found_article
from quizzes.queries.analysis.teaching.page import progress_of
from quizzes.queries.analysis.teaching.tables import progress_file
from quizzes.queries.analysis.teaching.topics import answers_on, students_on
from quizzes.requests import signed_in
from quizzes.responses import attached, private
from quizzes.views.charts import Chart
from quizzes.views.teacher.class_progress import drawing
from quizzes.views.teacher.classes.finding import is_leading, place_in


@require_safe
@private
def progress(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what to teach again, and the class by topic."""
    place = place_in(request, public_id)
    period = _period(request)
    page = progress_of(place.classroom, signed_in(request), period, timezone.now())
    context = {
        **_around(page.answers),
        "page": page,
        "chart": _chart(page.answers, page.answers.answers),
        "is_leading": is_leading(place),
    }
    return render(request, "quizzes/teacher/class_progress/class_progress.html", context)


@require_safe
@private
def topic(request: HttpRequest, public_id: UUID, slug: str) -> HttpResponse:
    """Show a class's students on a topic, who needs it most first."""
    answers, now = _answers(request, public_id), timezone.now()
    found = get_object_or_404(Topic, slug=slug)
    lines = students_on(answers, slug, now)
    if not any(line.share.answers for line in lines) and found.owner_id:
        raise Http404
    chart = _chart(answers, answers_on(answers, slug))
    context = {**_around(answers), "topic": found, "lines": lines, "chart": chart}
    return render(request, "quizzes/teacher/class_progress/class_progress_topic.html", context)


@require_safe
@private
def article(request: HttpRequest, public_id: UUID, article_id: UUID) -> HttpResponse:
    """Show an article, each sentence shaded by what answers to its questions earned."""
    answers = _answers(request, public_id)
    found = found_article(answers.classroom, signed_in(request), article_id)
    if found is None:
        raise Http404
    context = {**_around(answers), "article": article_of(answers, found)}
    return render(request, "quizzes/teacher/class_progress/class_progress_article.html", context)


@require_safe
@private
def file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the class by student and topic as CSV."""
    name, content = progress_file(_answers(request, public_id), timezone.now())
    return attached(content, name, "text/csv; charset=utf-8")


def _answers(request: HttpRequest, public_id: UUID) -> ClassAnswers:
    classroom = place_in(request, public_id).classroom
    return answers_of(classroom, signed_in(request), _period(request), timezone.now())


def _period(request: HttpRequest) -> Period:
    """Return the period that an address asks for; the last four weeks for an odd one."""
    asked = request.GET.get("period", "")
    return Period(asked) if asked in Period.values else Period.MONTH


def _chart(answers: ClassAnswers, shown: Sequence[FirstAnswer]) -> Chart | None:
    zone = answers.classroom.zone
    return drawing.by_week(shown, zone, timezone.now().astimezone(zone).date())


def _around(answers: ClassAnswers) -> dict[str, Any]:
    return {
        "classroom": answers.classroom,
        "answers": answers,
        "period": answers.period,
        "periods": Period.choices,
    }
