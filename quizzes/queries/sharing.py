"""What colleagues share: with whom, by whom, what comes along; and what a teacher has to use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Count, Q, QuerySet

from quizzes.models.accounts import Share, User
from quizzes.models.articles import Article, ArticleRevision, ArticleShare
from quizzes.models.bank import Question, QuestionShare, QuestionVersion
from quizzes.models.composition import Quiz, QuizItem, QuizShare

Thing = Article | Question | Quiz


@dataclass(frozen=True, slots=True)
class Shareable:
    """A table whose rows are shared: its name, and how its shares and a row's title are found."""

    name: str
    model: type[Article] | type[Question] | type[Quiz]
    shares: type[Share]


SHAREABLE: Mapping[str, Shareable] = {
    each.name: each
    for each in (
        Shareable("article", Article, ArticleShare),
        Shareable("question", Question, QuestionShare),
        Shareable("quiz", Quiz, QuizShare),
    )
}


@dataclass(frozen=True, slots=True)
class Sharing:
    """Something of a teacher's with those it is shared with, by name.

    `article` is the thing's own one, if it has one that is not the library's: of a quiz it comes
    along, of a question it does not. `question_count` is what a quiz asks or can draw.
    """

    kind: str
    thing: Thing
    title: str
    shares: Sequence[Share]
    question_count: int = 0
    article: Article | None = None


@dataclass(frozen=True, slots=True)
class SharedWithMe:
    """Something that a colleague shares with a teacher."""

    kind: str
    public_id: UUID
    title: str
    shared_by: User
    may_edit: bool
    shared_at: datetime


@dataclass(frozen=True, slots=True)
class Stock:
    """How many articles, questions or quizzes a teacher has to use, by whose they are."""

    own: int
    shared: int
    library: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.own + self.shared + self.library


def kind_of_thing(thing: Thing) -> str:
    """Return the thing's key in SHAREABLE."""
    return type(thing).__name__.lower()


def shares_of(thing: Thing) -> QuerySet[Any]:
    """Return the rows that say with whom something is shared."""
    shares: QuerySet[Any] = thing.shares.select_related("person")
    return shares


def sharing_of(thing: Thing) -> Sharing:
    """Return with whom something is shared, and what comes along. Four queries at most."""
    article = None if isinstance(thing, Article) else thing.article
    return Sharing(
        kind=kind_of_thing(thing),
        thing=thing,
        title=_titles(kind_of_thing(thing), [thing.pk]).get(thing.pk, ""),
        shares=tuple(shares_of(thing).order_by("person__name", "person__username")),
        question_count=_question_count(thing) if isinstance(thing, Quiz) else 0,
        article=article if article is not None and article.owner_id is not None else None,
    )


def _question_count(quiz: Quiz) -> int:
    items = QuizItem.objects.filter(section__quiz=quiz)
    counts = items.aggregate(fixed=Count("question"), drawn=Count("pool"))
    return int(counts["fixed"] + counts["drawn"])


def teachers_called(who: str) -> Sequence[User]:
    """Return the teachers of exactly this user name or e-mail address, in any case. One query.

    An address counts that its account has confirmed, or was given by an administrator: one that
    somebody merely claims could be a colleague's.
    """
    claimed = EmailAddress.objects.filter(email__iexact=who, verified=False)
    by_address = Q(email__iexact=who) & ~Q(pk__in=claimed.values("user")) if "@" in who else Q()
    named = Q(username__iexact=who)
    teachers = User.objects.filter(is_teacher=True, is_active=True, erased_at=None)
    return tuple(teachers.filter(named | by_address if by_address else named)[:2])


def shared_with(teacher: User, most: int = 10) -> Sequence[SharedWithMe]:
    """Return what colleagues share with a teacher, the newest first. Six queries at most."""
    if not teacher.is_teacher:
        return ()
    found: list[SharedWithMe] = []
    for kind, each in SHAREABLE.items():
        mine = _in_use(each).filter(person=teacher).order_by("-shared_at", "-pk")
        rows = list(mine.select_related("shared_by", kind)[:most])
        titles = _titles(kind, [getattr(row, f"{kind}_id") for row in rows]) if rows else {}
        found += [
            SharedWithMe(
                kind=kind,
                public_id=getattr(row, kind).public_id,
                title=titles.get(getattr(row, f"{kind}_id"), ""),
                shared_by=row.shared_by,
                may_edit=row.may_edit,
                shared_at=row.shared_at,
            )
            for row in rows
        ]
    return tuple(sorted(found, key=lambda row: row.shared_at, reverse=True)[:most])


def _in_use(table: Shareable) -> QuerySet[Any]:
    """Return the shares of a table without what was put away."""
    rows: QuerySet[Any] = table.shares._default_manager.all()
    if table.model is Question:
        return rows.exclude(question__status=Question.Status.RETIRED)
    return rows.filter(**{f"{table.name}__is_archived": False})


def _titles(kind: str, keys: Sequence[int]) -> dict[int, str]:
    """Return what things are called, by key: an article's title, a question's stem. One query."""
    if kind == "quiz":
        return dict(Quiz.objects.filter(pk__in=keys).values_list("pk", "title"))
    if kind == "article":
        revisions = ArticleRevision.objects.filter(article__in=keys).order_by("number")
        return dict(revisions.values_list("article", "title"))
    versions = QuestionVersion.objects.newest().filter(question__in=keys)
    return dict(versions.values_list("question", "stem"))


def stock_of(teacher: User) -> Mapping[str, Stock]:
    """Return how many articles, questions and quizzes a teacher has to use. Three queries."""
    questions = Question.objects.visible_to(teacher).exclude(status=Question.Status.RETIRED)
    return {
        "article": _stock(Article.objects.visible_to(teacher).filter(is_archived=False), teacher),
        "question": _stock(questions, teacher),
        "quiz": _stock(Quiz.objects.visible_to(teacher).filter(is_archived=False), teacher),
    }


def _stock(visible: QuerySet[Any], teacher: User) -> Stock:
    counts = visible.order_by().aggregate(
        total=Count("pk"),
        own=Count("pk", filter=Q(owner=teacher)),
        library=Count("pk", filter=Q(owner=None)),
    )
    shared = counts["total"] - counts["own"] - counts["library"]
    return Stock(counts["own"], shared, counts["library"])
