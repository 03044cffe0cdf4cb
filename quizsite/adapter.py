"""Where allauth asks us who may sign up, and tells us what people did to their accounts."""

from collections.abc import Iterable
from typing import Any

from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from quizsite.mail import MailAdapter
from quizzes.models.accounts import User
from quizzes.models.site import SiteSettings
from quizzes.queries.site import invitation_of, site_settings
from quizzes.requests import address_of
from quizzes.services import accounts, site
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

    def login(self, request: HttpRequest, user: User) -> None:
        """Log in, after the second step if there is one. A slip's password opens one session."""
        if user.must_choose_password and user.has_usable_password():
            accounts.use_slip(user=user, now=timezone.now(), address=address_of(request))
        super().login(request, user)

    def set_password(self, user: User, password: str) -> None:
        """Set what a person has chosen, by a link of a mail for example."""
        user.must_choose_password = False
        super().set_password(user, password)

    def logout(self, request: HttpRequest) -> None:
        """Log out, and forget where this session was used: that is kept until then."""
        UserSession.objects.filter(session_key=request.session.session_key).delete()
        super().logout(request)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Write down what is told by mail: a change of password, address or second step.

        It is the one place that allauth calls after each of them, whether or not there is an
        address to write to.
        """
        accounts.note_change(
            user=user,
            what=template_prefix.rpartition("/")[2],
            now=timezone.now(),
            address=address_of(self.request),
        )
        super().send_notification_mail(template_prefix, user, context, email)


class SessionsAdapter(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """Ends sessions as we do."""

    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        """Log out on all other devices: each is an act on record."""
        now, address = timezone.now(), address_of(context.request)
        for each in sessions:
            accounts.end_session(user=each.user, session=each, now=now, address=address)


def _came_second(request: HttpRequest) -> HttpResponse:
    """Tell who was second in a race for an invitation what is left to do."""
    if site_settings().sign_up == SignUp.INVITED:
        return render(request, "account/signup_closed.html")
    return redirect("quizzes:invitation")
