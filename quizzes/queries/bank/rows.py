"""Questions of the bank as a list shows them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import (
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from quizzes.engine.words import Message
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision
from quizzes.models.attempts import AttemptItem
from quizzes.models.bank import Evidence, Question, QuestionVersion, Topic
from quizzes.models.composition import PooledQuestion, QuizItem
from quizzes.models.review import QuestionReport
from quizzes.queries.bank.guessing import HALF


@dataclass(frozen=True, slots=True)
class BankRow:
    """A question in a list, by its newest version.

    `stem` is plain text; `texts`: what it shows beside that, as written. `owner_name` is empty for
    the library's. `chance`: 0..1, what a blind guess earns on average when all is told at the end.
    `quiz_count`: quizzes that ask it or can draw it; `asked_count`: how often a try has asked it,
    previews not counted; `report_count`: open reports of students.
    """

    pk: int
    public_id: UUID
    stem: str
    texts: Sequence[str]
    kind: str
    kind_label: Message
    bloom: str
    difficulty: str
    status: str
    is_mine: bool
    may_edit: bool
    owner_name: str
    article_title: str
    topics: Sequence[str]
    number: int
    changed_at: datetime
    quiz_count: int
    asked_count: int
    report_count: int
    has_evidence: bool
    chance: Fraction

    @property
    def is_retired(self) -> bool:
        """Whether no quiz asks it from now on."""
        return self.status == Question.Status.RETIRED

    @property
    def is_guessable(self) -> bool:
        """Whether a blind guess earns more than half."""
        return self.chance > HALF


def rows(viewer: User, ids: Collection[int]) -> Sequence[BankRow]:
    """Return the rows of questions that `found` has given, in that order. Two queries."""
    if not ids:
        return ()
    linked = _linked(ids)
    shown = {
        version.question_id: _row(version, viewer, linked[version.question_id])
        for version in _versions(viewer, ids)
    }
    return [shown[pk] for pk in ids if pk in shown]


def _row(version: QuestionVersion, viewer: User, linked: Mapping[str, Sequence[str]]) -> BankRow:
    question: Question = version.question
    facts: Any = version
    return BankRow(
        pk=question.pk,
        public_id=question.public_id,
        stem=version.plain_stem,
        texts=list(version.kind_module.public_texts(version.loaded_spec).values()),
        kind=version.kind,
        kind_label=version.kind_module.label,
        bloom=version.get_bloom_display(),
        difficulty=version.get_difficulty_display(),
        status=question.status,
        is_mine=question.owner_id == viewer.pk,
        may_edit=facts.may_edit,
        owner_name=question.owner.shown_name if question.owner else "",
        article_title=facts.article_title,
        topics=sorted(linked["topic"]),
        number=version.number,
        changed_at=version.created_at,
        quiz_count=len(linked["quiz"]),
        asked_count=facts.asked_count,
        report_count=facts.report_count,
        has_evidence=facts.has_evidence,
        chance=version.chance("deferred"),
    )


def _versions(viewer: User, ids: Collection[int]) -> QuerySet[QuestionVersion]:
    titles = ArticleRevision.objects.filter(article=OuterRef("question__article"))
    asked = AttemptItem.objects.filter(
        version__question=OuterRef("question"), attempt__preview_of=None, attempt__is_practice=False
    ).values("version__question")
    reports = (
        QuestionReport.objects.open()
        .filter(item__version__question=OuterRef("question"))
        .values("item__version__question")
    )
    editable = Question.objects.editable_by(viewer).filter(pk=OuterRef("question"))
    versions = QuestionVersion.objects.newest().filter(question__in=ids)
    return versions.select_related("question__owner").annotate(
        article_title=Coalesce(Subquery(titles.order_by("-number").values("title")[:1]), Value("")),
        asked_count=_counted(asked),
        report_count=_counted(reports),
        has_evidence=Exists(Evidence.objects.filter(version=OuterRef("pk"))),
        may_edit=Exists(editable),
    )


def _counted(grouped: QuerySet[Any, Any]) -> Coalesce:
    counts = grouped.order_by().annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def _linked(ids: Collection[int]) -> Mapping[int, Mapping[str, Sequence[str]]]:
    """Return the names of topics, and the keys of quizzes, by the question's key. One query."""
    tagged = Topic.objects.filter(question__in=ids).order_by()
    fixed = QuizItem.objects.filter(question__in=ids)
    drawn = PooledQuestion.objects.filter(question__in=ids)
    found = tagged.values_list("question", Value("topic"), F("name")).union(
        fixed.values_list("question_id", Value("quiz"), _as_text("section__quiz")),
        drawn.values_list("question_id", Value("quiz"), _as_text("item__section__quiz")),
    )
    linked: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for pk, what, name in found:
        linked[pk][what].append(str(name))
    return linked


def _as_text(column: str) -> Cast:
    # One column of names and keys: PostgreSQL wants them of one type.
    return Cast(column, CharField())
