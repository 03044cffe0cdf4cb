"""The page of a class's progress: its topics, its passages, what it rests on."""

from dataclasses import dataclass
from datetime import datetime

from quizzes.engine.progress.teaching import Share, share_of
from quizzes.models.accounts import User
from quizzes.models.classrooms import Classroom
from quizzes.queries.analysis.teaching.answers import ClassAnswers, Period, answers_of
from quizzes.queries.analysis.teaching.passages import ArticleName, Passage, passages_of
from quizzes.queries.analysis.teaching.topics import TopicLine, topics_of


@dataclass(frozen=True, slots=True)
class ClassProgress:
    """What a class knows. `topicless_count`: answers to questions without a topic."""

    answers: ClassAnswers
    share: Share
    topics: tuple[TopicLine, ...]
    passages: tuple[Passage, ...]
    articles: tuple[ArticleName, ...]
    topicless_count: int


def progress_of(classroom: Classroom, viewer: User, period: Period, now: datetime) -> ClassProgress:
    """Return what a class's first answers say. Twelve queries at most."""
    answers = answers_of(classroom, viewer, period, now)
    again = passages_of(answers, viewer)
    return ClassProgress(
        answers=answers,
        share=share_of(answers.answers),
        topics=topics_of(answers, now),
        passages=again.passages,
        articles=again.articles,
        topicless_count=sum(not answers.topics.get(e.question) for e in answers.answers),
    )
