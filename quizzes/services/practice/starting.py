"""Starting to practise: which questions are asked, in what order; an open session goes on."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from quizzes.engine.disclosure import preset
from quizzes.engine.scoring import ONE, GradingMethod
from quizzes.engine.terms import Layout, Navigation
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.audit import AuditRecord
from quizzes.queries.practice.offering import Asked, askable, asked_of, coming_next, ready_of
from quizzes.queries.practice.sitting import goes_on, open_session
from quizzes.services import attempts
from quizzes.services.practice.ending import end

BEHAVIOR, PRESET = "immediate", "practice"
NOTHING_READY = Message(_("Nothing is ready to practise now."))
ALL_PUT_ASIDE = Message(
    _(
        "An assignment of your class has these questions before it. They can be practised "
        "when it is over."
    )
)
NOTHING_TO_PRACTISE = Message(_("There is no question here that comes back in practice."))


class CannotPractise(Refused):
    """There is nothing to practise; the message says why."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A session, and how many of the questions that were named are held back for now."""

    attempt: Attempt
    held_back_count: int


def start(
    *, student: User, now: datetime, seed: int, is_ahead: bool = False, address: str = ""
) -> Attempt:
    """Return the student's open session of today, else a new one with what is ready.

    `is_ahead` takes what comes next, though it is not ready yet. A session of an earlier day is
    ended first; what was judged in it stays. Raises CannotPractise where there is nothing.
    """
    attempts.learn_what_is_shown(student=student, now=now)
    going_on = open_session(student)
    if going_on is not None:
        if goes_on(going_on, now):
            return going_on
        end(attempt=going_on, now=now, address=address)
    found = coming_next(student, now) if is_ahead else ready_of(student, now).questions
    asked = asked_of(student, found)
    if not asked.versions:
        raise CannotPractise(NOTHING_READY)
    return _begin("practice.start", asked, student=student, seed=seed, now=now, address=address)


def start_with(
    *, student: User, questions: Sequence[int], now: datetime, seed: int, address: str = ""
) -> Begun:
    """Return a new session with those of these questions, by key, that may be practised now.

    An open session is ended; what was judged in it stays. Raises CannotPractise where none may be.
    """
    named = askable(student, questions, now)
    asked = asked_of(student, named.questions)
    if not asked.versions:
        raise CannotPractise(ALL_PUT_ASIDE if named.held_back_count else NOTHING_TO_PRACTISE)
    going_on = open_session(student)
    if going_on is not None:
        end(attempt=going_on, now=now, address=address)
    name = "practice.start_with"
    attempt = _begin(name, asked, student=student, seed=seed, now=now, address=address)
    return Begun(attempt, named.held_back_count)


def _begin(
    name: str, asked: Asked, *, student: User, seed: int, now: datetime, address: str
) -> Attempt:
    """Return a new session; where another request has just begun one, that."""
    try:
        with transaction.atomic():
            attempt = _made(asked, student, seed, now)
            AuditRecord.objects.record(
                action=name,
                subject=attempt,
                actor=student,
                now=now,
                after={"number": attempt.number, "questions": len(asked.versions)},
                address=address,
            )
            return attempt
    except IntegrityError:
        return Attempt.objects.open().get(student=student, is_practice=True)


def _made(asked: Asked, student: User, seed: int, now: datetime) -> Attempt:
    earlier = Attempt.objects.filter(student=student, is_practice=True)
    number = earlier.order_by("-number").values_list("number", flat=True).first() or 0
    attempt = Attempt.objects.create(
        student=student,
        is_practice=True,
        number=number + 1,
        seed=seed,
        behavior=BEHAVIOR,
        grading_method=GradingMethod.LATEST,
        review_preset=PRESET,
        review_policy=preset(PRESET).to_json(),
        layout=Layout.ONE_PER_PAGE,
        navigation=Navigation.FORWARD,
        language=asked.language,
        started_at=now,
    )
    rng = random.Random(seed)  # noqa: S311 - a shuffle to replay, not a secret
    AttemptItem.objects.bulk_create(
        AttemptItem(
            attempt=attempt,
            position=position,
            quiz_order=position,
            version=version,
            points=ONE,
            option_order=list(version.kind_module.shuffled(version.loaded_spec, rng)),
        )
        for position, version in enumerate(asked.versions, start=1)
    )
    return attempt
