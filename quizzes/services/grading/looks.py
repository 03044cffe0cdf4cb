"""Second looks: a student asks for one at a mark, a teacher answers; both see both."""

from datetime import datetime
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.urls import reverse

from quizzes.engine.disclosure import Part
from quizzes.engine.timing import is_late
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem, Mark
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Membership
from quizzes.models.grading import SecondLook
from quizzes.models.notices import NoticeKind
from quizzes.queries.disclosure import of_attempt
from quizzes.services import notices
from quizzes.services.grading.overriding import override
from quizzes.services.grading.writing import words_of

NOT_MARKED = Message(_("This answer is not marked yet."))


class CannotAsk(Refused):
    """A second look cannot be asked for: too late, too early, or asked already."""


class AnsweredAlready(Refused):
    """Somebody else has answered: what this person typed would answer nobody."""

    def __init__(self) -> None:
        super().__init__(Message(_("Somebody has answered this already.")))


@transaction.atomic
def ask_for_look(
    *, item: AttemptItem, student: User, text: str, now: datetime, address: str = ""
) -> SecondLook:
    """Return a student's wish that somebody looks at a mark again; tell who is to look.

    It goes to who gave the mark, if that person still teaches the class, else to all who teach it.
    Raises CannotAsk outside of the teacher's window, while the score is hidden, while one is open.
    """
    attempt = item.attempt
    mark = item.marks.order_by("-number").select_related("marker").first()
    refusal = _refusal(attempt, mark, student, now)
    if mark is None or refusal is not None:
        raise CannotAsk(refusal or NOT_MARKED)
    staff = _staff(attempt)
    addressee = next((each for each in staff if each.pk == mark.marker_id), None)
    try:
        with transaction.atomic():
            look = SecondLook.objects.create(
                item=item,
                mark=mark,
                asked_by=student,
                asked_at=now,
                text=text,
                addressee=addressee,
            )
    except IntegrityError as error:
        raise CannotAsk(Message(_("You have asked already. You will be told."))) from error
    AuditRecord.objects.record(
        action="grading.ask_for_look",
        subject=look,
        actor=student,
        now=now,
        after={"position": item.position, "attempt": attempt.public_id, "text": text},
        address=address,
    )
    notices.tell(
        users=[addressee] if addressee else staff,
        kind=NoticeKind.LOOK_WANTED,
        key=f"look:{look.public_id}",
        words={**words_of(attempt), "student": student.shown_name},
        path=reverse("quizzes:look-answer", args=[look.public_id]),
        now=now,
    )
    return look


@transaction.atomic
def answer_look(
    *,
    look: SecondLook,
    actor: User,
    answer: str,
    now: datetime,
    fraction: Fraction | None = None,
    address: str = "",
) -> SecondLook:
    """Return the wish with its answer, and a new mark where `fraction` (0..1) says one.

    A new mark keeps the comment of the one before, which the student has read. Raises
    AnsweredAlready, and CannotMark of `override`.
    """
    found = SecondLook.objects.select_for_update(of=("self",)).select_related(
        "asked_by", "item__attempt__assignment__classroom", "item__attempt__assignment__quiz"
    )
    held = found.get(pk=look.pk)
    if held.answered_at is not None:
        raise AnsweredAlready
    if fraction is not None and fraction != held.item.fraction:
        act = override(
            item=held.item,
            fraction=fraction,
            actor=actor,
            reason=answer,
            comment=held.item.marks.order_by("-number")[:1].get().comment,
            now=now,
            address=address,
        )
        held.new_mark = act.items.get().mark
    held.answered_by, held.answered_at, held.answer = actor, now, answer
    held.save(update_fields=["answered_by", "answered_at", "answer", "new_mark"])
    AuditRecord.objects.record(
        action="grading.answer_look",
        subject=held,
        actor=actor,
        now=now,
        before={"text": held.text},
        after={"answer": answer, "is_new_mark": held.new_mark is not None},
        address=address,
    )
    attempt = held.item.attempt
    path = reverse("quizzes:attempt-review", args=[attempt.public_id])
    notices.tell(
        users=[held.asked_by],
        kind=NoticeKind.LOOK_ANSWERED,
        key=f"look:{held.public_id}:answered",
        words=words_of(attempt),
        path=f"{path}#q{held.item.position}",
        now=now,
    )
    return held


def _refusal(attempt: Attempt, mark: Mark | None, student: User, now: datetime) -> Message | None:
    until = attempt.assignment.second_look_until if attempt.assignment else None
    if until is None or is_late(now, until):
        return Message(_("The time for asking is over."))
    if mark is None or mark.fraction is None:
        return NOT_MARKED
    if not of_attempt(attempt, student, now).shows(Part.SCORE):
        return Message(_("Its score is not shown yet. You can ask when it is."))
    return None


def _staff(attempt: Attempt) -> list[User]:
    """Return who teaches or assists in the class of an attempt. One query."""
    members = Membership.objects.filter(
        classroom__assignments=attempt.assignment_id, is_active=True, role__in=Membership.STAFF
    )
    return [member.user for member in members.select_related("user").order_by("pk")]
