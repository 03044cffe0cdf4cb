"""The first log-in by a slip: a password is chosen, before anything else."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from quizzes.forms.accounts import ChoosePasswordForm
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import accounts


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password", "again")
@private
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a password in place of a slip's; who has one already is led home."""
    user = signed_in(request)
    if not user.must_choose_password:
        return redirect("quizzes:home")
    form = ChoosePasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        accounts.choose_password(
            user=user,
            password=form.cleaned_data["password"],
            now=timezone.now(),
            address=address_of(request),
        )
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is saved. Use it from now on."))
        return redirect("quizzes:home")
    context = {"form": form, "username": user.username}
    return render(request, "account/password_choose.html", context, status=_status(form))


def _status(form: ChoosePasswordForm) -> int:
    return 422 if form.is_bound else 200
