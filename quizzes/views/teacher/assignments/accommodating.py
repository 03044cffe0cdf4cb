"""What one student gets beyond the class: all of a class, one of a student, taking it back."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.forms.classes.accommodating import AccommodationForm, WhomForm
from quizzes.models.accounts import User
from quizzes.models.assignments import Accommodation, Assignment
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom
from quizzes.queries.assignments import own_terms, students_of
from quizzes.queries.attempts.granted import granted_in
from quizzes.queries.classrooms.recipients import recipients_in
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import attempts
from quizzes.services.attempts import Grant


@require_safe
@private
def accommodations(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what students of a class get beyond it; choose one to give something."""
    user = signed_in(request)
    classroom = get_object_or_404(Classroom.objects.taught_by(user), public_id=public_id)
    is_led = Classroom.objects.led_by(user).filter(pk=classroom.pk).exists()
    is_sent = "student" in request.GET
    form = WhomForm(
        request.GET if is_sent else None,
        students=recipients_in(classroom).students,
        assignments=list(_given_in(classroom)),
        initial={
            "student": request.GET.get("whom", ""),
            "assignment": request.GET.get("assignment", ""),
        },
    )
    if is_sent and is_led and form.is_valid():
        return redirect(_address(classroom, *form.chosen()))
    context = {
        "classroom": classroom,
        "is_led": is_led,
        "form": form,
        "lines": granted_in(classroom),
        "undo": _withdrawn(request, classroom, request.GET.get("undo", "")),
    }
    return render(request, "quizzes/teacher/assignments/class_accommodations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def of_student(request: HttpRequest, public_id: UUID, student: UUID) -> HttpResponse:
    """Give one student something for always."""
    classroom = _led(request, public_id)
    members = classroom.memberships.active_students().select_related("user")
    member = get_object_or_404(members, user__public_id=student)
    return _accommodate(request, classroom, member.user, None)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def for_assignment(request: HttpRequest, public_id: UUID, student: UUID) -> HttpResponse:
    """Give one student something for one assignment."""
    led = Assignment.objects.led_by(signed_in(request)).select_related("quiz", "classroom")
    assignment = get_object_or_404(led, public_id=public_id)
    members = students_of(assignment).select_related("user")
    member = get_object_or_404(members, user__public_id=student)
    return _accommodate(request, assignment.classroom, member.user, assignment)


@require_POST
@private
def remove(request: HttpRequest, public_id: UUID, key: int) -> HttpResponse:
    """Take back what a student gets; it can be put back."""
    classroom = _led(request, public_id)
    given = Accommodation.objects.filter(classroom=classroom).select_related("student")
    record = attempts.withdraw(
        accommodation=get_object_or_404(given, pk=key),
        actor=signed_in(request),
        now=timezone.now(),
        address=address_of(request),
    )
    url = reverse("quizzes:class-accommodations", args=[public_id])
    return redirect(f"{url}?undo={record.pk}")


@require_POST
@private
def restore(request: HttpRequest, public_id: UUID, key: int) -> HttpResponse:
    """Give again what one has just taken back."""
    classroom = _led(request, public_id)
    record = _withdrawn(request, classroom, str(key))
    if record is None:
        messages.info(request, _("It is there already, or was not yours to put back."))
        return redirect("quizzes:class-accommodations", public_id)
    about = record.after["assignment"]
    attempts.accommodate(
        classroom=classroom,
        student=User.objects.get(public_id=record.subject_id),
        assignment=get_object_or_404(_given_in(classroom), public_id=about) if about else None,
        grant=Grant.taken_back(record),
        actor=signed_in(request),
        now=timezone.now(),
        address=address_of(request),
    )
    messages.success(request, _("It is put back."))
    return redirect("quizzes:class-accommodations", public_id)


def _led(request: HttpRequest, public_id: UUID) -> Classroom:
    """Return a class of which the reader is a teacher; else 404."""
    led = Classroom.objects.led_by(signed_in(request))
    return get_object_or_404(led, public_id=public_id)


def _given_in(classroom: Classroom) -> QuerySet[Assignment]:
    given = Assignment.objects.filter(classroom=classroom).select_related("quiz")
    return given.order_by("-created_at", "-pk")


def _address(classroom: Classroom, student: UUID, assignment: UUID | None) -> str:
    if assignment is None:
        args = [classroom.public_id, student]
        return reverse("quizzes:class-student-accommodation", args=args)
    return reverse("quizzes:assignment-accommodate", args=[assignment, student])


def _withdrawn(request: HttpRequest, classroom: Classroom, key: str) -> AuditRecord | None:
    """Return the reader's own act of taking back, where nothing stands in its place."""
    own = AuditRecord.objects.filter(
        action="attempts.withdraw",
        actor=signed_in(request),
        after__classroom=str(classroom.public_id),
    )
    record = own.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
    if record is None:
        return None
    there = Accommodation.objects.filter(classroom=classroom, student__public_id=record.subject_id)
    about = record.after["assignment"]
    same = there.filter(assignment__public_id=about) if about else there.filter(assignment=None)
    return None if same.exists() else record


def _accommodate(
    request: HttpRequest, classroom: Classroom, student: User, assignment: Assignment | None
) -> HttpResponse:
    """Show the form of what a student gets, and give it."""
    given = Accommodation.objects.filter(
        classroom=classroom, student=student, assignment=assignment
    ).first()
    form = AccommodationForm(
        request.POST or None, classroom=classroom, assignment=assignment, given=given
    )
    is_sent = request.method == "POST"
    if is_sent and form.is_valid():
        return _accommodated(request, classroom, student, assignment, form.grant())
    context = {
        "classroom": classroom,
        "student": student,
        "assignment": assignment,
        "form": form,
        "given": given,
        "own": own_terms(assignment, student) if assignment else None,
    }
    name = "quizzes/teacher/assignments/accommodate.html"
    return render(request, name, context, status=422 if is_sent else 200)


def _accommodated(
    request: HttpRequest,
    classroom: Classroom,
    student: User,
    assignment: Assignment | None,
    grant: Grant,
) -> HttpResponse:
    attempts.accommodate(
        classroom=classroom,
        student=student,
        assignment=assignment,
        grant=grant,
        actor=signed_in(request),
        now=timezone.now(),
        address=address_of(request),
    )
    messages.success(request, _("Saved. It counts from now on, for a try in progress, too."))
    return redirect("quizzes:class-accommodations", classroom.public_id)
