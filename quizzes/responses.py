"""Headers that answers about one person need."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def private(view: View[P]) -> View[P]:
    """Let no cache keep what the view answers, and no Back button show it after a log-out."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    return answered


def attached(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Return a file to keep: a browser stores it under its name and opens nothing by itself."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = str(
        content_disposition_header(as_attachment=True, filename=name)
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
