"""Which questions of the bank match what a teacher asks for, in what order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from quizzes.engine.searching import folded, terms
from quizzes.models.accounts import User
from quizzes.models.attempts import AttemptItem
from quizzes.models.bank import Evidence, Question, QuestionVersion
from quizzes.models.composition import PooledQuestion, QuizItem
from quizzes.models.review import QuestionReport
from quizzes.queries.bank.guessing import guessable
from quizzes.queries.bank.likeness import alike_groups
from quizzes.queries.bank.shelf import Shelf, Shelved, shelf_of

# Said of an article: the questions that are about none.
NONE = "none"


class Status(TextChoices):
    """Where a question stands; without a choice: all but the retired ones."""

    DRAFT = "draft", _("Being written")
    READY = "ready", _("Ready")
    RETIRED = "retired", _("Retired")
    ANY = "any", _("Ready or retired")


class Author(TextChoices):
    """Whose it is; a colleague is named by public id instead."""

    MINE = "mine", _("Mine")
    SHARED = "shared", _("Shared with me")
    LIBRARY = "library", _("The library's")


class Flag(TextChoices):
    """What makes one look again."""

    REPORTED = "reported", _("Reported by students")
    NO_EVIDENCE = "no-evidence", _("Without evidence")
    GUESSABLE = "guessable", _("A blind guess earns more than half")
    ALIKE = "alike", _("Much like another")


class Use(TextChoices):
    """Where it is used."""

    UNUSED = "unused", _("Not used")
    IN_QUIZ = "in-quiz", _("In a quiz")
    ANSWERED = "answered", _("Asked in a try")


class Order(TextChoices):
    """What stands first. Use is how many tries have asked it."""

    NEWEST = "newest", _("Last changed first")
    OLDEST = "oldest", _("First changed first")
    MOST_USED = "most-used", _("Most used first")
    LEAST_USED = "least-used", _("Least used first")


@dataclass(frozen=True, slots=True)
class BankFilter:
    """What a teacher asks the bank for; what is empty does not narrow.

    `asked`: words and "quoted words" that a question must have, each. `article`: a public id, or
    NONE. `topic`: a slug. `author`: of `Author`, or a colleague's public id. A form parses it
    (`forms/bank.py`), so that nothing in it is a surprise.
    """

    asked: str = ""
    article: str = ""
    topic: str = ""
    kind: str = ""
    bloom: str = ""
    difficulty: str = ""
    status: str = ""
    author: str = ""
    flag: str = ""
    use: str = ""
    order: str = Order.NEWEST

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked for but an order."""
        return bool(
            self.asked.strip()
            or self.article
            or self.topic
            or self.kind
            or self.bloom
            or self.difficulty
            or self.status
            or self.author
            or self.flag
            or self.use
        )


def found(
    viewer: User,
    wanted: BankFilter,
    shelf: Shelf | None = None,
    *,
    hidden: Collection[int] = (),
) -> Sequence[int]:
    """Return the keys of the questions that match and that a teacher sees, in order.

    Of those that are `hidden` a search looks in the question alone: what it finds in an answer or
    an explanation tells what that says.

    One query; another for an order by use, for what can be guessed or is alike; three more for
    words without the viewer's `shelf`. Drafts are no questions yet: asked for them, there is none.
    """
    if wanted.status == Status.DRAFT:
        return ()
    matching = _matching(viewer, wanted)
    if asked := terms(wanted.asked):
        matching = _with_words(matching, asked, shelf or shelf_of(viewer), hidden)
    if wanted.flag == Flag.ALIKE:
        matching = matching.filter(
            question__in=[pk for group in alike_groups(viewer) for pk in group]
        )
    if wanted.flag == Flag.GUESSABLE:
        matching = matching.filter(pk__in=guessable(matching))
    way = "" if wanted.order == Order.OLDEST else "-"
    newest = matching.order_by(f"{way}created_at", f"{way}pk")
    ids = list(newest.values_list("question_id", flat=True))
    return _by_use(ids, wanted.order) if wanted.order in _BY_USE else ids


_BY_USE = {Order.MOST_USED: -1, Order.LEAST_USED: 1}


def _by_use(ids: Sequence[int], order: str) -> Sequence[int]:
    """Return the keys by how often they were asked; those asked as often stay as they were."""
    asked = AttemptItem.objects.filter(attempt__preview_of=None, attempt__is_practice=False)
    counts = dict(asked.values_list("version__question").annotate(count=Count("pk")).order_by())
    return sorted(ids, key=lambda pk: _BY_USE[Order(order)] * counts.get(pk, 0))


def _matching(viewer: User, wanted: BankFilter) -> QuerySet[QuestionVersion]:
    """Return the newest versions of what the viewer sees, narrowed by all but words."""
    later = QuestionVersion.objects.filter(
        question=OuterRef("question"), number__gt=OuterRef("number")
    )
    versions = QuestionVersion.objects.filter(
        ~Exists(later), question__in=Question.objects.visible_to(viewer)
    )
    return versions.filter(
        _of_question(wanted), _of_version(wanted), _of_author(viewer, wanted.author)
    ).filter(*_of_use(wanted.use), *_of_flag(wanted.flag))


def _of_question(wanted: BankFilter) -> Q:
    narrowed = Q()
    if wanted.status in (Status.READY, Status.RETIRED):
        narrowed &= Q(question__status=wanted.status)
    elif wanted.status != Status.ANY:
        narrowed &= ~Q(question__status=Status.RETIRED)
    if wanted.article == NONE:
        narrowed &= Q(question__article=None)
    elif wanted.article:
        narrowed &= Q(question__article__public_id=UUID(wanted.article))
    if wanted.topic:
        tagged = Question.topics.through.objects.filter(topic__slug=wanted.topic)
        narrowed &= Q(question__in=tagged.values("question"))
    return narrowed


def _of_version(wanted: BankFilter) -> Q:
    asked = {"kind": wanted.kind, "bloom": wanted.bloom, "difficulty": wanted.difficulty}
    return Q(**{name: value for name, value in asked.items() if value})


def _of_author(viewer: User, author: str) -> Q:
    if not author:
        return Q()
    if author == Author.MINE:
        return Q(question__owner=viewer)
    if author == Author.LIBRARY:
        return Q(question__owner=None)
    if author == Author.SHARED:
        return Q(question__owner__isnull=False) & ~Q(question__owner=viewer)
    return Q(question__owner__public_id=UUID(author))


def _of_use(use: str) -> Sequence[Q]:
    fixed = Exists(QuizItem.objects.filter(question=OuterRef("question")))
    drawn = Exists(PooledQuestion.objects.filter(question=OuterRef("question")))
    answered = Exists(
        AttemptItem.objects.filter(
            version__question=OuterRef("question"),
            attempt__preview_of=None,
            attempt__is_practice=False,
        )
    )
    if use == Use.UNUSED:
        return [~Q(fixed), ~Q(drawn), ~Q(answered)]
    if use == Use.IN_QUIZ:
        return [Q(fixed) | Q(drawn)]
    return [Q(answered)] if use == Use.ANSWERED else []


def _of_flag(flag: str) -> Sequence[Q]:
    if flag == Flag.REPORTED:
        reports = QuestionReport.objects.open()
        return [Q(Exists(reports.filter(item__version__question=OuterRef("question"))))]
    if flag == Flag.NO_EVIDENCE:
        return [~Q(Exists(Evidence.objects.filter(version=OuterRef("pk"))))]
    return []


def _with_words(
    versions: QuerySet[QuestionVersion],
    asked: Sequence[str],
    shelf: Shelf,
    hidden: Collection[int],
) -> QuerySet[QuestionVersion]:
    """Return the versions that have each term in their text, a topic, or their article's title."""
    for term in asked:
        has_term = says(term, hidden)
        if topics := _named(shelf.topics, term):
            tagged = Question.topics.through.objects.filter(topic__in=topics)
            has_term |= Q(question__in=tagged.values("question"))
        if articles := _named(shelf.articles, term):
            has_term |= Q(question__article__in=articles)
        versions = versions.filter(has_term)
    return versions


def says(term: str, hidden: Collection[int]) -> Q:
    """Return what holds for a version that has a term in its text, by keys of questions hidden."""
    if not hidden:
        return Q(searched__contains=term)
    is_hidden = Q(question__in=hidden)
    return (~is_hidden & Q(searched__contains=term)) | (is_hidden & Q(stem__icontains=term))


def _named(shelved: Sequence[Shelved], term: str) -> Sequence[int]:
    return [each.pk for each in shelved if term in folded(each.name)]
