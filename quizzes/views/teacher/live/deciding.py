"""Releasing scores; one late answer that counts after all."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quizzes.forms.grading import ReasonForm
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, Step
from quizzes.requests import address_of, safe_next, signed_in
from quizzes.responses import private
from quizzes.services import assignments, grading
from quizzes.templatetags.words import words


@require_POST
@private
def release(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show scores that are held, and what the policy shows by hand, from now on."""
    led = Assignment.objects.led_by(signed_in(request))
    assignment = get_object_or_404(led, public_id=public_id)
    assignments.release(
        assignment=assignment,
        actor=signed_in(request),
        now=timezone.now(),
        address=address_of(request),
    )
    messages.success(request, _("Released: students see it now."))
    overview = reverse("quizzes:assignment-attempts", args=[public_id])
    return redirect(safe_next(request, request.POST.get("next", ""), overview))


@require_POST
@private
def accept_late(
    request: HttpRequest, public_id: UUID, position: int, revision: int
) -> HttpResponse:
    """Let an answer that came too late count."""
    user = signed_in(request)
    attempt = get_object_or_404(Attempt.objects.taught_by(user), public_id=public_id)
    step = get_object_or_404(
        Step, item__attempt=attempt, item__position=position, revision=revision
    )
    form = ReasonForm(request.POST)
    if form.is_valid():
        _accept(request, step, form.cleaned_data["reason"])
    else:
        messages.error(request, _("Say why it should count, in 500 characters at most."))
    url = reverse("quizzes:attempt-review", args=[public_id])
    return redirect(f"{url}#q{position}")


def _accept(request: HttpRequest, step: Step, reason: str) -> None:
    try:
        grading.accept_late_step(
            step=step,
            actor=signed_in(request),
            reason=reason,
            now=timezone.now(),
            address=address_of(request),
        )
    except grading.NotLate as error:
        messages.error(request, words(error.message))
    else:
        messages.success(request, _("The late answer counts now."))
