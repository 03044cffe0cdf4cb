"""{{ message|words:zone }}: a Message in the reader's language; numbers and moments as written."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils import formats, translation
from django.utils.translation import get_language, gettext, ngettext

from quizzes.engine.scoring import shown
from quizzes.engine.words import Message
from quizzes.templatetags.times import moment

register = template.Library()


@register.filter
def words(message: Message | str, class_zone: str = "") -> str:
    """Return the message translated, its places filled as its reader writes them.

    Moments name the reader's zone where the clock in `class_zone` differs (see `times.moment`).
    """
    if not isinstance(message, Message):
        return message
    text = _translated(message)
    return text % _filled(message.params, class_zone) if message.params else text


def _translated(message: Message) -> str:
    if message.plural:
        count = message.count if message.count is not None else 1
        return ngettext(message.text, message.plural, count)
    return gettext(message.text)


def _filled(params: Mapping[str, object], class_zone: str) -> dict[str, object]:
    return {name: _written(value, class_zone) for name, value in params.items()}


def _written(value: object, class_zone: str) -> object:
    """Return a value of a message as text, in the active language and time zone."""
    if isinstance(value, Message):
        return words(value, class_zone)
    if isinstance(value, Fraction):
        return points(value)
    if isinstance(value, datetime):
        return moment(value, class_zone)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return formats.localize(value)
    return value


@register.filter
def points(number: Fraction | int) -> str:
    """Return points with two decimals at most: 2⁄3 is 0.67."""
    return str(formats.localize(shown(Fraction(number))))


@register.filter
def number(value: Fraction, language: str = "") -> str:
    """Return an exact number as the language writes it: 1.25, or 2⁄3 where no decimals end."""
    digits = _ending_decimals(value)
    if digits is None:
        return f"{value.numerator}\N{FRACTION SLASH}{value.denominator}"
    with translation.override(language or get_language()):
        mark = str(formats.get_format("DECIMAL_SEPARATOR"))
    return digits.replace(".", mark)


def _ending_decimals(value: Fraction) -> str | None:
    """Return the decimals of a fraction, None where they have no end."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest, count = rest // prime, count + 1
        places = max(places, count)
    if rest != 1:
        return None
    scaled = abs(value.numerator) * 10**places // value.denominator
    whole, decimals = divmod(scaled, 10**places)
    sign = "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}{whole}.{decimals:0{places}}" if places else f"{sign}{whole}"


@register.filter
def percent(share: Fraction | None) -> str:
    """Return a share (0..1) of a maximum as a percentage; nothing for None."""
    if share is None:
        return ""
    return gettext("%(number)s%%") % {"number": points(share * 100)}
