"""The page that an invitation leads to: log in, sign up, or become a teacher."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from quizzes.models.accounts import User
from quizzes.models.site import SiteSettings
from quizzes.queries.site import invitation_of, site_settings
from quizzes.responses import private
from quizzes.services import site

# In the query, which is in no access log.
INVITATION = "invitation"
GONE = 410


@login_not_required
@sensitive_post_parameters(INVITATION)
@require_http_methods(["GET", "HEAD", "POST"])
@private
def invitation(request: HttpRequest) -> HttpResponse:
    """Say what an invitation is for; make who accepts it a teacher."""
    token = request.POST.get(INVITATION) or request.GET.get(INVITATION, "")
    found = invitation_of(token, timezone.now())
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST" and found and found.makes_teacher and user and not user.is_teacher:
        return _accepted(request, user, token)
    query = urlencode({INVITATION: token})
    context = {
        "invitation": found,
        "token": token,
        "log_in": f"{reverse('account_login')}?{urlencode({'next': f'{request.path}?{query}'})}",
        "sign_up": f"{reverse('account_signup')}?{query}",
        "is_for_accounts_only": site_settings().sign_up == SiteSettings.SignUp.NOBODY,
    }
    return render(request, "quizzes/public/invitation.html", context, status=200 if found else GONE)


def _accepted(request: HttpRequest, user: User, token: str) -> HttpResponse:
    try:
        site.use_invitation(token=token, user=user, now=timezone.now())
    except site.InvitationUsed:
        return redirect("quizzes:invitation")
    messages.success(request, _("You are a teacher now. Welcome."))
    return redirect("quizzes:teach")
