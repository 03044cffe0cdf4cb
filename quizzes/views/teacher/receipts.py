"""Checking the code on a student's receipt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quizzes.engine.receipts import normalized
from quizzes.models.attempts import Attempt
from quizzes.requests import teaching
from quizzes.responses import private


@require_safe
@private
def check(request: HttpRequest) -> HttpResponse:
    """Find the attempt that a receipt is for, among those of one's classes."""
    user = teaching(request)
    code = request.GET.get("code", "").strip()[:40]
    found = None
    if code:
        taught = Attempt.objects.taught_by(user).with_origin().select_related("student")
        found = taught.filter(receipt=normalized(code)).first()
    context = {"code": code, "attempt": found}
    return render(request, "quizzes/teacher/receipt_check.html", context)
