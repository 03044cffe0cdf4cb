"""What was done about one student in one class, by whom, the newest first."""

from collections.abc import Sequence

from django.db.models import Q

from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom

MOST_ACTS = 50


def acts_about(classroom: Classroom, student: User, most: int = MOST_ACTS) -> Sequence[AuditRecord]:
    """Return the class's acts about a student: membership, accommodations, tries. One query.

    What the student did in a try is no act about them; nor is what another class has done.
    """
    person = str(student.public_id)
    tries = Attempt.objects.filter(student=student, assignment__classroom=classroom)
    of_class = Q(subject_id=classroom.public_id) & (
        Q(after__user=person) | Q(before__user=person) | Q(after__student=person)
    )
    granted = Q(subject_id=student.public_id, after__classroom=str(classroom.public_id))
    of_tries = Q(subject_id__in=tries.values("public_id")) & ~Q(actor=student)
    records = AuditRecord.objects.filter(of_class | granted | of_tries)
    return tuple(records.select_related("actor").order_by("-at", "-pk")[:most])
