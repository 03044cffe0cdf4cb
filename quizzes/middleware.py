"""What surrounds every request: its id, and its reader's time zone."""

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template import loader
from django.urls import reverse
from django.utils import timezone

GetResponse = Callable[[HttpRequest], HttpResponseBase]

_request_id: ContextVar[str] = ContextVar("request_id", default="-")
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{6,64}")

# Asked every few seconds by machines, also while the database is away.
PROBES = frozenset({"/healthz", "/readyz"})


def request_id() -> str:
    """Return the id of the request that is being answered, "-" outside of one."""
    return _request_id.get()


class RequestIdMiddleware:
    """Gives each request an id (a proxy's, if it sent one) that its answer and its logs carry."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        known = given if _WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
        token = _request_id.set(known)
        try:
            response = self.get_response(request)
        finally:
            _request_id.reset(token)
        response["X-Request-ID"] = known
        return response


# What no page of ours asks a browser for. Passkeys are not among it.
_UNUSED = (
    "accelerometer autoplay bluetooth browsing-topics camera display-capture geolocation gyroscope"
    " hid idle-detection magnetometer microphone midi payment serial usb xr-spatial-tracking"
)
PERMISSIONS = ", ".join(f"{feature}=()" for feature in _UNUSED.split())


class SafetyMiddleware:
    """Takes no request that is too large, and lets no page use what ours do not need."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if length.isdigit() and int(length) > settings.MOST_UPLOADED_BYTES:
            most = settings.MOST_UPLOADED_BYTES // 1_000_000
            page = loader.get_template("413.html").render({"most": most})
            response: HttpResponseBase = HttpResponse(
                page, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            )
        else:
            response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS
        return response


class RequestIdFilter(logging.Filter):
    """Gives every log line the id of its request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, with its `request_id`."""
        record.request_id = _request_id.get()
        return True


class ReaderMiddleware:
    """Shows times in the signed-in reader's zone. A stranger's request touches no database."""

    def __init__(self, get_response: GetResponse) -> None:
        # The logging set-up loads this module before there are models.
        from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415

        self.get_response = get_response
        self.nobody = AnonymousUser()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in PROBES:
            # LoginRequiredMiddleware asks who it is even where it lets everybody in.
            request.user = self.nobody
            return self.get_response(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(request.user.zone):
            return self.get_response(request)


class ChoosePasswordMiddleware:
    """Leads who came in by a slip to choose a password, and to nothing else before."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self.has_to_choose(request):
            return self.get_response(request)
        way = reverse("quizzes:password-choose")
        if "HX-Request" in request.headers:
            # A redirect would be followed by the browser, and the page put into the page.
            return HttpResponse(headers={"HX-Redirect": way})
        return HttpResponseRedirect(way)

    def has_to_choose(self, request: HttpRequest) -> bool:
        """Return whether the reader came in by a slip, and asks for something else than the way on.

        Probes and strangers touch no session, so that they touch no database.
        """
        if request.path in PROBES or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return False
        if not getattr(request.user, "must_choose_password", False):
            return False
        open_to_all = (reverse("quizzes:password-choose"), reverse("account_logout"))
        return request.path not in open_to_all and not request.path.startswith(settings.STATIC_URL)
