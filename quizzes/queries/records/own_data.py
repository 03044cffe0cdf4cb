"""All that is stored about one person, as far as `disclosure` lets that person see it.

The file's format: `format`, `version`, `made_at`, then for each section a list of rows under its
name. Moments are ISO 8601 with their offset, exact numbers are texts ("66.67"), ids are UUIDs. A
section or a value may be added; when one goes or changes its meaning, `VERSION` rises.

A new table that points at people gets a line in `ABOUT`, or a test fails: the section that shows
it, or why none does. A new section is a function added to `SECTIONS`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db.models import Q

from quizzes.engine.scoring import to_text
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.articles import ReadingMark
from quizzes.models.assignments import Accommodation, ChosenStudent
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Membership
from quizzes.models.grading import SecondLook
from quizzes.models.jobs import Job
from quizzes.models.notices import CalendarFeed, Notice, NoticeChoice
from quizzes.models.review import QuestionReport
from quizzes.models.site import Invitation, TeacherRequest
from quizzes.queries.records import own_progress, own_work
from quizzes.queries.records.own_attempts import own_attempts

FORMAT = "quizsite-own-data"
VERSION = 1

Row = Mapping[str, Any]
Rows = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind. A row has plain values, moments, and lists of plain values or rows."""

    name: str
    title: Message
    rows: Rows


@dataclass(frozen=True, slots=True)
class OwnData:
    """All that is stored about one person, at a moment."""

    user: User
    at: datetime
    sections: tuple[Section, ...]

    def as_json(self) -> Row:
        """Return the format of the file: names of sections with their rows."""
        sections = {section.name: section.rows for section in self.sections}
        return {"format": FORMAT, "version": VERSION, "made_at": self.at, **sections}


def own_data(user: User, now: datetime) -> OwnData:
    """Return what is stored about a person. At most 54 queries."""
    return OwnData(
        user=user,
        at=now,
        sections=tuple(
            Section(name, title, rows(user, now)) for name, (title, rows) in SECTIONS.items()
        ),
    )


def _profile(user: User, _now: datetime) -> Rows:
    return [
        {
            "id": str(user.public_id),
            "username": user.username,
            "name": user.name,
            "email": user.email or None,
            "time_zone": user.time_zone,
            "colors": user.color_scheme,
            "text_size": user.text_size,
            "line_spacing": user.line_spacing,
            "is_dimming": user.is_dimming,
            "is_teacher": user.is_teacher,
            "is_administrator": user.is_staff,
            "joined_at": user.date_joined,
            "last_login_at": user.last_login,
            "wishes_to_leave_at": user.wishes_to_leave_at,
            **_invitation(user),
        }
    ]


def _invitation(user: User) -> Row:
    """Return when an invitation let the user in and for whom it was; None without one."""
    used = Invitation.objects.filter(used_by=user).values_list("used_at", "note")
    at, note = used.first() or (None, None)
    return {"invited_at": at, "invited_as": note or None}


def _addresses(user: User, _now: datetime) -> Rows:
    rows = EmailAddress.objects.filter(user=user).order_by("pk")
    return [{"email": each.email, "is_confirmed": each.verified} for each in rows]


def _second_steps(user: User, _now: datetime) -> Rows:
    """Return what there is, without its secrets."""
    rows = Authenticator.objects.filter(user=user).order_by("pk")
    return [
        {"kind": each.type, "created_at": each.created_at, "last_used_at": each.last_used_at}
        for each in rows
    ]


def _sessions(user: User, _now: datetime) -> Rows:
    rows = UserSession.objects.filter(user=user).order_by("pk")
    return [
        {
            "user_agent": each.user_agent,
            "address": each.ip,
            "created_at": each.created_at,
            "last_seen_at": each.last_seen_at,
        }
        for each in rows
    ]


def _classes(user: User, _now: datetime) -> Rows:
    rows = Membership.objects.filter(user=user).select_related("classroom").order_by("pk")
    return [
        {
            "class": each.classroom.name,
            "role": each.role,
            "is_active": each.is_active,
            "joined_at": each.joined_at,
            "student_number": each.student_number or None,
        }
        for each in rows
    ] + [
        {"class": name, "quiz": title}
        for name, title in ChosenStudent.objects.filter(student=user)
        .order_by("pk")
        .values_list("assignment__classroom__name", "assignment__quiz__title")
    ]


def _accommodations(user: User, _now: datetime) -> Rows:
    """Return what was granted; the note is the teachers' own."""
    rows = Accommodation.objects.filter(student=user).select_related(
        "classroom", "assignment__quiz"
    )
    return [
        {
            "class": each.classroom.name,
            "quiz": each.assignment.quiz.title if each.assignment else None,
            "time_factor": to_text(each.factor) if each.factor is not None else None,
            "extra_attempts": each.extra_attempts,
            "opens_at": each.opens_at,
            "due_at": each.due_at,
            "closes_at": each.closes_at,
            "is_excused": each.is_excused,
            "is_late_waived": each.is_late_waived,
        }
        for each in rows.order_by("pk")
    ]


def _reading(user: User, _now: datetime) -> Rows:
    rows = ReadingMark.objects.visible_to(user).select_related("revision").order_by("pk")
    return [
        {
            "article": each.revision.title,
            "sentence": each.sentence,
            "is_highlighted": each.is_highlighted,
            "own_note": each.note,
            "created_at": each.created_at,
            "changed_at": each.changed_at,
        }
        for each in rows
    ]


def _reports(user: User, _now: datetime) -> Rows:
    rows = QuestionReport.objects.filter(reporter=user).select_related("item__version")
    return [
        {
            "question": each.item.version.stem,
            "reason": each.reason,
            "text": each.text,
            "at": each.at,
            "answered_at": each.answered_at,
            "answer": each.answer or None,
        }
        for each in rows.order_by("pk")
    ]


def _looks(user: User, _now: datetime) -> Rows:
    rows = SecondLook.objects.filter(asked_by=user).select_related("item__version")
    return [
        {
            "question": each.item.version.stem,
            "text": each.text,
            "at": each.asked_at,
            "answered_at": each.answered_at,
            "answer": each.answer or None,
        }
        for each in rows.order_by("pk")
    ]


def _notices(user: User, _now: datetime) -> Rows:
    """Return what the user was told, how the user wants to be told, and the calendar's address."""
    told = Notice.objects.visible_to(user).order_by("pk")
    fields = ("kind", "words", "path", "created_at", "read_at", "mailed_at")
    choices = NoticeChoice.objects.filter(user=user).order_by("pk")
    feeds = CalendarFeed.objects.filter(user=user)
    return [
        *(row | {"words": list(row["words"].values())} for row in told.values(*fields)),
        *(dict(row) for row in choices.values("kind", "is_in_app", "mail")),
        *({"kind": "calendar", "created_at": at} for at in feeds.values_list("made_at", flat=True)),
    ]


def _teacher_requests(user: User, _now: datetime) -> Rows:
    rows = TeacherRequest.objects.filter(Q(user=user) | Q(decided_by=user)).order_by("pk")
    return [
        {
            "is_own": each.user_id == user.pk,
            # What somebody else wrote is not the user's.
            "text": each.message if each.user_id == user.pk else None,
            "at": each.asked_at,
            "is_granted": each.is_granted,
            "answered_at": each.decided_at,
        }
        for each in rows
    ]


def _jobs(user: User, _now: datetime) -> Rows:
    """Return the long work that the user asked for, without its arguments."""
    rows = Job.objects.filter(owner=user).order_by("pk")
    fields = ("kind", "about", "state", "created_at", "finished_at")
    return [dict(row) for row in rows.values(*fields)]


def _acts(user: User, _now: datetime) -> Rows:
    """Return the user's acts on record; what they changed may be what is still hidden."""
    own = AuditRecord.objects.filter(actor=user).order_by("-at", "-pk")
    fields = ("at", "action", "subject_kind", "subject_id", "address")
    acts = [
        {"at": at, "action": action, "about": kind, "id": str(key), "address": address or None}
        for at, action, kind, key, address in own.values_list(*fields)
    ]
    entries = LogEntry.objects.filter(user_id=user.pk).order_by("-action_time")
    return acts + [
        {"at": at, "action": "admin", "about": about, "id": key, "address": None}
        for at, about, key in entries.values_list("action_time", "content_type__model", "object_id")
    ]


def _done_by_others(user: User, _now: datetime) -> Rows:
    """Return what others did to the account, without who: the record is theirs."""
    others = AuditRecord.objects.about(user).exclude(actor=user).order_by("-at", "-pk")
    return [{"at": at, "action": action} for at, action in others.values_list("at", "action")]


SECTIONS: Mapping[str, tuple[Message, Callable[[User, datetime], Rows]]] = {
    "profile": (Message(_("Profile")), _profile),
    "addresses": (Message(_("E-mail addresses")), _addresses),
    "second_steps": (Message(_("Second steps at log-in")), _second_steps),
    "sessions": (Message(_("Where you are logged in")), _sessions),
    "classes": (Message(_("Classes")), _classes),
    "accommodations": (Message(_("Time and tries granted to you")), _accommodations),
    "attempts": (Message(_("Tries")), own_attempts),
    "mastery": (Message(_("What your answers say you know")), own_progress.mastery),
    "practice": (Message(_("What comes back in practice")), own_progress.practice),
    "reading": (Message(_("What you marked in articles")), _reading),
    "reports": (Message(_("Reports about questions")), _reports),
    "looks": (Message(_("Second looks that you asked for")), _looks),
    "notices": (Message(_("What you were told, and how")), _notices),
    "made": (Message(_("What you wrote and gave")), own_work.made),
    "drafts": (Message(_("What you wrote and have not published")), own_work.drafts),
    "shares": (Message(_("What you share, and what is shared with you")), own_work.shares),
    "teacher_requests": (Message(_("Requests to be a teacher")), _teacher_requests),
    "decisions": (Message(_("Answers that you marked or accepted")), own_work.decisions),
    "jobs": (Message(_("Long work that you asked for")), _jobs),
    "acts": (Message(_("What you did, on record")), _acts),
    "done_by_others": (Message(_("What others did to your account, on record")), _done_by_others),
}

# Every column that points at a person: the section it is in, or, after a dash, why in none.
ABOUT: Mapping[str, str] = {
    "account.emailaddress.user": "addresses",
    "admin.logentry.user": "acts",
    "mfa.authenticator.user": "second_steps",
    "quizzes.acceptedlatestep.accepted_by": "decisions",
    "quizzes.calendarfeed.user": "notices",
    "quizzes.chosenstudent.student": "classes",
    "quizzes.gradingact.by": "decisions",
    "quizzes.gradingact.undone_by": "decisions",
    "quizzes.mailtemplate.changed_by": "made",
    "quizzes.markingclaim.marker": "- gone within the hour",
    "quizzes.markingdraft.marker": "drafts",
    "quizzes.notice.user": "notices",
    "quizzes.noticechoice.user": "notices",
    "quizzes.phrase.owner": "made",
    "quizzes.questionreport.answered_by": "decisions",
    "quizzes.rosterupload.uploaded_by": "- gone when it is taken in, or after a day",
    "quizzes.secondlook.addressee": "decisions",
    "quizzes.secondlook.answered_by": "decisions",
    "quizzes.secondlook.asked_by": "looks",
    "quizzes.accommodation.student": "accommodations",
    "quizzes.article.owner": "made",
    "quizzes.articlerevision.created_by": "made",
    "quizzes.articleshare.person": "shares",
    "quizzes.articleshare.shared_by": "shares",
    "quizzes.assignment.created_by": "made",
    "quizzes.attempt.student": "attempts",
    "quizzes.auditrecord.actor": "acts",
    "quizzes.editingdraft.author": "drafts",
    "quizzes.invitation.made_by": "made",
    "quizzes.invitation.used_by": "profile",
    "quizzes.job.owner": "jobs",
    "quizzes.mark.marker": "decisions",
    "quizzes.mastery.student": "mastery",
    "quizzes.media.owner": "made",
    "quizzes.membership.user": "classes",
    "quizzes.practicesettings.student": "practice",
    "quizzes.question.owner": "made",
    "quizzes.questionreport.reporter": "reports",
    "quizzes.questionshare.person": "shares",
    "quizzes.questionshare.shared_by": "shares",
    "quizzes.questionversion.created_by": "made",
    "quizzes.quiz.owner": "made",
    "quizzes.quizshare.person": "shares",
    "quizzes.quizshare.shared_by": "shares",
    "quizzes.reviewcard.student": "practice",
    "quizzes.reviewlog.student": "practice",
    "quizzes.teacherrequest.decided_by": "teacher_requests",
    "quizzes.teacherrequest.user": "teacher_requests",
    "quizzes.topic.owner": "made",
    "quizzes.user_groups.user": "- rights of administrators, which only these see",
    "quizzes.user_user_permissions.user": "- rights of administrators, which only these see",
    "quizzes.readingmark.user": "reading",
    "usersessions.usersession.user": "sessions",
}
