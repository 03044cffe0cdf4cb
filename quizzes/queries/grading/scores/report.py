"""One student's scores in words, and on paper."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import formats
from django.utils.translation import get_language, gettext, ngettext

from quizzes.engine.gradebook.cells import Cell
from quizzes.engine.paper.report import Report, ReportLine, pdf_of_report
from quizzes.engine.paper.sheet import Paper
from quizzes.queries.grading.scores.own import OwnLine, OwnScores, OwnTry
from quizzes.queries.grading.scores.tables import percent_of, state_word


def report_pdf(scores: OwnScores, now: datetime) -> bytes:
    """Return a student's scores as PDF. No query."""
    return pdf_of_report(report_of(scores, now), size=Paper.A4, made_at=now)


def report_of(scores: OwnScores, now: datetime) -> Report:
    """Return a student's scores in words. No query."""
    return Report(
        student=scores.row.name,
        classroom=scores.classroom.name,
        facts=list(_facts(scores, now)),
        lines=[_line(scores, line) for line in scores.lines],
        language=get_language() or "en",
        numbered=gettext("%(page)s of %(total)s"),
    )


def _facts(scores: OwnScores, now: datetime) -> Iterator[str]:
    if scores.row.number:
        yield gettext("Student number: %(number)s") % {"number": scores.row.number}
    total = _percent(percent_of(scores.total.so_far))
    counted = len(scores.total.counted)
    of = ngettext(
        "Total so far: %(total)s, of %(count)s assignment that counts",
        "Total so far: %(total)s, of %(count)s assignments that count",
        counted,
    )
    yield of % {"total": total, "count": counted}
    if scores.word:
        yield gettext("Grade so far: %(word)s") % {"word": scores.word}
    as_zero = _percent(percent_of(scores.total.if_missing_zero))
    yield gettext("As if missing were zero: %(total)s") % {"total": as_zero}
    if scores.hidden_count:
        text = ngettext(
            "%(count)s score is not shown yet, and not counted here.",
            "%(count)s scores are not shown yet, and not counted here.",
            scores.hidden_count,
        )
        yield text % {"count": scores.hidden_count}
    yield gettext("As of %(moment)s") % {"moment": _moment(now, scores)}


def _line(scores: OwnScores, line: OwnLine) -> ReportLine:
    title = line.column.title
    if line.column.category:
        title = f"{title} ({line.column.category})"
    return ReportLine(
        title=title,
        score=" · ".join(said_of(line)),
        tries=[_try(scores, each) for each in line.tries],
        comments=[
            gettext("Try %(number)s, question %(position)s: %(text)s")
            % {"number": each.line.made.number, "position": said.position, "text": said.text}
            for each in line.tries
            for said in each.comments
        ],
    )


def said_of(line: OwnLine) -> Iterator[str]:
    """Yield what is said of an assignment: percent, state, lateness, whether it counts."""
    if line.is_hidden:
        yield gettext("Not shown yet")
        return
    if line.cell.share is not None:
        yield _percent(percent_of(line.cell.share))
    yield state_word(line.cell)
    yield from _besides(line.cell)
    if line.is_dropped:
        yield gettext("left out as the lowest")


def _besides(cell: Cell) -> Iterator[str]:
    if cell.is_without_answer:
        yield gettext("No answer")
    if cell.days_late:
        late = ngettext("%(count)s day late", "%(count)s days late", cell.days_late)
        yield late % {"count": cell.days_late}


def _try(scores: OwnScores, own: OwnTry) -> str:
    said = [gettext("Try %(number)s") % {"number": own.line.made.number}]
    if own.line.submitted_at is None:
        said.append(gettext("in progress"))
    else:
        at = {"moment": _moment(own.line.submitted_at, scores)}
        said.append(gettext("handed in %(moment)s") % at)
    if own.percent is not None:
        said.append(_percent(own.percent))
    return " · ".join(said)


def _percent(number: object) -> str:
    if number is None:
        return "\N{EN DASH}"
    return gettext("%(number)s%%") % {"number": formats.localize(number)}


def _moment(moment: datetime, scores: OwnScores) -> str:
    """Return a moment on the class's clock, which is named: a paper has many readers."""
    local = moment.astimezone(scores.classroom.zone)
    written = formats.date_format(local, "DATETIME_FORMAT")
    return f"{written} ({scores.classroom.time_zone})"
