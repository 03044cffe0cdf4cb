"""The bank beside a quiz: questions to ask or to draw from, found by their words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from quizzes.engine.searching import terms
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.composition import PooledQuestion, Quiz, QuizItem
from quizzes.queries.bank.finding import says

MOST_FOUND = 1000
SHOWN = 20
READ = ("kind", "stem", "rendered", "bloom", "difficulty", "question__public_id")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words, and an article, kind, level or difficulty if one is chosen."""

    words: str = ""
    article: UUID | None = None
    kind: str = ""
    bloom: str = ""
    difficulty: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A question that was found, and how often the quiz has it: fixed, or in a pool."""

    version: QuestionVersion
    is_fixed: bool
    is_pooled: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: all of it by public ids, a page of it in rows."""

    questions: tuple[UUID, ...]
    rows: tuple[Offered, ...]
    page: int
    pages: int

    @property
    def count(self) -> int:
        """How many were found; at most a thousand are."""
        return len(self.questions)

    @property
    def page_text(self) -> str:
        """The page as an address has it."""
        return str(self.page)

    @property
    def is_cut(self) -> bool:
        """Whether there may be more."""
        return self.count == MOST_FOUND


def found_for(
    quiz: Quiz, viewer: User, wanted: Wanted, page: int = 1, *, hidden: Collection[int] = ()
) -> Found:
    """Return the ready questions that a viewer sees and looks for, the newest first. Four queries.

    Every word must stand in a question's own words, folded as `engine/searching.py` says; of those
    that are `hidden` in the question alone, without its answers and explanation.
    """
    seen = Question.objects.visible_to(viewer).filter(status=Question.Status.READY)
    if wanted.article is not None:
        seen = seen.filter(article__public_id=wanted.article)
    versions = QuestionVersion.objects.newest().filter(question__in=seen)
    for name in ("kind", "bloom", "difficulty"):
        if value := getattr(wanted, name):
            versions = versions.filter(**{name: value})
    for term in terms(wanted.words):
        versions = versions.filter(says(term, hidden))
    ordered = versions.order_by("-created_at", "-pk")
    found = list(ordered.values_list("pk", "question__public_id")[:MOST_FOUND])
    pages = max(1, -(-len(found) // SHOWN))
    page = min(max(page, 1), pages)
    shown = [pk for pk, _question in found[(page - 1) * SHOWN : page * SHOWN]]
    return Found(
        questions=tuple(question for _pk, question in found),
        rows=_rows(quiz, shown),
        page=page,
        pages=pages,
    )


def _rows(quiz: Quiz, keys: Sequence[int]) -> tuple[Offered, ...]:
    """Return versions as rows, in this order. Three queries."""
    loaded = QuestionVersion.objects.filter(pk__in=keys).select_related("question")
    versions = loaded.only(*READ).in_bulk()
    questions = [version.question_id for version in versions.values()]
    fixed = QuizItem.objects.filter(section__quiz=quiz, question__in=questions)
    pooled = PooledQuestion.objects.filter(item__section__quiz=quiz, question__in=questions)
    asked = set(fixed.values_list("question_id", flat=True))
    drawn = set(pooled.values_list("question_id", flat=True))
    return tuple(
        Offered(
            versions[key], versions[key].question_id in asked, versions[key].question_id in drawn
        )
        for key in keys
    )


def articles_with_questions(viewer: User) -> list[tuple[UUID, str]]:
    """Return the articles that a viewer's questions are about: public id, title. One query."""
    seen = Question.objects.visible_to(viewer).filter(article__isnull=False)
    revisions = ArticleRevision.objects.filter(article__in=seen.values("article"))
    titles = dict(revisions.order_by("number").values_list("article__public_id", "title"))
    return sorted(titles.items(), key=lambda each: each[1].casefold())
