"""The demo's course: what the teacher gives the class, around the moment of set-up."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from quizzes.engine.terms import Layout, Navigation
from quizzes.models.accounts import User
from quizzes.models.composition import Quiz, QuizItem, Section
from quizzes.services.assignments import AssignmentTerms

FACTS = "What happened"
ARGUMENT = "What the author argues"
CRITICAL = "Reading critically"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Counts days from the moment of set-up, on the class's clock."""

    now: datetime
    zone: ZoneInfo

    def at(self, day: int, hour: str = "00:00") -> datetime:
        """Return an hour ("18:00") of a day; day 0 is the day of set-up."""
        date = self.now.astimezone(self.zone).date() + timedelta(days=day)
        return datetime.combine(date, time.fromisoformat(hour), self.zone)

    def afternoon(self, rng: random.Random, first: int, last: int) -> datetime:
        """Return a moment when somebody might study, on one of these days."""
        minutes = round(rng.triangular(14 * 60, 21 * 60, 17 * 60))
        seconds = timedelta(minutes=minutes, seconds=rng.randrange(60))
        return self.at(rng.randint(first, last)) + seconds


@dataclass(frozen=True, slots=True)
class Exercise:
    """A quiz given to the class: from which day to which, and under what terms.

    `picks` are questions of the shipped quizzes by title and place; without any, it is the shipped
    quiz of that title. Days count from the set-up. `sat` are the days on which students take it.
    """

    title: str
    opens: tuple[int, str]
    due: tuple[int, str]
    closes: tuple[int, str]
    sat: tuple[int, int]
    terms: Mapping[str, Any]
    description: str = ""
    picks: Mapping[str, Sequence[int]] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    # What share of the diligent have taken it by now.
    share: float = 1.0
    # Until when students can ask for a second look.
    looked_at_until: tuple[int, str] | None = None

    def terms_on(self, calendar: Calendar) -> AssignmentTerms:
        """Return the terms with their dates."""
        return AssignmentTerms(
            opens_at=calendar.at(*self.opens),
            due_at=calendar.at(*self.due),
            closes_at=calendar.at(*self.closes),
            second_look_until=calendar.at(*self.looked_at_until) if self.looked_at_until else None,
            **self.terms,
        )


FIRST_LOOK = Exercise(
    "A first look",
    opens=(-42, "08:00"),
    due=(-38, "18:00"),
    closes=(-38, "18:00"),
    sat=(-42, -39),
    terms={"review_preset": "reading_check", "attempts_allowed": 1},
    description="Five short questions, all on one page. Read the article before you begin.",
    picks={FACTS: (3, 9, 13), ARGUMENT: (4,), CRITICAL: (20,)},
    # Open to everybody: the one to see with all questions on one page.
    settings={"layout": Layout.ALL_ON_ONE, "is_open": True},
)
PEOPLE_AND_PLACES = Exercise(
    "People, places, documents",
    opens=(-36, "08:00"),
    due=(-30, "18:00"),
    closes=(-27, "18:00"),
    sat=(-36, -32),
    terms={"review_preset": "homework", "attempts_allowed": 2, "late_percent": 10},
    description="Look closely: what exactly does the article say, and where?",
    picks={FACTS: (11, 12, 13, 17, 18), CRITICAL: (5,)},
)
TEST = Exercise(
    "Half-way test",
    opens=(-23, "08:00"),
    due=(-22, "20:00"),
    closes=(-22, "20:00"),
    sat=(-23, -23),
    terms={"review_preset": "exam", "attempts_allowed": 1, "limit_seconds": 900},
    description="One try, fifteen minutes, in order and without going back.",
    picks={FACTS: (11, 13, 18), ARGUMENT: (11, 20, 21), CRITICAL: (5, 10)},
    settings={"navigation": Navigation.FORWARD},
)
WHOLE_ARGUMENT = Exercise(
    ARGUMENT,
    opens=(-19, "08:00"),
    due=(-12, "18:00"),
    closes=(-10, "18:00"),
    sat=(-18, -13),
    terms={"review_preset": "homework", "attempts_allowed": 1, "late_percent": 10},
    looked_at_until=(2, "18:00"),
)
VOICES = Exercise(
    "Voices and claims",
    opens=(-8, "08:00"),
    due=(-1, "18:00"),
    closes=(3, "18:00"),
    sat=(-7, -2),
    terms={"review_preset": "homework", "attempts_allowed": 2, "late_percent": 10},
    description="Whose words are these, and what supports them?",
    picks={ARGUMENT: (11, 18, 20), CRITICAL: (1, 10, 12)},
)
TEN_MINUTES = Exercise(
    "Ten-minute check",
    opens=(-3, "08:00"),
    due=(4, "20:00"),
    closes=(4, "20:00"),
    sat=(-3, -1),
    terms={"review_preset": "exam", "attempts_allowed": 1, "limit_seconds": 600},
    description="One try, ten minutes, in order and without going back.",
    picks={ARGUMENT: (9, 21, 23, 25, 31), CRITICAL: (19,)},
    settings={"shuffles_questions": True, "navigation": Navigation.FORWARD},
    share=0.4,
)
# Under the policy Practice, and open to everybody: to see the two behaviors.
SECOND_TRY = Exercise(
    "A second try",
    opens=(-12, "08:00"),
    due=(-5, "18:00"),
    closes=(-5, "18:00"),
    sat=(-11, -6),
    terms={"review_preset": "practice"},
    description="Check each answer. If it is not right, you get a hint and can try again.",
    picks={FACTS: (1, 2, 5, 6, 14, 16)},
    settings={"behavior": "interactive", "is_open": True},
    share=0.7,
)
HOW_SURE = Exercise(
    "How sure are you?",
    opens=(-9, "08:00"),
    due=(-3, "18:00"),
    closes=(-3, "18:00"),
    sat=(-8, -4),
    terms={"review_preset": "practice"},
    description="With each answer, say how sure you are: knowing what you know is worth something.",
    picks={ARGUMENT: (1, 3, 5, 6, 16, 27)},
    settings={"behavior": "certainty", "is_open": True},
    share=0.7,
)
# Under the policy Practice, which blocks nothing: the shipped quiz stays open for self-study.
ONCE_MORE = Exercise(
    FACTS,
    opens=(-4, "08:00"),
    due=(1, "18:00"),
    closes=(1, "18:00"),
    sat=(-4, -1),
    terms={"review_preset": "practice"},
    share=0.5,
)
EXERCISES = (
    FIRST_LOOK,
    PEOPLE_AND_PLACES,
    TEST,
    WHOLE_ARGUMENT,
    VOICES,
    SECOND_TRY,
    HOW_SURE,
    TEN_MINUTES,
    ONCE_MORE,
)


@dataclass(frozen=True, slots=True)
class SelfStudy:
    """A shipped quiz, and days on which no assignment holds its questions back."""

    title: str
    days: tuple[int, int]
    share: float


SELF_STUDY = (
    SelfStudy(ARGUMENT, (-26, -24), 0.4),
    SelfStudy(FACTS, (-21, -5), 0.6),
)


def quizzes_for(exercises: Sequence[Exercise], teacher: User) -> Mapping[str, Quiz]:
    """Return quizzes by title: the shipped ones, and the teacher's own, made here."""
    shipped = {quiz.title: quiz for quiz in Quiz.objects.filter(owner=None)}
    made = {each.title: _composed(each, shipped, teacher) for each in exercises if each.picks}
    return {**shipped, **made}


def _composed(exercise: Exercise, shipped: Mapping[str, Quiz], teacher: User) -> Quiz:
    quiz: Quiz = Quiz.objects.create(
        owner=teacher,
        article=shipped[FACTS].article,
        title=exercise.title,
        description=exercise.description,
        **exercise.settings,
    )
    section = Section.objects.create(quiz=quiz, order=1)
    asked = [
        item.question_id
        for title, places in exercise.picks.items()
        for item in QuizItem.objects.filter(section__quiz=shipped[title], order__in=places)
    ]
    QuizItem.objects.bulk_create(
        QuizItem(section=section, order=order, question_id=question)
        for order, question in enumerate(asked, start=1)
    )
    return quiz
