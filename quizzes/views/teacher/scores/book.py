"""The class book: which class, and its students × assignments."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.forms.classes.book import BookForm
from quizzes.models.classrooms import Classroom
from quizzes.queries.grading.scores.book import book_of
from quizzes.queries.grading.scores.narrowing import narrowed
from quizzes.requests import signed_in
from quizzes.responses import private


@require_safe
@private
def classes(request: HttpRequest) -> HttpResponse:
    """Ask which class's scores."""
    taught = Classroom.objects.taught_by(signed_in(request)).order_by("name")
    context = {
        "current": [each for each in taught if each.archived_at is None],
        "archived": [each for each in taught if each.archived_at is not None],
    }
    return render(request, "quizzes/teacher/scores/scores.html", context)


@require_safe
@private
def scores(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the scores of a class."""
    classroom = taught_class(request, public_id)
    book = book_of(classroom, timezone.now())
    form = BookForm(request.GET, book)
    wanted = form.wanted()
    shown = narrowed(book, wanted)
    context = {
        "classroom": classroom,
        "book": book,
        "shown": shown,
        "headings": form.headings(shown.columns),
        "form": form,
        "wanted": wanted,
        "is_led": is_led(request, classroom),
    }
    return render(request, "quizzes/teacher/scores/class_scores.html", context)


def taught_class(request: HttpRequest, public_id: UUID) -> Classroom:
    """Return a class that the reader teaches or assists in; else 404."""
    return get_object_or_404(Classroom.objects.taught_by(signed_in(request)), public_id=public_id)


def is_led(request: HttpRequest, classroom: Classroom) -> bool:
    """Return whether the reader may change how a class adds up, and what is released."""
    return Classroom.objects.led_by(signed_in(request)).filter(pk=classroom.pk).exists()


def led_class(request: HttpRequest, public_id: UUID) -> Classroom:
    """Return a class of which the reader is a teacher, no assistant; else 404."""
    return get_object_or_404(Classroom.objects.led_by(signed_in(request)), public_id=public_id)
