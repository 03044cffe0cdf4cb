"""Pages for everybody: the first page, and what machines ask about our health."""

from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from quizzes.views import behavior_examples, examples, kind_examples
from quizzes.views.learner.home import home as learner_home


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Show a stranger what this is, and everybody else what they have to do."""
    if request.user.is_authenticated:
        return learner_home(request)
    return render(request, "quizzes/public/landing.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is stored about people, why, for how long, and who sees it."""
    names = {
        "session": settings.SESSION_COOKIE_NAME,
        "csrf": settings.CSRF_COOKIE_NAME,
        # The name is the class's own: there is no setting.
        "messages": CookieStorage.cookie_name,
        # Set by clock.js.
        "clock": "clock",
    }
    lasts = _words_for(timedelta(seconds=settings.SESSION_COOKIE_AGE))
    return render(request, "quizzes/public/privacy.html", {"cookies": names, "lasts": lasts})


def _words_for(time: timedelta) -> str:
    """Return "14 days", and hours for what is not two days long."""
    if time.days >= 2:
        return ngettext("%(count)s day", "%(count)s days", time.days) % {"count": time.days}
    hours = max(1, round(time / timedelta(hours=1)))
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether requests can be answered here now, and if not, why."""
    reason = _why_not_ready()
    status = HTTPStatus.SERVICE_UNAVAILABLE if reason else HTTPStatus.OK
    return JsonResponse({"ready": not reason, "reason": reason}, status=status)


def _why_not_ready() -> str:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return "The database does not answer."
    if missing:
        return f"{len(missing)} migrations are not applied: run manage.py migrate."
    try:
        cache.get("readyz")
    except Error:
        return "The cache has no table: run manage.py createcachetable."
    return ""


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, light and dark, to those who build pages."""
    if not settings.DEBUG:
        raise Http404
    panels = [
        (
            scheme,
            [
                *examples.rendered(scheme),
                *behavior_examples.behaviors(scheme),
                *kind_examples.edits(scheme),
            ],
            list(kind_examples.kinds(scheme)),
        )
        for scheme in ("light", "dark")
    ]
    return render(
        request,
        "quizzes/public/gallery.html",
        {
            "panels": panels,
            "vocabulary": examples.VOCABULARY,
            "saved_states": examples.SAVED_STATES,
        },
    )
