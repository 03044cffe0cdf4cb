"""Another mark for one answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quizzes.engine.scoring import shown
from quizzes.engine.words import Refused
from quizzes.forms.classes.regrading import OverrideForm
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.queries.grading.regrading.afterwards import histories
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import grading
from quizzes.templatetags.words import words


@require_http_methods(["GET", "HEAD", "POST"])
@private
def override(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """Give one answer another mark, with a reason."""
    led = Attempt.objects.submitted().filter(
        assignment__in=Assignment.objects.led_by(signed_in(request))
    )
    attempt = get_object_or_404(led.select_related("student").titled(), public_id=public_id)
    item = get_object_or_404(attempt.items.select_related("version"), position=position)
    form = OverrideForm(item, request.POST or None, initial=_counting(item))
    if form.is_valid() and _is_given(request, item, form):
        messages.success(request, _("The mark is changed."))
        url = reverse("quizzes:attempt-review", args=[public_id])
        return redirect(f"{url}#q{position}")
    context = {
        "attempt": attempt,
        "item": item,
        "form": form,
        "history": histories([item]).get(item.pk, ()),
    }
    status = 422 if form.is_bound else 200
    return render(
        request, "quizzes/teacher/regrading/attempt_override.html", context, status=status
    )


def _counting(item: AttemptItem) -> dict[str, object]:
    points = None if item.fraction is None else shown(item.points * item.fraction)
    newest = item.marks.order_by("-number").first()
    comment = newest.comment if newest else ""
    return {"points": points, "based_on": item.mark_count, "comment": comment}


def _is_given(request: HttpRequest, item: AttemptItem, form: OverrideForm) -> bool:
    """Give the mark; else say at the form why not."""
    told = form.cleaned_data
    fraction = form.fraction
    if fraction is None:
        return False
    try:
        grading.override(
            item=item,
            fraction=fraction,
            actor=signed_in(request),
            reason=told["reason"],
            comment=told["comment"],
            based_on=told["based_on"],
            now=timezone.now(),
            address=address_of(request),
        )
    except Refused as error:
        form.add_error(None, words(error.message))
        return False
    return True
