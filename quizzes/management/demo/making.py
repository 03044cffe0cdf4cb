"""Makes the demo's class with its history, once, in one transaction."""

import random
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from quizzes.management.demo import own, people, stories
from quizzes.management.demo.besides import ESSAY
from quizzes.management.demo.course import EXERCISES, Calendar, quizzes_for
from quizzes.management.demo.people import Person
from quizzes.management.demo.sitting import Learner
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom, Membership
from quizzes.services import accounts, attempts, classrooms

SEED = "quizsite 2025-06-17"
ACTION = "demo.make"


def is_made() -> bool:
    """Whether the class is there, history and all: its record is the last row that is written."""
    return AuditRecord.objects.filter(action=ACTION).exists()


@transaction.atomic
def make(now: datetime) -> None:
    """Make the people, the class and six weeks that end now."""
    calendar = Calendar(now, ZoneInfo(people.CLASS_ZONE))
    # One hash for all: each would take half a second, by design.
    password = make_password(people.PASSWORD)
    _account(people.ADMIN, password, calendar.at(-60, "09:00"), is_staff=True, is_superuser=True)
    teacher = _account(people.TEACHER, password, calendar.at(-50, "10:30"), is_teacher=True)
    colleague = _account(people.COLLEAGUE, password, calendar.at(-50, "11:15"), is_teacher=True)
    classroom = classrooms.create(
        name="Reading the news, group 2",
        time_zone=people.CLASS_ZONE,
        teacher=teacher,
        now=calendar.at(-50, "10:40"),
    )
    course = stories.Course(calendar, teacher, classroom, quizzes_for((*EXERCISES, ESSAY), teacher))
    stories.tell(course, _enrolled(classroom, teacher, password, calendar))
    own.make(teacher, colleague, calendar)
    for student in User.objects.filter(memberships__classroom=classroom).order_by("pk"):
        # What the clock does each minute where the site has been on.
        attempts.learn_what_is_shown(student=student, now=now)
    AuditRecord.objects.record(
        action=ACTION,
        subject=classroom,
        actor=None,
        now=now,
        reason="The people and what they did until now are invented by manage.py demo.",
    )


def _enrolled(
    classroom: Classroom, teacher: User, password: str, calendar: Calendar
) -> Sequence[Learner]:
    learners = []
    for student in people.STUDENTS:
        rng = random.Random(f"{SEED} {student.username}")  # noqa: S311 - the same demo everywhere
        joined_at = calendar.afternoon(rng, -49, -45)
        user = _account(student, password, joined_at)
        classrooms.enroll(
            classroom=classroom,
            user=user,
            role=Membership.Role.STUDENT,
            actor=teacher,
            now=joined_at,
        )
        learners.append(Learner(student, user, joined_at, rng))
    return learners


def _account(person: Person, password: str, now: datetime, **rights: bool) -> User:
    user = User.objects.create(
        username=person.username,
        email=person.email,
        password=password,
        date_joined=now,
        **rights,
    )
    accounts.record_sign_up(user=user, name=person.name, time_zone=person.time_zone, now=now)
    if person.email:
        EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
    return user
