"""Asking for a log-in, so that afterwards one is on the page where one was; staying logged in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.auth_backends import AuthenticationBackend
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from quizzes.models.accounts import User
from quizzes.queries.notices import with_unread_count


class ComeBackMiddleware(LoginRequiredMiddleware):
    """Leads back to the page of a form that was posted after the session had ended.

    The address that a form posts to is none to look at: it would answer "method not allowed".
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        """Lead to the log-in page; where htmx asks for a part, it is the whole page that goes."""
        is_part = "HX-Request" in request.headers
        if request.method in ("GET", "HEAD") and not is_part:
            return super().handle_no_permission(request, view_func)
        if request.method not in ("GET", "HEAD"):
            messages.warning(
                request, _("You were logged out, so this was not saved. Log in, then do it again.")
            )
        way = redirect_to_login(page_of_form(request), self.get_login_url(view_func))
        if is_part:
            # A redirect would be followed by the browser, and the log-in put into the page.
            way.status_code = 200
            way["HX-Redirect"] = way["Location"]
            del way["Location"]
        return way


def page_of_form(request: HttpRequest) -> str:
    """Return the address of ours from which a form was posted; the home page if none is told."""
    page = str(request.META.get("HTTP_REFERER", ""))
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure()):
        return "/"
    parts = urlsplit(page)
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


# Under this key a session holds when it was last seen, in seconds since 1970.
SEEN_AT = "seen_at"
# One write in so long is enough; one for each saved answer would double what saving costs.
PAUSE = timedelta(minutes=10)


class StayLoggedInMiddleware:
    """Counts the age of a session from its last use, and notes where and with what it is used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self.is_due(request):
            # What changes is saved with a new end, and the cookie is sent with it.
            request.session[SEEN_AT] = timezone.now().timestamp()
            UserSession.objects.create_from_request(request)
        return self.get_response(request)

    def is_due(self, request: HttpRequest) -> bool:
        """Return whether somebody is logged in here and was not noted a short while ago."""
        # Probes and strangers touch no session, so that they touch no database.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return False
        # Somebody sees the site as another person, whose device this is not.
        if hasattr(request, "seen_by"):
            return False
        seen_at = float(request.session.get(SEEN_AT, 0))
        return timezone.now().timestamp() - seen_at >= PAUSE.total_seconds()


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Lets in by name or address, as allauth does; knows how many notices its person has to read.

    Counted in the query that loads who asks, so that no page pays for the header's bell.
    """

    def get_user(self, user_id: int) -> User | None:
        """Return who a session belongs to."""
        user = with_unread_count().filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
