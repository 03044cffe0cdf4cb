"""A teacher's new question: the kinds, of which one is picked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quizzes.engine.kinds.registry import KINDS
from quizzes.forms.questions import SPEC_PARTS
from quizzes.requests import teaching
from quizzes.responses import private


@require_safe
@private
def new(request: HttpRequest) -> HttpResponse:
    """Show the kinds, of which one is picked."""
    teaching(request)
    kinds = [(kind, SPEC_PARTS[kind.name].about) for kind in KINDS.values()]
    return render(request, "quizzes/teacher/question_new.html", {"kinds": kinds})
