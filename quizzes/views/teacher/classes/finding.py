"""The class that a page is about, for whom may see it; everybody else gets 404."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from quizzes.models.classrooms import Classroom, Membership
from quizzes.requests import address_of, signed_in


def place_in(request: HttpRequest, public_id: UUID) -> Membership:
    """Return the place of a teacher or assistant in a class, with the class."""
    places = Membership.objects.filter(
        user=signed_in(request), is_active=True, role__in=Membership.STAFF
    )
    return get_object_or_404(places.select_related("classroom"), classroom__public_id=public_id)


def led(request: HttpRequest, public_id: UUID) -> Classroom:
    """Return a class of which the reader is a teacher, no assistant."""
    return get_object_or_404(Classroom.objects.led_by(signed_in(request)), public_id=public_id)


def is_leading(place: Membership) -> bool:
    """Return whether the place is a teacher's, who may change the class."""
    return place.role == Membership.Role.TEACHER


def act_of(request: HttpRequest) -> dict[str, Any]:
    """Return who acts, when and from where, as services want it."""
    return {"actor": signed_in(request), "now": timezone.now(), "address": address_of(request)}
