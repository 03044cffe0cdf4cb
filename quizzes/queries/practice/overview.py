"""A student's progress on one page: what is known, what fades, what was done, what comes."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from quizzes.engine.timing import is_late
from quizzes.queries.assignments import OwnTerms, Timetable
from quizzes.queries.disclosure import held_back_questions
from quizzes.queries.practice.activity import Activity, activity_of
from quizzes.queries.practice.coming import Coming, coming_of
from quizzes.queries.practice.knowing import Known, known_of


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic, and how many of its questions are due again."""

    known: Known
    fading: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The page. `class_count` is how many quizzes of the student's classes can be taken now."""

    topics: tuple[Known, ...]
    articles: tuple[Known, ...]
    activity: Activity
    coming: Coming
    class_count: int

    @property
    def is_new(self) -> bool:
        """Whether there is nothing to tell yet."""
        return not self.topics and not self.articles and not self.coming.total

    @property
    def lines(self) -> tuple[TopicLine, ...]:
        """The topics with what of them fades."""
        return tuple(TopicLine(each, self.coming.fading.get(each.slug, 0)) for each in self.topics)

    @property
    def weakest(self) -> Known | None:
        """The topic to take up next; None where nothing is told, or all is sure."""
        return next((each for each in self.topics if each.is_told and each.level != "sure"), None)


def _is_open(own: OwnTerms, now: datetime) -> bool:
    times = own.times
    has_begun = times.opens_at is None or times.opens_at <= now
    return has_begun and not own.is_excused and not is_late(now, times.closes_at)


def overview_of(timetable: Timetable, now: datetime, weeks: int, zone: tzinfo) -> Overview:
    """Return a student's progress over the last weeks, on the calendar of a zone.

    Four queries at most.
    """
    student = timetable.student
    held = held_back_questions(timetable, now)
    known = known_of(student)
    activity = activity_of(student, now, weeks, zone)
    coming = coming_of(student, now, held, zone)
    return Overview(
        topics=tuple(each for each in known if each.slug),
        articles=tuple(each for each in known if each.article),
        activity=activity,
        coming=coming,
        class_count=sum(
            _is_open(timetable.own(each), now) for each in timetable.assignments.values()
        ),
    )
