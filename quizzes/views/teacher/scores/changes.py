"""The history of a class's scores: every change, by whom and why."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.forms.classes.changes import ChangesForm
from quizzes.queries.grading.scores.book import book_of
from quizzes.queries.grading.scores.changes import change_keys, changes_of
from quizzes.responses import private
from quizzes.views.teacher.scores.book import taught_class

CHANGES_PER_PAGE = 50


@require_safe
@private
def changes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show each change of a score, the newest first."""
    classroom = taught_class(request, public_id)
    form = ChangesForm(request.GET, book_of(classroom, timezone.now()))
    keys = change_keys(classroom, form.asked())
    page = Paginator(keys, CHANGES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "classroom": classroom,
        "form": form,
        "page": page,
        "changes": changes_of(list(page.object_list)),
    }
    return render(request, "quizzes/teacher/scores/class_scores_changes.html", context)
