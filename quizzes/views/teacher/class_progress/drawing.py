"""The charts of a class's progress, each with its table."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta, tzinfo

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.engine.progress.periods import monday_of
from quizzes.engine.progress.teaching import FirstAnswer, share_of
from quizzes.templatetags.class_progress import share_percent
from quizzes.views.charts import SHARES, Cell, Chart, Row, bars

# A year at most is drawn.
MOST_WEEKS = 52


def by_week(answers: Sequence[FirstAnswer], zone: tzinfo, today: date) -> Chart | None:
    """Return how right first answers were in each week of a zone; None of a single week.

    A week of fewer than four answers is told as its number of answers alone.
    """
    found: defaultdict[date, list[FirstAnswer]] = defaultdict(list)
    for each in answers:
        found[monday_of(each.at.astimezone(zone).date())].append(each)
    weeks = _weeks(min(found, default=today), monday_of(today))
    if len(weeks) < 2:
        return None
    shares = [share_of(found[week]) for week in weeks]
    values = [share.mean if share.is_told else None for share in shares]
    title = _("How right first answers were, by week")
    told = sum(value is not None for value in values)
    summary = ngettext(
        "In %(count)s week four or more were given.",
        "In %(count)s weeks four or more were given.",
        told,
    ) % {"count": told}
    labels = [formats.date_format(week, _("j M")) for week in weeks]
    return Chart(
        key="weeks",
        title=title,
        summary=summary,
        svg=bars(title, summary, labels, values, ticks=SHARES),
        headings=(_("Week from"), _("Right"), _("Answers"), _("Students")),
        rows=tuple(
            Row(
                formats.date_format(week, _("j M Y")),
                (Cell(share_percent(share)), Cell(str(share.answers)), Cell(str(share.students))),
            )
            for week, share in zip(weeks, shares, strict=True)
        ),
    )


def _weeks(first: date, last: date) -> list[date]:
    """Return the Mondays from one to another, of the last year at most."""
    count = min((last - first).days // 7 + 1, MOST_WEEKS)
    return [last - timedelta(weeks=place) for place in reversed(range(count))]
