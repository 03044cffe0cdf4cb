"""The pages of a student's own progress."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.engine.progress.parts import WORDS as SHADES
from quizzes.engine.progress.periods import DEFAULT_RANGE, RANGES
from quizzes.queries.assignments import Timetable, timetable_of
from quizzes.queries.practice.knowing import known_article, known_topic
from quizzes.queries.practice.overview import Overview, overview_of
from quizzes.queries.practice.parts import answered_revisions, parts_of
from quizzes.queries.practice.taking_up import quizzes_of_topic
from quizzes.requests import signed_in
from quizzes.responses import private
from quizzes.services import attempts
from quizzes.views.charts import Chart
from quizzes.views.learner.progress import drawing


@require_safe
@private
def progress(request: HttpRequest) -> HttpResponse:
    """Show what the student knows, what fades, what was done and what comes."""
    now, zone = timezone.now(), timezone.get_current_timezone()
    timetable = learn(request, now)
    weeks = _weeks(request)
    page = overview_of(timetable, now, weeks, zone)
    context = {"page": page, "weeks": weeks, "ranges": RANGES, **_charts(page)}
    return render(request, "quizzes/learner/progress/progress.html", context)


@require_safe
@private
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one topic: how well it is known, since when, by which questions."""
    now, zone = timezone.now(), timezone.get_current_timezone()
    learn(request, now)
    user = signed_in(request)
    known = known_topic(user, slug)
    if known is None:
        raise Http404
    context = {
        "known": known,
        "chart": drawing.of_subject(known, now.astimezone(zone).date()),
        "quizzes": quizzes_of_topic(user, slug, now),
        "answers_url": drawing.answers_url(topic=slug),
    }
    return render(request, "quizzes/learner/progress/topic.html", context)


@require_safe
@private
def article(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the strongest and the weakest parts of an article, drawn over its text."""
    now, zone = timezone.now(), timezone.get_current_timezone()
    learn(request, now)
    user = signed_in(request)
    revision = answered_revisions(user).filter(article__public_id=public_id).first()
    if revision is None:
        raise Http404
    known = known_article(user, public_id)
    context = {
        "page": parts_of(user, revision, now),
        "known": known,
        "chart": drawing.of_subject(known, now.astimezone(zone).date()) if known else None,
        "shades": SHADES,
        "answers_url": drawing.answers_url(article=str(public_id)),
    }
    return render(request, "quizzes/learner/progress/article.html", context)


def learn(request: HttpRequest, now: datetime) -> Timetable:
    """Take in the answers whose marks the student may see by now; return the student's timetable.

    An administrator who sees the site as somebody changes nothing.
    """
    user = signed_in(request)
    timetable = timetable_of(user)
    if getattr(request, "seen_by", None) is None:
        attempts.learn_what_is_shown(student=user, now=now, timetable=timetable)
    return timetable


def _weeks(request: HttpRequest) -> int:
    asked = request.GET.get("weeks", "")
    return int(asked) if asked in map(str, RANGES) else DEFAULT_RANGE


def _charts(page: Overview) -> dict[str, Chart | None]:
    activity = page.activity
    if page.is_new:
        return {}
    return {
        "over_time": drawing.over_time(page.topics, activity.weeks[0].starts_on, activity.today),
        "accuracy": drawing.accuracy(activity.weeks),
        "time": drawing.time_by_week(activity.weeks),
        "days": drawing.days_with_answers(activity),
        "coming": drawing.coming_back(page.coming) if page.coming.total else None,
    }
