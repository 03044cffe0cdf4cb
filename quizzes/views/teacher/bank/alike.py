"""Questions that are much alike, side by side."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quizzes.queries.bank import alike_groups, rows
from quizzes.requests import teaching
from quizzes.responses import private

GROUPS_PER_PAGE = 10
# Of a group, so many stand side by side: the others are as much alike.
MOST_OF_GROUP = 6


@require_safe
@private
def alike(request: HttpRequest) -> HttpResponse:
    """Show the groups of questions that are much alike, among those that the teacher sees."""
    user = teaching(request)
    page = Paginator(alike_groups(user), GROUPS_PER_PAGE).get_page(request.GET.get("page"))
    groups = [list(group) for group in page.object_list]
    ids = [pk for group in groups for pk in group[:MOST_OF_GROUP]]
    shown = {row.pk: row for row in rows(user, ids)}
    context = {
        "page": page,
        "groups": [
            ([shown[pk] for pk in group if pk in shown], max(0, len(group) - MOST_OF_GROUP))
            for group in groups
        ],
    }
    return render(request, "quizzes/teacher/bank/alike.html", context)
