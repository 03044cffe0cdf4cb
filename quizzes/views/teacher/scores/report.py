"""One student's scores in a class, as a page and on paper."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.queries.grading.book import book_of
from quizzes.responses import private
from quizzes.views.teacher.scores.book import taught_class


@require_safe
@private
def student(request: HttpRequest, public_id: UUID, student_id: UUID) -> HttpResponse:
    """Show all that a student has in a class, try by try."""
    classroom = taught_class(request, public_id)
    raise Http404
