"""Checking the code on a student's receipt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quizzes.engine.receipts import normalized
from quizzes.forms.grading import LONGEST_CODE, CodeForm
from quizzes.models.attempts import Attempt, AttemptQuerySet
from quizzes.requests import teaching
from quizzes.responses import private


@require_safe
@private
def check(request: HttpRequest) -> HttpResponse:
    """Find the attempt that a receipt is or was for, among those of one's classes."""
    user = teaching(request)
    form, found = CodeForm(request.GET), None
    code = request.GET.get("code", "").strip()[:LONGEST_CODE]
    if form.is_valid():
        taught = Attempt.objects.taught_by(user).with_origin().select_related("student")
        found = _found(taught, normalized(form.cleaned_data["code"]))
    earlier = None
    if found is not None and found.receipt != normalized(code):
        earlier = found.earlier_receipts.filter(code=normalized(code)).last()
    context = {"code": code, "attempt": found, "earlier": earlier}
    return render(request, "quizzes/teacher/receipt_check.html", context)


def _found(taught: AttemptQuerySet, code: str) -> Attempt | None:
    """Return the attempt with a receipt, be it of before it was opened again."""
    by_code = taught.filter(receipt=code).first()
    return by_code or taught.filter(earlier_receipts__code=code).first()
