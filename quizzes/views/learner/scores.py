"""A student's own scores in a class."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.models.classrooms import Classroom
from quizzes.queries.grading.scores.comparing import spreads_beside
from quizzes.queries.grading.scores.own import own_scores_of
from quizzes.requests import signed_in
from quizzes.responses import private


@require_safe
@private
def own(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one's own scores in a class, as far as they are shown, and how the class did."""
    student, now = signed_in(request), timezone.now()
    classroom = get_object_or_404(Classroom.objects.visible_to(student), public_id=public_id)
    scores = own_scores_of(classroom, student, now)
    if scores is None:
        raise Http404
    context = {
        "classroom": classroom,
        "scores": scores,
        "spreads": spreads_beside(scores, student, now),
    }
    return render(request, "quizzes/learner/class_own_scores.html", context)
