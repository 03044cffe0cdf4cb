"""What a teacher can narrow a list of questions by: articles, topics, colleagues."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.bank import Question, QuestionShare, Topic
from quizzes.models.composition import QuizShare


@dataclass(frozen=True, slots=True)
class Shelved:
    """One thing to choose: its key in the table, its key in an address, its name."""

    pk: int
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a teacher can narrow a list of questions by, by name.

    `colleagues`: who shares a question, or a quiz with its questions, with the teacher.
    """

    articles: Sequence[Shelved]
    topics: Sequence[Shelved]
    colleagues: Sequence[Shelved]


def shelf_of(viewer: User) -> Shelf:
    """Return what a teacher can choose from. Three queries."""
    return Shelf(_articles(viewer), _topics(viewer), _colleagues(viewer))


def _articles(viewer: User) -> Sequence[Shelved]:
    seen = Article.objects.visible_to(viewer).filter(is_archived=False)
    revisions = ArticleRevision.objects.filter(article__in=seen).order_by("number")
    # Of the revisions of one article the last one stays: its title is the one that readers get.
    newest = {
        pk: Shelved(pk, str(key), title)
        for pk, key, title in revisions.values_list("article_id", "article__public_id", "title")
    }
    return _by_name(newest.values())


def topics_seen(viewer: User) -> QuerySet[Topic]:
    """Return the library's topics, the viewer's own, and those of questions that are seen.

    A colleague who may change a question of the viewer's gives it topics of their own.
    """
    shared = Question.objects.visible_to(viewer).exclude(owner=None)
    return Topic.objects.filter(
        Q(owner=None)
        | Q(owner=viewer)
        | Q(pk__in=Question.topics.through.objects.filter(question__in=shared).values("topic"))
    )


def _topics(viewer: User) -> Sequence[Shelved]:
    rows = topics_seen(viewer).values_list("pk", "slug", "name")
    return _by_name(Shelved(*row) for row in rows)


def _colleagues(viewer: User) -> Sequence[Shelved]:
    questions = QuestionShare.objects.filter(person=viewer).values("question__owner")
    quizzes = QuizShare.objects.filter(person=viewer).values("quiz__owner")
    people = User.objects.filter(Q(pk__in=questions) | Q(pk__in=quizzes)).exclude(pk=viewer.pk)
    return _by_name(Shelved(each.pk, str(each.public_id), each.shown_name) for each in people)


def _by_name(shelved: Iterable[Shelved]) -> Sequence[Shelved]:
    return sorted(shelved, key=lambda each: (each.name.casefold(), each.pk))
