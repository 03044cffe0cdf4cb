"""{% interval estimate %}, {{ share|hundredths }}: an estimate drawn, and shares in words."""

from datetime import timedelta
from fractions import Fraction

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from quizzes.engine.progress.mastery import Estimate
from quizzes.templatetags.times import duration

register = template.Library()


@register.filter
def hundredths(share: float | Fraction) -> int:
    """Return a share (0..1) in whole hundredths, half up."""
    return int(share * 100 + Fraction(1, 2)) if isinstance(share, Fraction) else round(share * 100)


@register.filter
def in_percent(share: float | Fraction | None) -> str:
    """Return a share (0..1) as "64%"; a dash for None."""
    if share is None:
        return "–"
    return gettext("%(number)s%%") % {"number": hundredths(share)}


@register.filter
def time_spent(seconds: int) -> str:
    """Return "1 hour 15 minutes"; no seconds, since nobody's time is known that well."""
    if 0 < seconds < 60:
        return gettext("under a minute")
    return duration(timedelta(seconds=seconds // 60 * 60)) if seconds else gettext("no time")


@register.simple_tag
def interval(estimate: Estimate, text: str = "") -> SafeString:
    """Return an estimate drawn from 0 to 100: the stretch it lies in, and its middle.

    A screen reader hears the numbers, or `text`.
    """
    low, middle, high = (hundredths(each) for each in (estimate.low, estimate.mean, estimate.high))
    said = text or gettext("Between %(low)s%% and %(high)s%%, most likely %(middle)s%%") % {
        "low": low,
        "high": high,
        "middle": middle,
    }
    return format_html(
        '<svg class="qs-interval" viewBox="0 0 100 12" preserveAspectRatio="none" role="img"'
        ' aria-label="{}"><rect class="scale" x="0" y="5" width="100" height="2"/>'
        '<rect class="reach" x="{}" y="2" width="{}" height="8"/>'
        '<rect class="middle" x="{}" y="0" width="1.2" height="12"/></svg>',
        said,
        low,
        max(high - low, 1),
        max(0, middle - 0.6),
    )


@register.filter
def difficulty_words(logit: float) -> str:
    """Return a difficulty in logits in a word."""
    if logit <= -0.5:
        return gettext("easy")
    return gettext("hard") if logit >= 0.5 else gettext("medium")


@register.filter
def chance_words(chance: float) -> str:
    """Return what a blind guess earns on average, in words."""
    if not chance:
        return gettext("no guessing")
    return gettext("a guess earns %(share)s") % {"share": in_percent(chance)}
