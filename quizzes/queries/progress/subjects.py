"""What questions are about, for progress: topics, article, whether they come back at all."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from quizzes.engine.kinds.registry import is_marked_by_people
from quizzes.models.bank import Question, QuestionVersion


@dataclass(frozen=True, slots=True)
class About:
    """What a question is about, as keys."""

    topics: tuple[int, ...]
    article: int | None
    is_scheduled: bool

    @property
    def subjects(self) -> tuple[str, ...]:
        """Keys of the masteries that its first answer teaches."""
        articles = () if self.article is None else (article_key(self.article),)
        return (*(topic_key(each) for each in self.topics), *articles)


def topic_key(topic: int) -> str:
    """Return the key of a topic's mastery."""
    return f"topic:{topic}"


def article_key(article: int) -> str:
    """Return the key of an article's mastery."""
    return f"article:{article}"


def about_questions(questions: Collection[int] | QuerySet[Any]) -> Mapping[int, About]:
    """Return what questions are about, given by keys or by a query of keys. Three queries."""
    topics: dict[int, list[int]] = defaultdict(list)
    tagged = Question.topics.through.objects.filter(question__in=questions)
    for question, topic in tagged.order_by("topic").values_list("question", "topic"):
        topics[question].append(topic)
    newest = QuestionVersion.objects.filter(question__in=questions).newest()
    kinds = dict(newest.values_list("question", "kind"))
    articles = Question.objects.filter(pk__in=questions).values_list("pk", "article")
    return {
        question: About(
            topics=tuple(topics[question]),
            article=article,
            is_scheduled=question in kinds and not is_marked_by_people(kinds[question]),
        )
        for question, article in articles
    }
