"""An assignment's questions: how they went, and new versions for those who have not begun."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quizzes.engine.words import Refused
from quizzes.models.assignments import Assignment
from quizzes.models.bank import Question
from quizzes.queries.grading.regrading.questions import questions_of_assignment
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import assignments
from quizzes.templatetags.words import words


@require_safe
@private
def questions(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show each question of an assignment with how it went so far."""
    user = signed_in(request)
    taught = Assignment.objects.taught_by(user).select_related("quiz", "classroom")
    assignment = get_object_or_404(taught, public_id=public_id)
    context = {
        "page": questions_of_assignment(assignment),
        "is_led": Assignment.objects.led_by(user).filter(pk=assignment.pk).exists(),
    }
    return render(request, "quizzes/teacher/regrading/assignment_questions.html", context)


@require_POST
@private
def use_version(request: HttpRequest, public_id: UUID, question: UUID) -> HttpResponse:
    """Let those who have not begun be asked the newest version of a question."""
    user = signed_in(request)
    assignment = get_object_or_404(Assignment.objects.led_by(user), public_id=public_id)
    asked = Question.objects.filter(versions__attempt_items__attempt__assignment=assignment)
    locked = Question.objects.filter(pk__in=assignment.items.values("version__question"))
    found = get_object_or_404((asked | locked).distinct(), public_id=question)
    try:
        version = assignments.use_newest_version(
            assignment=assignment,
            question=found,
            actor=user,
            now=timezone.now(),
            address=address_of(request),
        )
    except Refused as error:
        messages.error(request, words(error.message))
    else:
        said = _("Whoever begins from now on is asked version %(number)s.")
        messages.success(request, said % {"number": version.number})
    return redirect("quizzes:assignment-questions", public_id)
