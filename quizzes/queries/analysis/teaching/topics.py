"""A class by topic: how many students are at each word, what their first answers earned."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizzes.engine.progress.levels import WORDS, Level, level
from quizzes.engine.progress.mastery import Estimate
from quizzes.engine.progress.teaching import (
    FirstAnswer,
    Share,
    Trend,
    known_by,
    need_of,
    share_of,
    trend_of,
)
from quizzes.engine.words import Message
from quizzes.queries.analysis.teaching.answers import ClassAnswers, Student, TopicName


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many students are at a word."""

    level: Level
    count: int

    @property
    def word(self) -> Message:
        """The word."""
        return WORDS[self.level]


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic of a class: how many of its students are at each word, those without answers, too.

    `need` orders topics: the most is to be taught again first.
    """

    topic: TopicName
    share: Share
    trend: Trend
    levels: tuple[LevelCount, ...]
    need: float


@dataclass(frozen=True, slots=True)
class StudentLine:
    """What a student's answers to a class's questions on a topic say; no estimate of too few."""

    student: Student
    share: Share
    level: Level
    estimate: Estimate

    @property
    def word(self) -> Message:
        """The word for it."""
        return WORDS[self.level]

    @property
    def is_told(self) -> bool:
        """Whether there are enough answers for an estimate."""
        return self.level is not Level.UNKNOWN


@dataclass(frozen=True, slots=True)
class OwnTopic:
    """A topic of one student in a class."""

    topic: TopicName
    line: StudentLine


def by_topic(
    answers: Sequence[FirstAnswer], topics: Mapping[int, Sequence[TopicName]]
) -> Mapping[TopicName, list[FirstAnswer]]:
    """Return answers by topic; one to a question on two topics is in both."""
    found: dict[TopicName, list[FirstAnswer]] = defaultdict(list)
    for answer in answers:
        for topic in topics.get(answer.question, ()):
            found[topic].append(answer)
    return found


def topics_of(page: ClassAnswers, now: datetime) -> tuple[TopicLine, ...]:
    """Return a class's topics, those to teach again first. No query."""
    newest, before = (by_topic(each, page.topics) for each in (page.newest, page.before))
    lines = [
        TopicLine(
            topic=topic,
            share=share_of(answers),
            trend=trend_of(share_of(before.get(topic, [])), share_of(newest.get(topic, []))),
            levels=_levels(answers, len(page.students), now),
            need=need_of(answers),
        )
        for topic, answers in by_topic(page.answers, page.topics).items()
    ]
    return tuple(sorted(lines, key=lambda line: (not line.share.is_told, -line.need)))


def answers_on(page: ClassAnswers, slug: str) -> Sequence[FirstAnswer]:
    """Return a class's first answers on a topic, the earliest first. No query."""
    found = by_topic(page.answers, page.topics)
    return [each for topic, own in found.items() if topic.slug == slug for each in own]


def students_on(page: ClassAnswers, slug: str, now: datetime) -> tuple[StudentLine, ...]:
    """Return a class's students on a topic, who needs it most first. No query."""
    own = by_student(answers_on(page, slug))
    lines = [student_line(each, own.get(key, []), now) for key, each in page.students.items()]
    return tuple(sorted(lines, key=_by_need))


def topics_of_student(page: ClassAnswers, now: datetime) -> tuple[OwnTopic, ...]:
    """Return the topics of the one student whose answers these are, by name. No query."""
    found = by_topic(page.answers, page.topics)
    return tuple(
        OwnTopic(topic, student_line(student, found[topic], now))
        for student in page.students.values()
        for topic in sorted(found, key=lambda topic: topic.name.casefold())
    )


def student_line(student: Student, answers: Sequence[FirstAnswer], now: datetime) -> StudentLine:
    """Return what a student's answers say. No query."""
    estimate = known_by(answers, now)
    return StudentLine(student, share_of(answers), level(estimate, len(answers)), estimate)


def _by_need(line: StudentLine) -> tuple[bool, bool, float]:
    return (not line.share.answers, not line.is_told, line.estimate.mean)


def _levels(
    answers: Sequence[FirstAnswer], student_count: int, now: datetime
) -> tuple[LevelCount, ...]:
    counts: Counter[Level] = Counter()
    own = by_student(answers)
    for each in own.values():
        counts[level(known_by(each, now), len(each))] += 1
    counts[Level.UNKNOWN] += student_count - len(own)
    return tuple(LevelCount(each, counts[each]) for each in Level)


def by_student(answers: Sequence[FirstAnswer]) -> Mapping[int, list[FirstAnswer]]:
    """Return answers by the student's key."""
    found: dict[int, list[FirstAnswer]] = defaultdict(list)
    for answer in answers:
        found[answer.student].append(answer)
    return found
