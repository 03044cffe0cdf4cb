"""{% levels_drawn line %}, {{ share|share_percent }}: a class's progress drawn, and in numbers."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from quizzes.engine.progress.levels import Level
from quizzes.engine.progress.teaching import Share, Trend
from quizzes.queries.analysis.teaching.topics import TopicLine
from quizzes.templatetags.words import words

register = template.Library()

LOOKS = {
    Level.UNKNOWN: "qs-levels__unknown",
    Level.STARTING: "qs-levels__starting",
    Level.MOSTLY: "qs-levels__mostly",
    Level.SURE: "qs-levels__sure",
}
TREND_ICONS = {Trend.UP: "up", Trend.DOWN: "down", Trend.SAME: "dash"}


@register.filter
def share_percent(share: Share) -> str:
    """Return what answers earned as "64%"; a dash where there are too few to say."""
    if share.mean is None or not share.is_told:
        return "–"
    return gettext("%(number)s%%") % {"number": round(share.mean * 100)}


@register.filter
def trend_words(trend: Trend) -> str:
    """Return how a share changed."""
    return {
        Trend.UP: gettext("better"),
        Trend.DOWN: gettext("worse"),
        Trend.SAME: gettext("about the same"),
        Trend.OPEN: gettext("too few to compare"),
    }[trend]


@register.filter
def trend_icon(trend: Trend) -> str:
    """Return the icon of a change; none where nothing is said."""
    return TREND_ICONS.get(trend, "")


@register.simple_tag
def levels_drawn(line: TopicLine) -> SafeString:
    """Return how many students are at each word as a bar, with the numbers for screen readers."""
    total = sum(each.count for each in line.levels) or 1
    left, bars = 0.0, []
    for each in line.levels:
        width = 100 * each.count / total
        if each.count:
            bars.append((LOOKS[each.level], f"{left:.1f}", f"{width:.1f}"))
        left += width
    said = ", ".join(f"{words(each.word)}: {each.count}" for each in line.levels if each.count)
    drawn = format_html_join("", '<rect class="{}" x="{}" y="0" width="{}" height="12"/>', bars)
    return format_html(
        '<svg class="qs-levels" viewBox="0 0 100 12" preserveAspectRatio="none" role="img"'
        ' aria-label="{}">{}</svg>',
        said,
        drawn,
    )
