"""A row in every table of running a class, for the pages of the administration."""

from datetime import timedelta

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment, ChosenStudent
from quizzes.models.attempts import Attempt, EarlierReceipt
from quizzes.models.classrooms import Category, RosterUpload
from quizzes.models.grading import (
    ActedItem,
    GradingAct,
    MarkingClaim,
    MarkingDraft,
    Phrase,
    SecondLook,
)
from quizzes.models.jobs import Job, JobFile
from quizzes.models.notices import CalendarFeed, Notice, NoticeChoice
from quizzes.models.site import MailTemplate
from tests.factories import NOW

TABLES = (
    Category,
    RosterUpload,
    ChosenStudent,
    EarlierReceipt,
    GradingAct,
    ActedItem,
    MarkingClaim,
    MarkingDraft,
    Phrase,
    SecondLook,
    Notice,
    NoticeChoice,
    CalendarFeed,
    MailTemplate,
    JobFile,
)


def add_running_rows(assignment: Assignment, student: User, attempt: Attempt) -> None:
    """Add a row to each of these tables, about an attempt that was handed in."""
    teacher, classroom = assignment.created_by, assignment.classroom
    name, item = student.username, attempt.items.get()
    mark = item.marks.latest("number")
    question = item.version.question
    Category.objects.create(classroom=classroom, name=name)
    RosterUpload.objects.create(classroom=classroom, uploaded_by=teacher, uploaded_at=NOW, cells=[])
    ChosenStudent.objects.create(assignment=assignment, student=student)
    EarlierReceipt.objects.create(
        attempt=attempt, code="ABCD-EFGH-JKMN", submitted_at=NOW, ended_by="student"
    )
    act = GradingAct.objects.create(
        kind="override", question=question, assignment=assignment, by=teacher, at=NOW
    )
    ActedItem.objects.create(act=act, item=item, before=mark)
    MarkingClaim.objects.create(item=item, marker=teacher, claimed_at=NOW)
    MarkingDraft.objects.create(item=item, marker=teacher, based_on=1, saved_at=NOW)
    Phrase.objects.create(owner=teacher, question=question, text=name, created_at=NOW)
    SecondLook.objects.create(
        item=item, mark=mark, asked_by=student, asked_at=NOW, text="Why?", addressee=teacher
    )
    Notice.objects.create(user=student, kind="assigned", key=name, path="/", created_at=NOW)
    NoticeChoice.objects.create(user=student, kind="assigned", mail="off")
    CalendarFeed.objects.create(user=student, token=name, made_at=NOW)
    MailTemplate.objects.create(
        name=name, subject="?", body="?", changed_by=teacher, changed_at=NOW
    )
    job = Job.objects.create(kind="mail", owner=student, due_at=NOW + timedelta(1), created_at=NOW)
    JobFile.objects.create(job=job, name="a.csv", media_type="text/csv", content=b"a")
