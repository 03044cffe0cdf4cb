"""Where allauth asks us who may sign up."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from quizsite.mail import MailAdapter
from quizzes.models.accounts import User
from quizzes.models.site import SiteSettings
from quizzes.queries.site import invitation_of, site_settings
from quizzes.services import site
from quizzes.services.site import InvitationUsed

SignUp = SiteSettings.SignUp

# In the address of an invitation, and in the session of who has followed it.
INVITATION = "invitation"


class AccountAdapter(MailAdapter):
    """Lets in whom the administrator lets in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return whether this visitor may make an account: by the row of now, no remembered one."""
        allowed = site_settings().sign_up
        if allowed == SignUp.NOBODY:
            return False
        return self._is_invited(request) or bool(allowed == SignUp.ANYBODY)

    def _is_invited(self, request: HttpRequest) -> bool:
        token = request.GET.get(INVITATION) or request.session.get(INVITATION, "")
        if not token:
            return False
        if invitation_of(token, timezone.now()) is None:
            request.session.pop(INVITATION, "")
            return False
        # The form posts to an address without it.
        request.session[INVITATION] = token
        return True

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:  # noqa: FBT001, FBT002 - allauth's
        """Keep a new account, and use up its invitation with it: both or neither."""
        token = request.session.pop(INVITATION, "")
        if not token and site_settings().sign_up != SignUp.INVITED:
            saved: User = super().save_user(request, user, form, commit)
            return saved
        try:
            with transaction.atomic():
                saved = super().save_user(request, user, form, commit)
                site.use_invitation(token=token, user=saved, now=timezone.now())
        except InvitationUsed as error:
            raise ImmediateHttpResponse(_came_second(request)) from error
        return saved


def _came_second(request: HttpRequest) -> HttpResponse:
    """Tell who was second in a race for an invitation what is left to do."""
    if site_settings().sign_up == SignUp.INVITED:
        return render(request, "account/signup_closed.html")
    return redirect("quizzes:invitation")
