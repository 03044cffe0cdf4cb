"""One student's scores in a class, as a page and on paper."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from quizzes.models.classrooms import Classroom, Membership
from quizzes.queries.grading.scores.own import OwnScores, own_scores_of
from quizzes.queries.grading.scores.report import report_pdf
from quizzes.responses import attached, private
from quizzes.views.teacher.scores.book import taught_class


@require_safe
@private
def student(request: HttpRequest, public_id: UUID, student_id: UUID) -> HttpResponse:
    """Show what a student has in a class, try by try: all of it, or what the student sees."""
    classroom = taught_class(request, public_id)
    context = {
        "classroom": classroom,
        "scores": _scores(request, classroom, student_id),
        "student_id": student_id,
    }
    return render(request, "quizzes/teacher/scores/class_scores_student.html", context)


@require_safe
@private
def student_file(request: HttpRequest, public_id: UUID, student_id: UUID) -> HttpResponse:
    """Give the same on paper."""
    classroom = taught_class(request, public_id)
    scores = _scores(request, classroom, student_id)
    now = timezone.now()
    name = slugify(f"{scores.row.name} {classroom.name}", allow_unicode=True) or "report"
    return attached(report_pdf(scores, now), f"{name}.pdf", "application/pdf")


def _scores(request: HttpRequest, classroom: Classroom, student_id: UUID) -> OwnScores:
    """Return a student's scores; else 404. `?see=student` leaves out what the student may not."""
    members = Membership.objects.active_students().filter(classroom=classroom)
    member = get_object_or_404(members.select_related("user"), user__public_id=student_id)
    is_everything = request.GET.get("see") != "student"
    found = own_scores_of(classroom, member.user, timezone.now(), is_everything=is_everything)
    if found is None:
        raise Http404
    return found
