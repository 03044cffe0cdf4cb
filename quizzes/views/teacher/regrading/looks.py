"""Second looks that students ask for: the list, and answering one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.engine.words import Refused
from quizzes.forms.classes.regrading import AnswerLookForm
from quizzes.models.assignments import Assignment
from quizzes.models.grading import SecondLook
from quizzes.queries.attempts.showing import safe
from quizzes.queries.grading.regrading.afterwards import histories
from quizzes.queries.grading.regrading.looks import looks_for
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import grading
from quizzes.templatetags.words import words


@require_safe
@private
def looks(request: HttpRequest) -> HttpResponse:
    """Show what students ask about marks, and what was answered."""
    user = signed_in(request)
    context = {
        "open": looks_for(user, is_open=True),
        "answered": looks_for(user, is_open=False),
    }
    return render(request, "quizzes/teacher/regrading/looks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer a student, by a comment or another mark."""
    user = signed_in(request)
    found = SecondLook.objects.taught_by(user).select_related(
        "item__version",
        "item__attempt__assignment__classroom",
        "asked_by",
        "answered_by",
        "addressee",
    )
    look = get_object_or_404(found, public_id=public_id)
    led = Assignment.objects.led_by(user).filter(attempts=look.item.attempt_id)
    form = AnswerLookForm(look.item, request.POST or None, may_mark=led.exists())
    if form.is_valid() and _is_answered(request, look, form):
        messages.success(request, _("Answered: the student sees it with the question."))
        return redirect("quizzes:looks")
    context = {
        "look": look,
        "form": form,
        "stem": safe(look.item.version, "stem"),
        "history": histories([look.item]).get(look.item_id, ()),
    }
    status = 422 if form.is_bound else 200
    return render(request, "quizzes/teacher/regrading/look_answer.html", context, status=status)


def _is_answered(request: HttpRequest, look: SecondLook, form: AnswerLookForm) -> bool:
    """Answer; else say at the form why not."""
    try:
        grading.answer_look(
            look=look,
            actor=signed_in(request),
            answer=form.cleaned_data["answer"],
            fraction=form.fraction,
            now=timezone.now(),
            address=address_of(request),
        )
    except Refused as error:
        form.add_error(None, words(error.message))
        return False
    return True
