"""Starting an attempt: what is asked, how, until when."""

import hmac
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from typing import Any

from django.db import IntegrityError, transaction

from quizzes.engine import drawing, timing
from quizzes.engine.disclosure import preset
from quizzes.engine.kinds.registry import is_marked_by_people
from quizzes.engine.scoring import ZERO
from quizzes.engine.terms import Terms
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision
from quizzes.models.assignments import Assignment, AssignmentItem
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import QuestionVersion
from quizzes.models.composition import Quiz
from quizzes.queries.assignments import own_terms, refusal_of, timetable_of
from quizzes.queries.attempts.asking import Asking, asking_of, chosen, times_met
from quizzes.queries.composition import Asked, Place
from quizzes.queries.disclosure import is_quiz_held_back, quizzes_held_back
from quizzes.services.attempts.handing_in import close
from quizzes.services.attempts.previewing import discard_previews

HELD_BACK_FROM_TEACHER = Message(
    _("A class in which you are a student has these questions before it. Come back afterwards.")
)


WRONG_CODE = Message(_("This is not the code. Your teacher says it when you may begin."))


class CannotStart(Refused):
    """The attempt cannot begin; the message says why."""


class WrongCode(CannotStart):
    """The access code that was typed is another one, or none."""


@dataclass(frozen=True, slots=True)
class _Plan:
    assignment: Assignment | None
    quiz: Quiz
    terms: Terms
    attempts_allowed: int | None
    deadline: datetime | None
    due_at: datetime | None
    is_preview: bool = False

    @property
    def origin(self) -> Mapping[str, Any]:
        """What the attempt belongs to, as the columns that say so."""
        if self.assignment is not None:
            return {"assignment": self.assignment}
        return {"preview_of" if self.is_preview else "quiz": self.quiz}


@dataclass(frozen=True, slots=True)
class _Content:
    """What is asked or drawn, how often what was met, the key of the article's revision beside."""

    asking: Asking
    met: Mapping[int, int]
    article_revision: int | None


def start_assignment(
    *,
    assignment: Assignment,
    student: User,
    seed: int,
    now: datetime,
    access_code: str = "",
    address: str = "",
) -> Attempt:
    """Return the student's open attempt at an assignment, a new one if there is none.

    A new one asks for the `access_code`, if there is any, as it was said in the room: case and
    space around it do not matter. Raises CannotStart when it is not open, all tries are used, or
    the student is excused; WrongCode for another code.
    """
    own = own_terms(assignment, student)
    plan = _Plan(
        assignment=assignment,
        quiz=assignment.quiz,
        terms=own.terms,
        attempts_allowed=own.attempts_allowed,
        deadline=timing.deadline(
            started_at=now,
            limit=own.terms.limit,
            factor=own.factor,
            closes_at=own.times.closes_at,
        ),
        due_at=own.times.due_at,
    )
    is_right = _is_same_code(access_code, assignment.access_code)
    return _start(
        plan,
        student=student,
        seed=seed,
        now=now,
        address=address,
        refusal=refusal_of(assignment, own, now),
        wrong_code=None if is_right else WrongCode(WRONG_CODE),
    )


def _is_same_code(said: str, code: str) -> bool:
    """Return whether an access code is the one that was set; an empty one is always right."""
    told, wanted = (each.strip().casefold().encode() for each in (said, code))
    return not wanted or hmac.compare_digest(told, wanted)


def start_self_study(
    *,
    quiz: Quiz,
    student: User,
    seed: int,
    now: datetime,
    is_untimed: bool = False,
    address: str = "",
) -> Attempt:
    """Return the student's open attempt at a quiz that is open to everybody, a new one if none.

    `is_untimed` switches the quiz's time limit off. Raises CannotStart when all tries are used,
    or when an open assignment of the student asks the same questions.
    """
    terms = quiz.terms()
    limit = None if is_untimed else terms.limit
    plan = _Plan(
        assignment=None,
        quiz=quiz,
        terms=terms,
        attempts_allowed=terms.attempts_allowed,
        deadline=timing.deadline(started_at=now, limit=limit, factor=Fraction(1), closes_at=None),
        due_at=None,
    )
    refusal = None
    if quizzes_held_back([quiz], timetable_of(student), now):
        refusal = Message(
            _("Your class has an open assignment with these questions. Come back after it closes.")
        )
    return _start(plan, student=student, seed=seed, now=now, address=address, refusal=refusal)


def start_preview(
    *,
    quiz: Quiz,
    teacher: User,
    seed: int,
    now: datetime,
    is_anew: bool = False,
    address: str = "",
) -> Attempt:
    """Return the teacher's open preview of a quiz, a new one if there is none, or `is_anew`.

    It is taken as a student takes it, time limit included, but as often as one likes; whoever may
    see the quiz as a teacher may do it. Raises CannotStart for somebody who is a student as well,
    in a class that has these questions before it: right and wrong would be told.
    """
    terms = quiz.terms()
    plan = _Plan(
        assignment=None,
        quiz=quiz,
        terms=terms,
        attempts_allowed=None,
        deadline=timing.deadline(
            started_at=now, limit=terms.limit, factor=Fraction(1), closes_at=None
        ),
        due_at=None,
        is_preview=True,
    )
    refusal = None
    if is_quiz_held_back(quiz, teacher, now):
        refusal = HELD_BACK_FROM_TEACHER
    elif is_anew:
        discard_previews(quiz=quiz, teacher=teacher, now=now, address=address)
    return _start(plan, student=teacher, seed=seed, now=now, address=address, refusal=refusal)


def _start(
    plan: _Plan,
    *,
    student: User,
    seed: int,
    now: datetime,
    address: str,
    refusal: Message | None,
    wrong_code: WrongCode | None = None,
) -> Attempt:
    earlier = Attempt.objects.filter(student=student, **plan.origin)
    for attempt in earlier.open():
        if not timing.is_over(now, attempt.deadline):
            return attempt
        close(attempt=attempt, now=now)
    if refusal:
        raise CannotStart(refusal)
    if wrong_code:
        raise wrong_code
    # Read before the transaction: a class starts together, and SQLite lets one write at a time.
    content = _content(plan, student)
    if not content.asking.places:
        raise CannotStart(Message(_("This quiz has no questions yet.")))
    try:
        with transaction.atomic():
            return _begin(plan, content, student=student, seed=seed, now=now, address=address)
    except IntegrityError:
        # A double click: the other request has started it between our look and our insert.
        return earlier.open().get()


def _begin(
    plan: _Plan, content: _Content, *, student: User, seed: int, now: datetime, address: str
) -> Attempt:
    earlier = Attempt.objects.filter(student=student, **plan.origin)
    numbers = list(earlier.values_list("number", flat=True))
    if plan.attempts_allowed is not None and len(numbers) >= plan.attempts_allowed:
        raise CannotStart(Message(_("You have used all your tries.")))
    terms = plan.terms
    places = _locked(plan.assignment, content.asking)
    attempt = Attempt.objects.create(
        student=student,
        **plan.origin,
        number=max(numbers, default=0) + 1,
        seed=seed,
        behavior=terms.behavior,
        grading_method=terms.grading_method,
        review_preset=terms.review_preset,
        review_policy=preset(terms.review_preset).to_json(),
        layout=terms.layout,
        navigation=terms.navigation,
        article_revision_id=content.article_revision,
        language=plan.quiz.language,
        late_percent=terms.late_percent,
        started_at=now,
        deadline=plan.deadline,
        due_at=plan.due_at,
    )
    rng = random.Random(seed)  # noqa: S311 - a draw and a shuffle to replay, not a secret
    drawn = drawing.drawn([place.drawn_from for place in places], content.met, rng)
    AttemptItem.objects.bulk_create(_items(attempt, chosen(places, drawn), terms, rng))
    AuditRecord.objects.record(
        action="attempts.start",
        subject=attempt,
        actor=student,
        now=now,
        after={"number": attempt.number, "deadline": attempt.deadline},
        address=address,
    )
    return attempt


def _article(plan: _Plan) -> int | None:
    """Return the key of the revision that stands beside the questions, None where none does."""
    if not plan.terms.shows_article:
        return None
    revisions = ArticleRevision.objects.filter(article=plan.quiz.article_id)
    return revisions.order_by("-number").values_list("pk", flat=True).first()


def _content(plan: _Plan, student: User) -> _Content:
    asking = asking_of(plan.quiz, plan.assignment)
    met = times_met(student, plan.quiz) if asking.asks_draws else {}
    return _Content(asking, met, _article(plan))


def _locked(assignment: Assignment | None, asking: Asking) -> Sequence[Place]:
    """Return what an assignment asks, written down now if this is its first start.

    Of two first starts at once the second waits for the first, and asks what that one has written:
    the quiz may have changed between their looks at it.
    """
    if assignment is None or asking.is_locked:
        return asking.places
    # Not its key: attempts that point at the assignment need not wait.
    Assignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
    now_asked = asking_of(assignment.quiz, assignment)
    if not now_asked.is_locked:
        AssignmentItem.objects.bulk_create(
            AssignmentItem(
                assignment=assignment,
                place=place,
                draw_count=each.draw_count,
                version=version,
                points=each.points,
                section_title=each.section_title,
                instructions=each.instructions,
            )
            for place, each in enumerate(now_asked.places, start=1)
            for version in each.versions
        )
    return now_asked.places


def _items(
    attempt: Attempt, questions: Sequence[Asked], terms: Terms, rng: random.Random
) -> list[AttemptItem]:
    order = list(range(len(questions)))
    if terms.shuffles_questions:
        order = _shuffled(questions, rng)
    return [
        AttemptItem(
            attempt=attempt,
            position=position,
            quiz_order=index + 1,
            version=questions[index].version,
            points=_points(attempt, questions[index]),
            section_title=questions[index].section_title,
            instructions=questions[index].instructions,
            option_order=_option_order(questions[index].version, rng),
        )
        for position, index in enumerate(order, start=1)
    ]


def _shuffled(questions: Sequence[Asked], rng: random.Random) -> list[int]:
    """Return the places in another order, within each section: its instructions stay true."""
    order: list[int] = []
    for _section, places in groupby(
        range(len(questions)), lambda place: _section_of(questions[place])
    ):
        section = list(places)
        rng.shuffle(section)
        order += section
    return order


def _section_of(asked: Asked) -> tuple[str, str]:
    return (asked.section_title, asked.instructions)


def _points(attempt: Attempt, asked: Asked) -> Fraction:
    """Return what a question is worth: an essay nothing in self-study, where nobody marks it."""
    is_unmarked = attempt.quiz_id is not None and is_marked_by_people(asked.version.kind)
    return ZERO if is_unmarked else asked.points


def _option_order(version: QuestionVersion, rng: random.Random) -> list[str]:
    return list(version.kind_module.shuffled(version.loaded_spec, rng))
