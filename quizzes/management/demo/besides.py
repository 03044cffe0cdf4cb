"""What else happens in the demo: an essay waits, somebody asks to look again, one practises.

Chance is drawn from sources of their own here, so that the rest stays as it is.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from functools import partial

from quizzes.engine.behaviors.base import Action
from quizzes.engine.saving import Incoming
from quizzes.management.demo import answering, people, sitting
from quizzes.management.demo.course import (
    CRITICAL,
    PEOPLE_AND_PLACES,
    TEST,
    WHOLE_ARGUMENT,
    Calendar,
    Exercise,
)
from quizzes.management.demo.sitting import Learner
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.classrooms import Classroom
from quizzes.services import assignments, attempts, classrooms, grading, practice
from quizzes.services.assignments import CategoryWish
from quizzes.services.practice import CannotPractise

Story = Iterator[datetime]

ESSAY = Exercise(
    "In your own words",
    opens=(-16, "08:00"),
    due=(-13, "18:00"),
    closes=(-13, "18:00"),
    sat=(-15, -14),
    terms={"review_preset": "homework", "attempts_allowed": 1},
    description="One question, answered in a paragraph. Your teacher reads it.",
    picks={CRITICAL: (23,)},
)
WRITERS = ("daria", "kenji")
# Days before now on which the one who practises did, and how many questions at most.
PRACTISED = ((-9, 6), (-4, 5), (-2, 5))
LOOK = "I think my answer says the same in other words. Could you look at it again?"


def source(about: str) -> random.Random:
    """Return a source of chance that nothing else draws from."""
    return random.Random(f"quizsite besides {about}")  # noqa: S311 - the same demo everywhere


def letting_in(classroom: Classroom, teacher: User, calendar: Calendar) -> Story:
    """The teacher lets students join by a code, after her agreement."""
    at = calendar.at(-49, "08:00")
    yield at
    classrooms.change_settings(
        classroom=classroom,
        values={"joining": Classroom.Joining.APPROVAL},
        actor=teacher,
        now=at,
    )


def sorting(
    classroom: Classroom, teacher: User, calendar: Calendar, given: Mapping[str, Assignment]
) -> Story:
    """The teacher sorts what counts into homework and tests."""
    at = calendar.at(-9, "16:30")
    yield at
    assignments.set_categories(
        classroom=classroom,
        categories=[
            CategoryWish(None, "Homework", Fraction(1), 0),
            CategoryWish(None, "Tests", Fraction(1), 0),
        ],
        sorted_into={
            given[title].public_id: name
            for title, name in (
                (PEOPLE_AND_PLACES.title, "Homework"),
                (WHOLE_ARGUMENT.title, "Homework"),
                (ESSAY.title, "Homework"),
                (TEST.title, "Tests"),
            )
        },
        actor=teacher,
        now=at,
    )


def looking_again(learner: Learner, calendar: Calendar, given: Mapping[str, Assignment]) -> Story:
    """A student asks for a second look at an answer that was not right."""
    at = calendar.at(-1, "15:20")
    yield at
    items = AttemptItem.objects.filter(
        attempt__student=learner.user, attempt__assignment=given[WHOLE_ARGUMENT.title]
    )
    item = items.filter(fraction="0").order_by("position").first()
    if item is not None:
        grading.ask_for_look(item=item, student=learner.user, text=LOOK, now=at)


def practising(learner: Learner, calendar: Calendar) -> Story:
    """A student practises on some days what has come back, and judges it."""
    rng = source(learner.student.username)
    for day, most in PRACTISED:
        at = calendar.afternoon(rng, day, day)
        yield at
        try:
            attempt = practice.start(student=learner.user, seed=rng.getrandbits(31), now=at)
        except CannotPractise:
            continue
        yield from _sitting(learner, attempt, most, at, rng)


def _sitting(
    learner: Learner, attempt: Attempt, most: int, at: datetime, rng: random.Random
) -> Story:
    items = attempt.items.select_related("attempt", "version").order_by("position")
    for item in list(items)[:most]:
        at += timedelta(seconds=rng.randint(15, 50))
        yield at
        known = rng.random() < 0.8
        raw = answering.right(item, rng) if known else answering.wrong(item, rng)
        practice.save(
            attempt_id=attempt.public_id,
            student=learner.user,
            answers=[Incoming(item.position, raw, Action.CHECK, 0)],
            now=at,
        )
        rating = rng.choice((2, 3, 3, 3, 4))
        try:
            practice.judge(attempt=attempt, position=item.position, rating=rating, now=at)
        except practice.CannotJudge:
            practice.skip(attempt=attempt, position=item.position)
    practice.end(attempt=attempt, now=at)


def writing(learner: Learner, calendar: Calendar, given: Mapping[str, Assignment]) -> Story:
    """A student writes the essay, which nobody has marked yet."""
    own = Learner(learner.student, learner.user, learner.joined_at, source(learner.user.username))
    begin = partial(_begin, own, given)
    yield from sitting.whole(own, begin, calendar.afternoon(own.rng, *ESSAY.sat))


def _begin(learner: Learner, given: Mapping[str, Assignment], at: datetime) -> Attempt:
    return attempts.start_assignment(
        assignment=given[ESSAY.title],
        student=learner.user,
        seed=learner.rng.getrandbits(31),
        now=at,
    )


def all_of(
    classroom: Classroom,
    teacher: User,
    calendar: Calendar,
    learners: Sequence[Learner],
    given: Mapping[str, Assignment],
) -> Iterator[Story]:
    """Yield these stories."""
    by_name = {each.student.username: each for each in learners}
    yield letting_in(classroom, teacher, calendar)
    yield sorting(classroom, teacher, calendar, given)
    for name in WRITERS:
        yield writing(by_name[name], calendar, given)
    yield looking_again(by_name["lucia"], calendar, given)
    yield practising(by_name[people.IN_PROGRESS.username], calendar)
