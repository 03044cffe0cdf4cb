"""Reports about questions: the list, and answering one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.engine.words import Refused
from quizzes.forms.classes.regrading import AnswerForm
from quizzes.models.review import QuestionReport
from quizzes.queries.grading.regrading.looks import line_of_report, report_lines, reports_for
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import review as reviewing
from quizzes.templatetags.words import words


@require_safe
@private
def reports(request: HttpRequest) -> HttpResponse:
    """Show what students say is wrong with questions, and what was answered."""
    user = signed_in(request)
    context = {
        "open": report_lines(user, is_open=True),
        "answered": report_lines(user, is_open=False),
    }
    return render(request, "quizzes/teacher/regrading/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer the student who reported a question."""
    user = signed_in(request)
    report = get_object_or_404(reports_for(user).distinct(), public_id=public_id)
    form = AnswerForm(request.POST or None)
    if form.is_valid() and _is_answered(request, report, form):
        messages.success(request, _("Answered: who reported it sees it with the question."))
        return redirect("quizzes:reports")
    context = {"line": line_of_report(report, user), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "quizzes/teacher/regrading/report_answer.html", context, status=status)


def _is_answered(request: HttpRequest, report: QuestionReport, form: AnswerForm) -> bool:
    """Answer; else say at the form why not."""
    try:
        reviewing.answer_report(
            report=report,
            actor=signed_in(request),
            answer=form.cleaned_data["answer"],
            now=timezone.now(),
            address=address_of(request),
        )
    except Refused as error:
        form.add_error(None, words(error.message))
        return False
    return True
