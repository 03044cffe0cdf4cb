"""A student's home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from quizzes.queries.attempts.home import home_of
from quizzes.queries.classrooms.own import own_places
from quizzes.queries.notices import newest_unread
from quizzes.queries.practice.front import line_of
from quizzes.queries.site import open_request_count
from quizzes.requests import signed_in
from quizzes.responses import private


@private
def home(request: HttpRequest) -> HttpResponse:
    """Show what is due, in progress, done, and what can be taken."""
    user = signed_in(request)
    now = timezone.now()
    page = home_of(user, now)
    practice = line_of(user, page.timetable, now)
    places = own_places(user)
    asking = open_request_count() if user.is_staff and user.has_perm("quizzes.change_user") else 0
    news = newest_unread(user)
    context = {"page": page, "asking": asking, "places": places, "news": news}
    context["practice"] = practice
    return render(request, "quizzes/learner/home.html", context)
