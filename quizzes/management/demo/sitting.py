"""One sitting of one student: start, answers one by one, submit, each at its time.

A sitting is a generator: it yields the moment at which it goes on.
"""

import random
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from quizzes.engine.behaviors.base import Action
from quizzes.engine.behaviors.registry import behavior_of
from quizzes.engine.saving import Incoming
from quizzes.engine.terms import Navigation
from quizzes.management.demo import answering, people
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.services import attempts

MINUTE = timedelta(minutes=1)
CHANGE_OF_MIND = timedelta(seconds=5)

Begin = Callable[[datetime], Attempt]


@dataclass(frozen=True, slots=True)
class Learner:
    """A student at work: what they are like, their account, the questions met so far."""

    student: people.Student
    user: User
    joined_at: datetime
    rng: random.Random
    met: set[int] = field(default_factory=set)


def whole(learner: Learner, begin: Begin, at: datetime) -> Generator[datetime, None, Attempt]:
    """Take a quiz from start to end; return the attempt, which the clock may have ended."""
    yield at
    attempt = begin(at)
    for item in _items(attempt):
        at += _thinking(learner)
        if attempt.deadline and at > attempt.deadline:
            yield from _out_of_time(learner, item, attempt.deadline)
            return attempt
        yield at
        _answer(learner, item, at)
    at += timedelta(seconds=learner.rng.randint(8, 50))
    yield at
    return attempts.submit(attempt=attempt, now=at)


def unfinished(learner: Learner, begin: Begin, at: datetime) -> Iterator[datetime]:
    """Answer six questions, flag one, and close the laptop at the next."""
    yield at
    attempt = begin(at)
    items = _items(attempt)
    for item in items[:6]:
        at += timedelta(seconds=learner.rng.randint(30, 80))
        yield at
        _answer(learner, item, at)
    attempts.flag(attempt=attempt, position=items[3].position, is_flagged=True)
    attempts.remember_place(attempt=attempt, position=items[6].position, sentence="s14")


def _out_of_time(learner: Learner, item: AttemptItem, deadline: datetime) -> Iterator[datetime]:
    """Let the clock hand the attempt in; the answer in hand arrives too late."""
    closed_at = deadline + MINUTE
    yield closed_at
    attempts.close_overdue(now=closed_at)
    arrived_at = closed_at + timedelta(seconds=10)
    yield arrived_at
    _save(learner, item, answering.right(item, learner.rng), Action.SAVE, arrived_at)


def _items(attempt: Attempt) -> Sequence[AttemptItem]:
    return list(attempt.items.select_related("attempt", "version").order_by("position"))


def _thinking(learner: Learner) -> timedelta:
    seconds = learner.student.pace * learner.rng.lognormvariate(0, 0.35)
    return timedelta(seconds=round(seconds, 3))


def _answer(learner: Learner, item: AttemptItem, at: datetime) -> None:
    """Answer as well as the student can; now and then they change their mind."""
    attempt = item.attempt
    if attempt.navigation == Navigation.FORWARD:
        attempts.remember_place(attempt=attempt, position=item.position)
    raw = _decided(learner, item, at)
    if raw is None:
        return
    doubtful = answering.wrong(item, learner.rng) if learner.rng.random() < 0.15 else None
    if doubtful is not None:
        _save(learner, item, doubtful, Action.SAVE, at)
        at += CHANGE_OF_MIND
    if Action.CHECK not in behavior_of(attempt.behavior).ACTIONS:
        _save(learner, item, raw, Action.SAVE, at)
    elif not _save(learner, item, raw, Action.CHECK, at):
        # With a hint, most find it.
        again = answering.right if learner.rng.random() < 0.6 else answering.wrong
        second = again(item, learner.rng)
        if second is not None:
            _save(learner, item, second, Action.CHECK, at + CHANGE_OF_MIND)


def _decided(learner: Learner, item: AttemptItem, at: datetime) -> object:
    question = item.version.question_id
    has_met = question in learner.met
    learner.met.add(question)
    if learner.student.is_guessing:
        return answering.guess(item, learner.rng)
    week = (at - learner.joined_at).days // 7
    if answering.knows(learner.student, item.version, week=week, has_met=has_met, rng=learner.rng):
        return answering.right(item, learner.rng)
    return answering.wrong(item, learner.rng)


def _save(learner: Learner, item: AttemptItem, raw: object, action: Action, at: datetime) -> bool:
    """Save an answer; return whether the question takes no more."""
    if item.attempt.behavior == "certainty":
        raw = {"answer": raw, "certainty": learner.rng.choice((1, 2, 2, 3))}
    (saved,) = attempts.save(
        attempt_id=item.attempt.public_id,
        student=learner.user,
        answers=[Incoming(item.position, raw, action, item.last_revision)],
        now=at,
    )
    item.last_revision = saved.revision
    return saved.is_finished
