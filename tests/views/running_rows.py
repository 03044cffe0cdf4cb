"""A row in every table of running a class, for the pages of the administration."""

from datetime import timedelta

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment, ChosenStudent
from quizzes.models.attempts import Attempt, EarlierReceipt, Judgment
from quizzes.models.bank import Question
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
from quizzes.models.progress import (
    Mastery,
    PracticeSettings,
    QuestionDifficulty,
    ReviewCard,
    ReviewLog,
)
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
    Judgment,
    Mastery,
    PracticeSettings,
    QuestionDifficulty,
    ReviewCard,
    ReviewLog,
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
    add_progress_rows(attempt)


def add_progress_rows(attempt: Attempt) -> None:
    """Add a row to each table of progress, about the only question of an attempt."""
    item, student = attempt.items.get(), attempt.student
    question = item.version.question
    Judgment.objects.create(item=item, number=1, rating=3, at=NOW)
    # Handing in has made these already, where the marks are shown.
    ReviewLog.objects.get_or_create(
        student=student,
        question=question,
        defaults={
            "attempt_key": attempt.public_id,
            "at": NOW,
            "quarter": int(NOW.timestamp()) // 900,
            "fraction": "1",
            "is_first": True,
            "rating": 3,
            "chance": 0.25,
            "difficulty": 0.0,
        },
    )
    card = {"student": student, "question": question}
    ReviewCard.objects.get_or_create(**card, defaults={"due_at": NOW})
    believed: dict[str, object] = {
        "weights": [1.0],
        "answer_count": 1,
        "mean": 0.5,
        "low": 0.2,
        "high": 0.8,
    }
    article = attempt.quiz_taken.article
    key = f"article:{article.pk}"
    believed |= {"article": article, "as_of": NOW}
    Mastery.objects.get_or_create(student=student, key=key, defaults=believed)
    PracticeSettings.objects.create(student=student)
    QuestionDifficulty.objects.create(
        question=Question.objects.filter(estimated_difficulty=None).latest("pk"),
        logit=0.4,
        standard_error=0.2,
        answer_count=30,
        estimated_at=NOW,
    )
