"""The calendar of what opens, is due and closes; its feed, and the feed's secret address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quizzes.engine.calendar import by_day, month_of, read_month
from quizzes.models.notices import CalendarFeed
from quizzes.queries.attempts.calendar import calendar_of, next_events
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import notices
from quizzes.views.calendars.written import written

MOST_LISTED = 60
SECONDS_KEPT = 600


@require_safe
@private
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a month, and a list of what comes next, on the reader's clock."""
    user, now = signed_in(request), timezone.now()
    today = timezone.localdate(now)
    month = read_month(request.GET.get("month", "")) or month_of(today)
    events = calendar_of(user)
    days = by_day(((event.at, event) for event in events), timezone.get_current_timezone())
    coming = next_events(events, now)
    feed = CalendarFeed.objects.filter(user=user).first()
    weeks = month.weeks() if month else ()
    context = {
        "month": month,
        "today": today,
        "weeks": [[(day, days.get(day, ())) for day in week] for week in weeks],
        "coming": coming[:MOST_LISTED],
        "more_count": len(coming[MOST_LISTED:]),
        "feed_url": request.build_absolute_uri(_path_of(feed)) if feed else "",
    }
    return render(request, "quizzes/calendars/calendar.html", context)


@require_POST
@private
def make_feed(request: HttpRequest) -> HttpResponse:
    """Make the feed's address, or another one in its place."""
    notices.make_feed(user=signed_in(request), now=timezone.now(), address=address_of(request))
    messages.success(request, _("This is the address. An earlier one is good no more."))
    return redirect(_to_feed())


@require_POST
@private
def remove_feed(request: HttpRequest) -> HttpResponse:
    """Take the feed's address away."""
    notices.remove_feed(user=signed_in(request), now=timezone.now(), address=address_of(request))
    messages.success(request, _("The address is gone: nobody reads your calendar by it any more."))
    return redirect(_to_feed())


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the calendar of the person to whom a secret address belongs; else 404."""
    found = CalendarFeed.objects.filter(token=token, user__is_active=True)
    known = found.select_related("user").first()
    if known is None:
        raise Http404
    content = written(calendar_of(known.user), _("Quizzes"), timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="quizzes.ics"'
    patch_cache_control(response, private=True, max_age=SECONDS_KEPT)
    return response


def _path_of(feed: CalendarFeed) -> str:
    return reverse("quizzes:calendar-feed", args=[feed.token])


def _to_feed() -> str:
    return f"{reverse('quizzes:calendar')}#feed"
