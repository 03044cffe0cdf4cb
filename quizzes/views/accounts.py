"""One's own account: the profile. Passwords and addresses are allauth's pages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from quizzes.forms.accounts import ProfileForm
from quizzes.models.accounts import User
from quizzes.requests import signed_in
from quizzes.responses import private
from quizzes.services import accounts


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
    return render(request, "quizzes/learner/profile.html", {"form": form})
