"""Checking the code on a student's receipt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quizzes.engine.receipts import normalized
from quizzes.forms.grading import LONGEST_CODE, CodeForm
from quizzes.models.attempts import Attempt
from quizzes.requests import teaching
from quizzes.responses import private


@require_safe
@private
def check(request: HttpRequest) -> HttpResponse:
    """Find the attempt that a receipt is for, among those of one's classes."""
    user = teaching(request)
    form, found = CodeForm(request.GET), None
    code = request.GET.get("code", "").strip()[:LONGEST_CODE]
    if form.is_valid():
        taught = Attempt.objects.taught_by(user).with_origin().select_related("student")
        found = taught.filter(receipt=normalized(form.cleaned_data["code"])).first()
    context = {"code": code, "attempt": found}
    return render(request, "quizzes/teacher/receipt_check.html", context)
