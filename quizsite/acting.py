"""Seeing the site as somebody else: superusers only, for an hour, and nothing can be changed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template import loader
from django.urls import reverse
from django.utils import timezone

from quizzes.middleware import PROBES
from quizzes.models.accounts import User
from quizzes.queries.notices import with_unread_count

AS, SINCE = "seen_as", "seen_as_since"
LONGEST = timedelta(hours=1)
HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})


def may_be_seen_as(viewer: User, user: User) -> bool:
    """Return whether a superuser may see the site as somebody: never as an administrator."""
    return viewer.is_superuser and user.is_active and not (user.is_superuser or user.is_staff)


class SeeAsMiddleware:
    """Lets a superuser's requests be answered as another person's, if they change nothing.

    The session stays the superuser's: nobody is logged in as somebody else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in PROBES or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        if AS not in request.session:
            return self.get_response(request)
        stop = reverse("quizzes:person-see-as-stop")
        if request.path == stop:
            return self.get_response(request)
        user = _seen_as(request, timezone.now())
        if user is None:
            request.session.pop(AS, None)
            request.session.pop(SINCE, None)
            return self.get_response(request)
        if request.method not in HARMLESS:
            page = loader.render_to_string(
                "quizzes/site/seen_as_only.html", {"user": user}, request
            )
            return HttpResponse(page, status=403)
        request.seen_by = request.user  # type: ignore[attr-defined]
        request.user = user
        return self.get_response(request)


def _seen_as(request: HttpRequest, now: datetime) -> User | None:
    """Return as whom the session's superuser sees the site; None if not, or not any more."""
    viewer = request.user
    since = datetime.fromtimestamp(request.session.get(SINCE, 0), tz=now.tzinfo)
    if not isinstance(viewer, User) or now - since > LONGEST:
        return None
    known = with_unread_count().filter(public_id=request.session[AS], erased_at=None)
    user = known.first()
    return user if user and may_be_seen_as(viewer, user) else None
