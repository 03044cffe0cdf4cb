"""The floor: a bare Django view with session, login and CSRF that stores one row.

Served by the same server as the site, on the same kind of database: what Django itself costs.
Nothing of Quizsite is in it.
"""

import json

from django.conf import settings
from django.contrib.auth import authenticate, get_user_model, login
from django.contrib.auth.decorators import login_required
from django.core.management import call_command
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path
from django.utils import timezone

from tests.load.student import PASSWORD_OF_FLOOR

FORM = engines["django"].from_string("<form method=post>{% csrf_token %}<input name=login></form>")


class Row(models.Model):
    """What is stored: whose it is, what was sent, when."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        app_label = "floor"

    def __str__(self) -> str:
        return self.text


def enter(request: HttpRequest) -> HttpResponse:
    """Log in."""
    if request.method == "GET":
        return HttpResponse(FORM.render({}, request))
    given = {"username": request.POST["login"], "password": request.POST["password"]}
    login(request, authenticate(request, **given))
    return redirect("/")


@login_required
def store(request: HttpRequest) -> JsonResponse:
    """Store a row."""
    text = json.loads(request.body)["text"]
    row = Row.objects.create(user=request.user, text=text, at=timezone.now())
    return JsonResponse({"id": row.pk, "at": row.at.isoformat()})


def health(_: HttpRequest) -> HttpResponse:
    """Say that this process answers."""
    return HttpResponse("ok")


urlpatterns = [
    path("healthz", health),
    path("account/login/", enter),
    path("rows/", store),
]


def prepare(people: int) -> None:
    """Make the tables, and people who can log in as "student0" and so on."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Row)
    for number in range(people):
        get_user_model().objects.create_user(f"student{number}", password=PASSWORD_OF_FLOOR)
