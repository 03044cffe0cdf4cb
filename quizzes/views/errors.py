"""Pages for what went wrong. Those for 400 and 500 need no database, user or request."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

from quizzes.middleware import request_id
from quizzes.responses import private


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that we cannot understand."""
    return _bare("400.html", HTTPStatus.BAD_REQUEST)


@private
@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody who may not do this."""
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


@private
@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that did not come from a page of ours, or from an old one."""
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


@private
@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere, or nowhere for this person."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when we failed, even if the database is gone; say the id that our logs carry."""
    return _bare("500.html", HTTPStatus.INTERNAL_SERVER_ERROR)


def _bare(template: str, status: HTTPStatus) -> HttpResponse:
    # Rendered without a request, so that no context processor runs.
    page = loader.get_template(template).render({"request_id": request_id()})
    return HttpResponse(page, status=status)
