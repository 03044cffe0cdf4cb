"""A teacher's questions: the list, and the kinds of which a new one is picked."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quizzes.engine.kinds.registry import KINDS
from quizzes.forms.questions import SPEC_PARTS
from quizzes.queries.bank import questions_listed
from quizzes.requests import teaching
from quizzes.responses import private

QUESTIONS_PER_PAGE = 25


@require_safe
@private
def questions(request: HttpRequest) -> HttpResponse:
    """Show the questions of the library and the teacher's own."""
    user = teaching(request)
    kind = request.GET.get("kind", "")
    listed = questions_listed(user, kind if kind in KINDS else "")
    page = Paginator(listed, QUESTIONS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "kinds": KINDS.values(), "kind": kind}
    return render(request, "quizzes/teacher/questions.html", context)


@require_safe
@private
def new(request: HttpRequest) -> HttpResponse:
    """Show the kinds, of which one is picked."""
    teaching(request)
    kinds = [(kind, SPEC_PARTS[kind.name].about) for kind in KINDS.values()]
    return render(request, "quizzes/teacher/question_new.html", {"kinds": kinds})
