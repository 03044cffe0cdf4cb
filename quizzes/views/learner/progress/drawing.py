"""The charts of a student's progress, each with its table, whose numbers lead to the answers."""

from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.engine.progress.periods import Period, together
from quizzes.queries.practice.activity import Activity
from quizzes.queries.practice.coming import Coming
from quizzes.queries.practice.knowing import Known, at_days
from quizzes.templatetags.progress import in_percent, time_spent
from quizzes.views.charts import (
    MARKS,
    SHARES,
    Cell,
    Chart,
    Legend,
    Row,
    Series,
    banded,
    bars,
    lines,
    squares,
)

POINTS = 12
# From so many answers on a day is drawn full.
MANY = 10


def answers_url(**asked: str) -> str:
    """Return the page of the answers that a number came from."""
    return f"{reverse('quizzes:progress-answers')}?{urlencode(asked)}"


def over_time(topics: Sequence[Known], first: date, today: date) -> Chart | None:
    """Return the estimates of the most answered topics; None without any that is told."""
    told = sorted((each for each in topics if each.is_told), key=lambda each: -each.answer_count)
    shown = sorted(told[:MARKS], key=lambda each: each.name.casefold())
    if not shown:
        return None
    days = _sampled(first, today)
    series = [
        Series(each.name, tuple(p.estimate.mean if p else None for p in at_days(each, days)))
        for each in shown
    ]
    title = _("What you know, over time")
    summary = "; ".join(
        _("%(topic)s: %(share)s now")
        % {"topic": each.name, "share": in_percent(each.estimate.mean)}
        for each in shown
    )
    return Chart(
        key="over-time",
        title=title,
        summary=summary,
        svg=lines(title, summary, _short(days), series, ticks=SHARES),
        headings=(_("Day"), *(each.name for each in shown)),
        rows=tuple(
            Row(_long(day), tuple(Cell(in_percent(each.values[place])) for each in series))
            for place, day in enumerate(days)
        ),
        legends=tuple(Legend(place, each.name) for place, each in enumerate(shown)),
    )


def of_subject(known: Known, today: date) -> Chart | None:
    """Return the estimate of one subject over all of its days, with its band."""
    if len(known.history) < 2:
        return None
    days = _sampled(known.history[0].day, today)
    points = [each for each in at_days(known, days) if each is not None]
    estimates = [each.estimate for each in points]
    days = days[-len(points) :]
    title = _("%(name)s, over time") % {"name": known.name}
    summary = _("It began at %(first)s and is at %(last)s now, between %(low)s and %(high)s.") % {
        "first": in_percent(estimates[0].mean),
        "last": in_percent(estimates[-1].mean),
        "low": in_percent(estimates[-1].low),
        "high": in_percent(estimates[-1].high),
    }
    return Chart(
        key="subject",
        title=title,
        summary=summary,
        svg=banded(
            title,
            summary,
            _short(days),
            [each.low for each in estimates],
            [each.mean for each in estimates],
            [each.high for each in estimates],
            ticks=SHARES,
        ),
        headings=(_("Day"), _("At least"), _("Most likely"), _("At most"), _("First answers")),
        rows=tuple(
            Row(
                _long(day),
                (
                    *(Cell(in_percent(n)) for n in (e.low, e.mean, e.high)),
                    Cell(str(point.answer_count)),
                ),
            )
            for day, e, point in zip(days, estimates, points, strict=True)
        ),
    )


def accuracy(weeks: Sequence[Period]) -> Chart:
    """Return how right the answers of each week were."""
    title = _("How right your answers were, by week")
    busy = [each for each in weeks if not each.is_quiet]
    summary = ngettext(
        "In %(count)s week something was answered.",
        "In %(count)s weeks something was answered.",
        len(busy),
    ) % {"count": len(busy)}
    values = [None if each.accuracy is None else float(each.accuracy) for each in weeks]
    return Chart(
        key="accuracy",
        title=title,
        summary=summary,
        svg=bars(title, summary, _short([w.starts_on for w in weeks]), values, ticks=SHARES),
        headings=(_("Week from"), _("Right"), _("Answers")),
        rows=tuple(
            Row(
                _long(each.starts_on),
                (
                    Cell(in_percent(each.accuracy), "" if each.is_quiet else _week(each)),
                    Cell(str(each.answered)),
                ),
            )
            for each in weeks
        ),
    )


def time_by_week(weeks: Sequence[Period]) -> Chart:
    """Return the minutes of each week."""
    title = _("Time on questions, by week")
    minutes = [each.seconds / 60 for each in weeks]
    most = max(weeks, key=lambda each: each.seconds)
    summary = _("The most in a week was %(time)s.") % {"time": time_spent(most.seconds)}
    return Chart(
        key="time",
        title=title,
        summary=summary,
        svg=bars(
            title,
            summary,
            _short([each.starts_on for each in weeks]),
            minutes,
            ticks=_ticks(max(minutes), _("%(count)s min")),
        ),
        headings=(_("Week from"), _("Time")),
        rows=tuple(
            Row(
                _long(each.starts_on),
                (Cell(time_spent(each.seconds), _week(each) if each.seconds else ""),),
            )
            for each in weeks
        ),
    )


def days_with_answers(activity: Activity) -> Chart:
    """Return the days of the strip, a square each, and its weeks as a table."""
    title = _("Days with answers")
    count = activity.active_days
    summary = ngettext(
        "%(count)s day in the last twelve weeks. A full square is a day of ten answers or more.",
        "%(count)s days in the last twelve weeks. A full square is a day of ten answers or more.",
        count,
    ) % {"count": count}
    strip = activity.strip
    weeks = [strip[place : place + 7] for place in range(0, len(strip), 7)]
    names = [formats.date_format(day.starts_on, "D") for day in weeks[0]]
    return Chart(
        key="days",
        title=title,
        summary=summary,
        svg=squares(
            title,
            summary,
            [_busy(day.answered) for day in strip],
            [name if place % 2 == 0 else "" for place, name in enumerate(names)],
            _short([week[0].starts_on for week in weeks]),
        ),
        headings=(_("Week from"), _("Days"), _("Answers")),
        rows=tuple(
            Row(
                _long(week[0].starts_on),
                (
                    Cell(str(sum(not day.is_quiet for day in week))),
                    _answers_cell(together(week)),
                ),
            )
            for week in weeks
        ),
    )


def _busy(answered: int) -> str:
    if not answered:
        return "none"
    return "many" if answered >= MANY else "some"


def _answers_cell(week: Period) -> Cell:
    return Cell(str(week.answered), _week(week) if week.answered else "")


def coming_back(coming: Coming) -> Chart:
    """Return how many questions come back on each of the next days."""
    counts = coming.forecast
    title = _("What comes back in the next 30 days")
    summary = ngettext(
        "%(count)s question comes back, at most %(limit)s a day.",
        "%(count)s questions come back, at most %(limit)s a day.",
        coming.total,
    ) % {"count": coming.total, "limit": coming.daily_limit}
    days = coming.days
    return Chart(
        key="coming",
        title=title,
        summary=summary,
        svg=bars(
            title, summary, _short(days), [float(n) for n in counts], ticks=_ticks(max(counts), "")
        ),
        headings=(_("Day"), _("Questions")),
        rows=tuple(
            Row(_long(day), (Cell(str(n), answers_url(due=day.isoformat()) if n else ""),))
            for day, n in zip(days, counts, strict=True)
        ),
    )


def _week(week: Period) -> str:
    return answers_url(week=week.starts_on.isoformat())


def _sampled(first: date, last: date) -> list[date]:
    """Return at most a dozen days at equal steps, the last one included."""
    span = max((last - first).days, 1)
    step = -(-span // (POINTS - 1))
    count = span // step + 1
    return [last - timedelta(days=step * place) for place in reversed(range(count))]


def _ticks(highest: float, template: str) -> list[tuple[float, str]]:
    """Return round heights from 0 to above the highest value, in words by a template."""
    step = next(n for n in (1, 2, 5, 10, 20, 30, 60, 120, 240, 600, 1200, 6000) if n * 4 >= highest)
    found = [step * place for place in range(5)]
    return [(n, template % {"count": n} if template else str(n)) for n in found]


def _short(days: Sequence[date]) -> list[str]:
    return [formats.date_format(day, _("j M")) for day in days]


def _long(day: date) -> str:
    return formats.date_format(day, _("j M Y"))
