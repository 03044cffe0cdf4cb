"""The questions that a teacher sees: searched, narrowed, in order."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quizzes.forms.bank.filtering import BankFilterForm
from quizzes.queries.bank import Status, drafts_of, rows, shelf_of
from quizzes.requests import asks_for_a_part, teaching
from quizzes.responses import private
from quizzes.views.teacher.bank.selecting import found_by

QUESTIONS_PER_PAGE = 25


@require_safe
@private
def questions(request: HttpRequest) -> HttpResponse:
    """Show the questions of the library, the teacher's own and what is shared."""
    user = teaching(request)
    shelf = shelf_of(user)
    form = BankFilterForm(request.GET, shelf)
    wanted = form.wanted()
    ids = found_by(user, wanted, shelf)
    page = Paginator(ids, QUESTIONS_PER_PAGE).get_page(request.GET.get("page"))
    are_drafts_shown = wanted.status == Status.DRAFT or not wanted.is_narrow
    is_part = asks_for_a_part(request)
    context = {
        "is_part": is_part,
        "form": form,
        "wanted": wanted,
        "page": page,
        "rows": rows(user, list(page.object_list)),
        "drafts": drafts_of(user) if are_drafts_shown and page.number == 1 else (),
    }
    name = "_found" if is_part else "questions"
    return render(request, f"quizzes/teacher/bank/{name}.html", context)
