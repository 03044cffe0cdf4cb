"""All that is known of one question: its versions, where it is used, what students say of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision
from quizzes.models.assignments import AssignmentItem
from quizzes.models.attempts import AttemptItem
from quizzes.models.bank import Evidence, Question, QuestionVersion, Topic
from quizzes.models.composition import Quiz
from quizzes.models.review import QuestionReport
from quizzes.queries.bank.versions import evidence_by_version


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of a question, for a teacher who sees it.

    `versions`: newest first. `quizzes`: those that ask it or can draw it and that the teacher sees,
    `other_quizzes`: how many there are beside them. `asked_count`: tries that have asked it,
    `answered_count`: those of them with an answer, previews not counted. `reports`: open ones of
    students, by what is wrong.
    """

    question: Question
    versions: Sequence[QuestionVersion]
    topics: Sequence[Topic]
    revision: ArticleRevision | None
    evidence: Sequence[Evidence]
    quizzes: Sequence[Quiz]
    other_quizzes: int
    asked_count: int
    answered_count: int
    reports: Mapping[str, int]
    is_used: bool
    is_mine: bool
    may_edit: bool

    @property
    def newest(self) -> QuestionVersion:
        """What new attempts get."""
        return self.versions[0]


def dossier_of(question: Question, viewer: User) -> Dossier:
    """Return what is known of a question, which the viewer sees. At most thirteen queries."""
    versions = list(question.versions.select_related("created_by").order_by("-number"))
    quizzes = _quizzes(question)
    seen = list(quizzes.filter(pk__in=Quiz.objects.visible_to(viewer)).order_by("title", "pk"))
    counts = _counts(question)
    newest = versions[0].pk
    return Dossier(
        question=question,
        versions=versions,
        topics=list(question.topics.order_by("name")),
        revision=_revision(question),
        evidence=evidence_by_version([newest]).get(newest, ()),
        quizzes=seen,
        other_quizzes=quizzes.count() - len(seen),
        asked_count=counts["asked"],
        answered_count=counts["answered"],
        reports=_reports(question),
        is_used=is_used(question),
        is_mine=question.owner_id == viewer.pk,
        may_edit=Question.objects.editable_by(viewer).filter(pk=question.pk).exists(),
    )


def is_used(question: Question) -> bool:
    """Return whether a quiz has a question, or an assignment or a try was given it.

    At most three queries.
    """
    versions = QuestionVersion.objects.filter(question=question)
    return (
        _quizzes(question).exists()
        or AssignmentItem.objects.filter(version__in=versions).exists()
        or AttemptItem.objects.filter(version__in=versions).exists()
    )


def _quizzes(question: Question) -> QuerySet[Quiz]:
    fixed, drawn = question.quiz_items.values("section__quiz"), question.pools
    return Quiz.objects.filter(
        Q(pk__in=fixed) | Q(pk__in=drawn.values("item__section__quiz"))
    ).select_related("owner")


def _revision(question: Question) -> ArticleRevision | None:
    revisions = ArticleRevision.objects.filter(article=question.article_id)
    return revisions.defer("text").select_related("article").order_by("-number").first()


def _counts(question: Question) -> Mapping[str, int]:
    items = AttemptItem.objects.filter(
        version__question=question, attempt__preview_of=None, attempt__is_practice=False
    )
    answered = Q(counted_revision__gt=0) & ~Q(state=AttemptItem.State.UNANSWERED)
    return items.aggregate(asked=Count("pk"), answered=Count("pk", filter=answered))


def _reports(question: Question) -> Mapping[str, int]:
    reports = QuestionReport.objects.open().filter(item__version__question=question)
    counts = reports.values_list("reason").annotate(count=Count("pk")).order_by("reason")
    return {str(QuestionReport.Reason(reason).label): count for reason, count in counts}
