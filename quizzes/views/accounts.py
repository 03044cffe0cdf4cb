"""One's own account: profile, devices, data, leaving. Passwords, addresses: allauth's pages."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.forms.accounts import LeaveForm, ProfileForm
from quizzes.models.accounts import User
from quizzes.queries.records.leaving import leaving_of
from quizzes.queries.records.own_data import own_data
from quizzes.queries.site import last_request
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import accounts, records
from quizzes.templatetags.words import words


@require_http_methods(["GET", "HEAD", "POST"])
@private
def profile(request: HttpRequest) -> HttpResponse:
    """Show how one is called and likes to read, and change it."""
    user = signed_in(request)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        accounts.update_profile(user=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, gettext("Your profile is saved."))
        return redirect("quizzes:profile")
    asked = None if user.is_teacher else last_request(user)
    return render(request, "quizzes/learner/profile.html", {"form": form, "asked": asked})


@require_POST
@private
def end_device(request: HttpRequest, key: int) -> HttpResponse:
    """Log out on another device."""
    user = signed_in(request)
    session = get_object_or_404(UserSession, user=user, pk=key)
    accounts.end_session(
        user=user, session=session, now=timezone.now(), address=address_of(request)
    )
    messages.success(request, gettext("That device is logged out."))
    return redirect("usersessions_list")


@require_safe
@private
def data(request: HttpRequest) -> HttpResponse:
    """Show all that is stored about oneself."""
    found = own_data(signed_in(request), timezone.now())
    return render(request, "quizzes/learner/own_data.html", {"data": found})


@require_safe
@private
def data_file(request: HttpRequest) -> HttpResponse:
    """Give the same as a file for programs."""
    found = own_data(signed_in(request), timezone.now())
    return JsonResponse(
        found.as_json(),
        headers={"Content-Disposition": 'attachment; filename="quizsite-own-data.json"'},
        json_dumps_params={"indent": 1, "ensure_ascii": False},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
@private
def delete(request: HttpRequest) -> HttpResponse:
    """Say what leaving means; leave, or note the wish of a member of a class."""
    user = signed_in(request)
    leaving = leaving_of(user)
    form = LeaveForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            return _leave(request, user, is_member=bool(leaving.classrooms))
        except records.CannotLeave as error:
            form.add_error(None, words(error.message))
    return render(
        request, "quizzes/learner/account_delete.html", {"leaving": leaving, "form": form}
    )


def _leave(request: HttpRequest, user: User, *, is_member: bool) -> HttpResponse:
    now = timezone.now()
    if is_member:
        records.wish_to_leave(user=user, now=now, address=address_of(request))
        messages.success(request, gettext("Your wish is noted. An administrator sees it."))
        return redirect("quizzes:account-delete")
    records.erase_account(user=user, actor=user, now=now)
    logout(request)
    messages.success(request, gettext("Your account is deleted."))
    return redirect("quizzes:home")


@require_POST
@private
def stay(request: HttpRequest) -> HttpResponse:
    """Take back the wish to leave."""
    user = signed_in(request)
    records.withdraw_wish(user=user, now=timezone.now(), address=address_of(request))
    messages.success(request, gettext("You stay. Your wish is taken back."))
    return redirect("quizzes:account-delete")
