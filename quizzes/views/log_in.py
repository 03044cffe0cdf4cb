"""Logging in on the page for answering, in a dialog, when the session has ended."""

from http import HTTPStatus

from allauth.account.stages import LoginStageController
from allauth.decorators import rate_limit
from allauth.mfa.stages import AuthenticateStage
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from quizzes.forms.accounts import PLAIN_WORDS, LoginHereForm
from quizzes.forms.second_step import CodeHereForm
from quizzes.models.accounts import User
from quizzes.responses import private


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@rate_limit(action="login")  # type: ignore[untyped-decorator]
@sensitive_post_parameters("password")
@private
def log_in_here(request: HttpRequest) -> HttpResponse:
    """Ask who is there, and log in; nothing is said where the right person is logged in."""
    if request.method != "POST":
        if _is_owner(request, request.GET.get("owner", "")):
            return _done(request)
        return _asked(LoginHereForm(request=request, initial={"owner": request.GET.get("owner")}))
    form = LoginHereForm(request.POST, request=request)
    if not form.is_valid():
        return _asked(form)
    form.login(request)
    if _is_owner(request, form.cleaned_data["owner"]):
        return _done(request)
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        form.add_error(None, PLAIN_WORDS["account_inactive"])
        return _asked(form)
    initial = {"owner": form.cleaned_data["owner"]}
    return _asked(CodeHereForm(user=stage.login.user, initial=initial))


@require_POST
@login_not_required
@private
def code_here(request: HttpRequest) -> HttpResponse:
    """Take the second step; without a first one that is still fresh, ask for that again."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:
        return _asked(LoginHereForm(request=request, initial={"owner": request.POST.get("owner")}))
    form = CodeHereForm(request.POST, user=stage.login.user)
    if not form.is_valid():
        return _asked(form)
    form.save()
    stage.exit()
    return _done(request)


def _is_owner(request: HttpRequest, owner: object) -> bool:
    user = request.user
    return isinstance(user, User) and str(user.public_id) == str(owner)


def _done(request: HttpRequest) -> HttpResponse:
    # The page stays, so that a welcome would be shown on some later one.
    list(get_messages(request))
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _asked(form: forms.Form) -> JsonResponse:
    is_code = isinstance(form, CodeHereForm)
    action = reverse("quizzes:log-in-here-code" if is_code else "quizzes:log-in-here")
    context = {"form": form, "action": action, "is_code": is_code}
    html = render_to_string("quizzes/learner/_log_in_here.html", context)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return JsonResponse({"html": html}, status=status)
