"""What the views of class lists fetch within permission, and who was ticked."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from quizzes.models.classrooms import Classroom
from quizzes.requests import signed_in


def taught(request: HttpRequest, public_id: UUID) -> Classroom:
    """Return a class that the reader teaches or assists in; else 404."""
    return get_object_or_404(Classroom.objects.taught_by(signed_in(request)), public_id=public_id)


def led(request: HttpRequest, public_id: UUID) -> Classroom:
    """Return a class of which the reader is a teacher; else 404."""
    return get_object_or_404(Classroom.objects.led_by(signed_in(request)), public_id=public_id)


def ticked(request: HttpRequest) -> list[UUID]:
    """Return the students that were ticked; what is no id is left out."""
    told = request.POST if request.method == "POST" else request.GET
    return [found for each in told.getlist("student") if (found := read_id(each))]


def read_id(text: str) -> UUID | None:
    """Return a public id; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
