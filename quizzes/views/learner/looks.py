"""Asking for a second look at a mark."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quizzes.engine.words import Refused
from quizzes.forms.classes.regrading import LookForm
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.queries.attempts.showing import safe
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import grading
from quizzes.templatetags.words import words


@require_http_methods(["GET", "HEAD", "POST"])
@private
def ask(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """Let a student say why somebody should look at a mark again."""
    user = signed_in(request)
    own = Attempt.objects.visible_to(user).submitted().with_origin()
    attempt = get_object_or_404(own, public_id=public_id, assignment__isnull=False)
    item = get_object_or_404(attempt.items.select_related("version"), position=position)
    item.attempt = attempt
    form = LookForm(request.POST or None)
    if form.is_valid() and _is_asked(request, item, form):
        messages.success(request, _("Asked. You will find the answer here, at the question."))
        url = reverse("quizzes:attempt-review", args=[public_id])
        return redirect(f"{url}#q{position}")
    context = {"attempt": attempt, "item": item, "stem": safe(item.version, "stem"), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "quizzes/learner/attempt_look.html", context, status=status)


def _is_asked(request: HttpRequest, item: AttemptItem, form: LookForm) -> bool:
    """Ask; else say at the form why not."""
    try:
        grading.ask_for_look(
            item=item,
            student=signed_in(request),
            text=form.cleaned_data["text"],
            now=timezone.now(),
            address=address_of(request),
        )
    except Refused as error:
        form.add_error(None, words(error.message))
        return False
    return True
