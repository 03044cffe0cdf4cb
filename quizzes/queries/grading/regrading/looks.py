"""Second looks and reports that wait for those who teach, and what was answered."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.safestring import SafeString

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AttemptItem
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.grading import SecondLook
from quizzes.models.review import QuestionReport, QuestionReportQuerySet
from quizzes.queries.attempts.showing import safe

# Answered ones that a page shows.
MOST_ANSWERED = 50
OF_A_REPORT = (
    "reporter",
    "answered_by",
    "item__version__question",
    "item__attempt__assignment__quiz",
    "item__attempt__assignment__classroom",
)


@dataclass(frozen=True, slots=True)
class LookLine:
    """A second look in a list; `is_mine` if it goes to the reader alone."""

    look: SecondLook
    stem: SafeString
    is_mine: bool


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report about a question; `by` is empty for who does not teach its student's class.

    `is_older`: the question has a newer version than the one that was reported.
    """

    report: QuestionReport
    stem: SafeString
    by: str
    where: str
    newest_number: int
    is_editable: bool

    @property
    def is_older(self) -> bool:
        """Whether the question has been changed since."""
        return self.newest_number > self.report.item.version.number


@dataclass(frozen=True, slots=True)
class Asked:
    """How many second looks and reports wait for somebody."""

    looks: int
    reports: int


def asked_of(user: User) -> Asked:
    """Return how many second looks and reports wait for a teacher. Two queries."""
    return Asked(
        SecondLook.objects.taught_by(user).open().count(), reports_for(user).open().count()
    )


def looks_for(user: User, *, is_open: bool) -> Sequence[LookLine]:
    """Return second looks at marks of one's classes: to oneself first. One query."""
    looks = SecondLook.objects.taught_by(user).filter(answered_at__isnull=is_open)
    rows = looks.select_related(
        "asked_by",
        "answered_by",
        "addressee",
        "mark",
        "new_mark",
        "item__version",
        "item__attempt__assignment__quiz",
        "item__attempt__assignment__classroom",
    )
    ordered = rows.order_by("asked_at") if is_open else rows.order_by("-answered_at")
    lines = [
        LookLine(look, safe(look.item.version, "stem"), look.addressee_id == user.pk)
        for look in (ordered if is_open else ordered[:MOST_ANSWERED])
    ]
    return sorted(lines, key=lambda line: not line.is_mine) if is_open else lines


def reports_for(user: User) -> QuestionReportQuerySet:
    """Return reports about one's own questions, and by students of one's classes. No query."""
    taught = Assignment.objects.taught_by(user)
    return QuestionReport.objects.filter(
        Q(item__version__question__owner=user) | Q(item__attempt__assignment__in=taught)
    ).exclude(reporter=user)


def line_of_report(report: QuestionReport, user: User) -> ReportLine:
    """Return one report for a teacher who may answer it. Four queries."""
    return _lines([report], user)[0]


def report_lines(user: User, *, is_open: bool) -> Sequence[ReportLine]:
    """Return reports for a teacher, of one question together. Four queries."""
    found = reports_for(user).filter(answered_at__isnull=is_open)
    rows = found.select_related(*OF_A_REPORT)
    order = ("item__version__question_id", "at") if is_open else ("-answered_at",)
    ordered = rows.order_by(*order)
    return _lines(list(ordered if is_open else ordered[:MOST_ANSWERED]), user)


def _lines(reports: Sequence[QuestionReport], user: User) -> list[ReportLine]:
    questions = {report.item.version.question_id for report in reports}
    newest = QuestionVersion.objects.filter(question__in=questions).newest()
    numbers = dict(newest.values_list("question_id", "number"))
    own = Question.objects.editable_by(user).filter(pk__in=questions)
    editable = set(own.values_list("pk", flat=True))
    given = [each.item.attempt.assignment_id or 0 for each in reports]
    theirs = Assignment.objects.taught_by(user).filter(pk__in=given)
    taught = set(theirs.values_list("pk", flat=True))
    return [_report_line(report, numbers, editable, taught) for report in reports]


def _report_line(
    report: QuestionReport, numbers: Mapping[int, int], editable: set[int], taught: set[int]
) -> ReportLine:
    version, assignment = report.item.version, report.item.attempt.assignment
    is_taught = assignment is not None and assignment.pk in taught
    return ReportLine(
        report=report,
        stem=safe(version, "stem"),
        by=report.reporter.shown_name if is_taught else "",
        where=assignment.classroom.name if assignment and is_taught else "",
        newest_number=numbers[version.question_id],
        is_editable=version.question_id in editable,
    )


def own_reports(items: Sequence[AttemptItem], viewer: User) -> Mapping[int, list[QuestionReport]]:
    """Return the viewer's own reports by item, the oldest first. One query."""
    found: dict[int, list[QuestionReport]] = defaultdict(list)
    for report in QuestionReport.objects.filter(item__in=items, reporter=viewer).order_by("at"):
        found[report.item_id].append(report)
    return found
