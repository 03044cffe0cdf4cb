"""Asking to be a teacher here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quizzes.engine.words import Refused
from quizzes.forms.site import AskForm
from quizzes.queries.site import last_request, next_ask_at
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import site
from quizzes.templatetags.words import words


@require_http_methods(["GET", "HEAD", "POST"])
@private
def ask(request: HttpRequest) -> HttpResponse:
    """Show how one's wish to be a teacher stands; ask, or take it back."""
    user, now = signed_in(request), timezone.now()
    if "withdraw" in request.POST:
        site.withdraw_request(user=user, now=now, address=address_of(request))
        messages.success(request, _("Your request is taken back."))
        return redirect("quizzes:teacher-request")
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_asked(request, form):
        return redirect("quizzes:teacher-request")
    context = {"asked": last_request(user), "again_at": next_ask_at(user, now), "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "quizzes/learner/teacher_request.html", context, status=status)


def _is_asked(request: HttpRequest, form: AskForm) -> bool:
    """Ask and say so; return False, with the reason at the form, if that is refused."""
    try:
        site.ask_to_teach(
            user=signed_in(request),
            message=form.cleaned_data["message"],
            now=timezone.now(),
            address=address_of(request),
        )
    except Refused as error:
        form.add_error(None, words(error.message))
        return False
    messages.success(request, _("You have asked. An administrator sees it."))
    return True
