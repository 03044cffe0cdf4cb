"""Asking for a log-in, so that afterwards one is on the page where one was."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _


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
