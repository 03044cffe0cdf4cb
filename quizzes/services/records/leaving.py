"""Leaving: what becomes of an account when its person does not want it any more."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleShare, ReadingMark
from quizzes.models.assignments import Accommodation
from quizzes.models.attempts import Attempt, Strike
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import QuestionShare
from quizzes.models.classrooms import Membership, RosterUpload
from quizzes.models.composition import QuizShare
from quizzes.models.editing import EditingDraft
from quizzes.models.grading import MarkingClaim, MarkingDraft, Phrase
from quizzes.models.jobs import Job
from quizzes.models.notices import CalendarFeed, Notice, NoticeChoice
from quizzes.models.progress import Mastery, PracticeSettings, ReviewCard, ReviewLog
from quizzes.models.site import Invitation, TeacherRequest
from quizzes.services import notices
from quizzes.services.records.blanking import blank_texts


class CannotLeave(Refused):
    """Something has to be done before the account can be erased."""


# What a row says of its person; each gets the value of a row that is about nobody.
PERSONAL = (
    "username",
    "name",
    "email",
    "time_zone",
    "color_scheme",
    "text_size",
    "line_spacing",
    "is_dimming",
    "must_choose_password",
)
ATTEMPT_OPEN = Message(_("Hand in the quiz that you have begun first."))
IN_A_CLASS = Message(_("A member of a class is let go by an administrator."))
ONLY_TEACHER = _("The class %(name)s has no other teacher. Name one first, or archive it.")
LAST_ADMINISTRATOR = Message(
    _("You are the only administrator. Give the right to somebody else first.")
)


@transaction.atomic
def wish_to_leave(*, user: User, now: datetime, address: str = "") -> None:
    """Note that a member of a class wishes to leave, for an administrator to see."""
    leaving = User.objects.select_for_update().get(pk=user.pk)
    _check_may_leave(leaving)
    if leaving.wishes_to_leave_at is None:
        leaving.wishes_to_leave_at = now
        leaving.save(update_fields=["wishes_to_leave_at"])
        _record("records.wish_to_leave", leaving, now, actor=user, address=address)


@transaction.atomic
def withdraw_wish(*, user: User, now: datetime, address: str = "") -> None:
    """Stay after all."""
    staying = User.objects.select_for_update().get(pk=user.pk)
    if staying.wishes_to_leave_at is not None:
        staying.wishes_to_leave_at = None
        staying.save(update_fields=["wishes_to_leave_at"])
        _record("records.withdraw_wish", staying, now, actor=user, address=address)


@transaction.atomic
def erase_account(
    *,
    user: User,
    actor: User,
    now: datetime,
    address: str = "",
    reason: str = "",
    lets_go: bool = False,
    blanks_texts: bool = False,
) -> None:
    """Take everything out of an account that says whose it was; the row stays, without a name.

    Raises CannotLeave while an attempt is open, for a member of a class unless an administrator
    `lets_go` of them, for its only teacher, and for the last administrator. Attempts and marks
    stay: question statistics and a class's record rest on them. `blanks_texts` takes out what was
    answered in the person's own words, too, which nobody can bring back.
    """
    leaving = _with_administrators(user)
    _check_may_leave(leaving)
    _leave_classes(leaving, lets_go=lets_go)
    _forget_addresses(leaving)
    Authenticator.objects.filter(user=leaving).delete()
    # Why somebody needs more time may be the most private thing that is stored here.
    Accommodation.objects.filter(student=leaving).update(note="")
    Job.objects.filter(owner=leaving).update(about="", error="", result={})
    ReadingMark.objects.visible_to(leaving).delete()
    EditingDraft.objects.visible_to(leaving).delete()
    MarkingDraft.objects.filter(marker=leaving).delete()
    MarkingClaim.objects.filter(marker=leaving).delete()
    Phrase.objects.filter(owner=leaving).delete()
    RosterUpload.objects.filter(uploaded_by=leaving).delete()
    # Nobody is there to be let into a class any more.
    left = {"student_number": "", "sort_name": "", "waits_for": ""}
    Membership.objects.filter(user=leaving).update(**left)
    Notice.objects.visible_to(leaving).delete()
    NoticeChoice.objects.filter(user=leaving).delete()
    notices.forget_name(user=leaving)
    CalendarFeed.objects.filter(user=leaving).delete()
    TeacherRequest.objects.filter(user=leaving).update(message="")
    # Taken back: nobody is there any more whom an administrator could make a teacher.
    TeacherRequest.objects.open().filter(user=leaving).update(
        is_granted=False, decided_by=leaving, decided_at=now
    )
    # What is shared with nobody any more; what the account has shared is of use to colleagues.
    ArticleShare.objects.filter(person=leaving).delete()
    QuestionShare.objects.filter(person=leaving).delete()
    QuizShare.objects.filter(person=leaving).delete()
    Strike.objects.filter(item__attempt__student=leaving).delete()
    _forget_progress(leaving)
    _end_sessions(leaving)
    _forget_in_records(leaving)
    Invitation.objects.filter(used_by=leaving).update(note="")
    blanked = blank_texts(leaving) if blanks_texts else {}
    _take_name(leaving, now)
    AuditRecord.objects.record(
        action="records.erase_account",
        subject=leaving,
        now=now,
        actor=actor,
        after={"blanked": blanked} if blanked else {},
        reason=reason,
        # One's own address is forgotten with oneself.
        address=address if actor.pk != user.pk else "",
    )


def _forget_progress(user: User) -> None:
    """Remove what is believed of a person: answers and marks, which it was made of, stay."""
    ReviewLog.objects.filter(student=user).delete()
    ReviewCard.objects.filter(student=user).delete()
    Mastery.objects.filter(student=user).delete()
    PracticeSettings.objects.filter(student=user).delete()
    Attempt.objects.filter(student=user).look_again()


def _leave_classes(user: User, *, lets_go: bool) -> None:
    memberships = Membership.objects.filter(user=user, is_active=True)
    if not lets_go and memberships.exists():
        raise CannotLeave(IN_A_CLASS)
    alone = memberships.filter(role=Membership.Role.TEACHER).exclude(
        classroom__in=Membership.objects.filter(role=Membership.Role.TEACHER, is_active=True)
        .exclude(user=user)
        .values("classroom")
    )
    taught = alone.filter(classroom__archived_at=None).select_related("classroom").first()
    if taught:
        raise CannotLeave(Message(ONLY_TEACHER, {"name": taught.classroom.name}))
    memberships.update(is_active=False)


def _with_administrators(user: User) -> User:
    """Return the user's row, locked with those of all administrators: of the last two who leave at
    the same moment, the second must see that the first has gone."""
    rows = User.objects.filter(Q(pk=user.pk) | Q(is_superuser=True)).order_by("pk")
    return next(row for row in rows.select_for_update() if row.pk == user.pk)


def _check_may_leave(user: User) -> None:
    # A session of practice is nothing that is handed in: the clock ends it.
    if Attempt.objects.visible_to(user).counted().open().filter(is_practice=False).exists():
        raise CannotLeave(ATTEMPT_OPEN)
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        raise CannotLeave(LAST_ADMINISTRATOR)


def _end_sessions(user: User) -> None:
    sessions = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=sessions.values("session_key")).delete()
    sessions.delete()


def _forget_addresses(user: User) -> None:
    """Remove a person's addresses, and the mails to them that wait or were sent; who sends one just
    now finds it gone."""
    rows = EmailAddress.objects.filter(user=user)
    addresses = {user.email, *rows.values_list("email", flat=True)} - {""}
    for address in addresses:
        Job.objects.mailed_to(address).delete()
    table = ContentType.objects.get_for_model(EmailAddress)
    named = LogEntry.objects.filter(content_type=table, object_repr__in=addresses)
    named.update(object_repr="")
    rows.delete()


def _forget_in_records(user: User) -> None:
    """Take names, addresses and notes out of the records of acts, and seal them anew.

    It is the one change that records see: who erases an account must find the name nowhere. An
    invitation says for whom it was.
    """
    invitation = Invitation.objects.filter(used_by=user).values_list("public_id", flat=True)
    about = {user.public_id, *invitation}
    own = AuditRecord.objects.filter(Q(actor=user) | Q(subject_id__in=about))
    for record in own.select_for_update():
        if record.actor_id == user.pk:
            record.address = ""
        if record.subject_id in about:
            record.before, record.after, record.reason = {}, {}, ""
        record.seal = record.sealed()
        record.save(update_fields=["address", "before", "after", "reason", "seal"])
    table = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=table, object_id=str(user.pk)).update(object_repr="")


def _take_name(user: User, now: datetime) -> None:
    """Leave a row that nobody can log in to, as it would be made for nobody."""
    user.groups.clear()
    user.user_permissions.clear()
    empty = User(username=f"erased-{user.public_id}")
    for field in PERSONAL:
        setattr(user, field, getattr(empty, field))
    user.is_active = user.is_staff = user.is_superuser = user.is_teacher = False
    user.last_login = user.wishes_to_leave_at = None
    user.erased_at = now
    user.set_unusable_password()
    user.save()


def _record(action: str, user: User, now: datetime, *, actor: User, address: str = "") -> None:
    AuditRecord.objects.record(action=action, subject=user, now=now, actor=actor, address=address)


def note_export(*, user: User, actor: User, now: datetime, address: str = "") -> None:
    """Note that an administrator took along all that is stored about somebody."""
    _record("records.note_export", user, now, actor=actor, address=address)
