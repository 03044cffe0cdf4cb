"""Which scores of a class students see: holding them back, and releasing them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quizzes.models.assignments import Assignment
from quizzes.queries.grading.scores.released import releases_of
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import assignments
from quizzes.views.teacher.scores.book import is_led, taught_class


@require_safe
@private
def page(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show which scores are held, released, or shown as their quiz says."""
    classroom = taught_class(request, public_id)
    context = {
        "classroom": classroom,
        "lines": releases_of(classroom, timezone.now()),
        "is_led": is_led(request, classroom),
    }
    return render(request, "quizzes/teacher/scores/class_scores_release.html", context)


@require_POST
@private
def hold(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the scores of an assignment to no student until they are released."""
    led = Assignment.objects.led_by(signed_in(request)).select_related("classroom", "quiz")
    assignment = get_object_or_404(led, public_id=public_id)
    assignments.hold(
        assignment=assignment,
        actor=signed_in(request),
        now=timezone.now(),
        address=address_of(request),
    )
    messages.success(request, _("Held: no student sees these scores until you release them."))
    return redirect("quizzes:class-scores-release", assignment.classroom.public_id)
