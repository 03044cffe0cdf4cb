"""Reading numbers as people write them: marks by language, fractions, percent, powers, units."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from fractions import Fraction

from quizzes.engine.kinds.base import InvalidResponse, Reading, read_text
from quizzes.engine.scoring import to_text
from quizzes.engine.text import DASHES, QUOTE_MARKS
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

# Far beyond what anybody types, and small enough that no text makes the arithmetic slow.
_MAX_CHARACTERS = 250
_MAX_DIGITS = 60
_MAX_EXPONENT = 30

_MOST_DECIMALS = 30
_QUOTED_CHARACTERS = 40

# Languages and regions whose thousands mark is not the comma, after Unicode CLDR (Babel 2.19).
# One that is not listed groups by the comma and has a decimal point, as CLDR's root does.
_GROUPS_BY_POINT = frozenset(
    "ast az bs ca da de dsb el es eu fo fy hr hsb ia id is it jgo jv kgp kkj kl ku lb lij lld ln "
    "lo lu mgh mk mua nl nnh pms ps pt rn ro rw sc scn seh sg sl sr su tr vi wo yrl ar-dz ar-lb "
    "ar-ly ar-ma ar-mr ar-tn en-at en-be en-de en-dk en-es en-id en-it en-nl en-pl en-ro en-si "
    "fr-lu ms-bn ms-id qu-bo sw-cd".split()
)
# These group by a space or an apostrophe.
_GROUPS_OTHERWISE = frozenset(
    "ady af agq ba bas be bg blo br bua cs cv dje dua dyo eo et ewo ff fi fr gl gsw ht hu hy ie "
    "ka kab kbd kea khq kk ksf ky lt lv mfe nb nmg nn no nr pl rm ru sah se ses shi sk smn sq ss "
    "sv tg tk to tok ts tt twq tyv tzm uk uz ve vec xh yav zgh de-ch de-li en-ch en-cz en-ee "
    "en-fi en-fr en-ge en-hu en-lt en-lv en-no en-pt en-se en-sk en-ua en-za es-cr it-ch pt-ao "
    "pt-ch pt-cv pt-gq pt-gw pt-lu pt-mo pt-mz pt-pt pt-st pt-tl".split()
)
_GROUPS_BY_COMMA = frozenset(
    "es-419 es-br es-bz es-cu es-do es-gt es-hn es-mx es-ni es-pa es-pe es-pr es-sv es-us "
    "fr-rw".split()
)

_MARKS = QUOTE_MARKS | DASHES | str.maketrans("ʼ٬،٪⁄∕", "'',%//")
# Unicode NFKC alone would make 10³ a 103, 1½ an 11⁄2 and 101₂ a 1012.
_SUPERSCRIPTS = re.compile("[⁰¹²³⁴-⁹⁺⁻]+")
_SUBSCRIPTS = re.compile("[₀-₉]+")
_FRACTION_CHARACTERS = re.compile("[¼-¾⅐-⅟↉]")

# "1 234/5" is no mixed number: it may be 1234/5.
_FRACTION = re.compile(r"(?:([0-9]{1,60}) (?=[0-9]{1,2} ?/))?([0-9]{1,60}) ?/ ?([0-9]{1,60})")
# Letters of a Cyrillic keyboard that look like e and x are taken for them.
_POWER = re.compile(r"(?: ?[eе] ?| ?[×xх*∗·⋅∙•] ?10 ?\^ ?)([+-]?[0-9]{1,3})$", re.IGNORECASE)
_POWER_ALONE = re.compile(r"^10 ?\^")
_DECIMALS = {
    decimal: re.compile(
        r"(?P<whole>[0-9]*|"
        rf"[1-9][0-9]{{0,2}}(?P<mark>[ '{other}])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*)"
        rf"(?:[{decimal}٫](?P<part>[0-9]*))?"
    )
    for decimal, other in ((".", ","), (",", "."))
}
# What no unit may begin with, since it would be read as a part of the number.
_NUMBER_BEGINS = re.compile(r"\^|[-+.,/ ]*(?:[0-9]|$)")


def read(raw: object, language: str, units: Sequence[str] = ()) -> Reading | None:
    """Return the number in a raw input of Shape.NUMBER, in the unit typed, None if blank.

    Raise InvalidResponse for what cannot be read: if there are units, one of them has to be there.
    Where both decimal marks are possible, the student decides, or else the language (BCP 47); where
    only one is, that one.
    """
    typed, decimal = _typed(raw)
    text = plain(typed)
    if not text:
        return None
    for rest, unit in _without_unit(text, units):
        by_mark = {mark: value for mark in ".," if (value := _number(rest, mark)) is not None}
        if by_mark:
            own = decimal or _own_decimal_mark(rest, language)
            return _reading(by_mark, own, typed, unit)
    raise InvalidResponse(_unreadable(typed, units, is_number=_number(text, ".") is not None))


def _typed(raw: object) -> tuple[str, str]:
    """Return the text as typed and the decimal mark that the student says, "" if none."""
    if isinstance(raw, dict):
        if raw.keys() != {"text", "decimal"} or raw["decimal"] not in (".", ","):
            raise InvalidResponse(Message(_("This answer could not be read.")))
        text, decimal = read_text(raw["text"]), raw["decimal"]
    else:
        text, decimal = read_text(raw), ""
    if len(text.strip()) > _MAX_CHARACTERS:
        raise InvalidResponse(
            Message(
                _("A number can have at most %(limit)s characters."), {"limit": _MAX_CHARACTERS}
            )
        )
    return text, decimal


def _reading(by_mark: dict[str, Fraction], own: str, typed: str, unit: str) -> Reading:
    own = own if own in by_mark else next(iter(by_mark))
    other = "," if own == "." else "."
    if by_mark.get(other, by_mark[own]) == by_mark[own]:
        return Reading(by_mark[own], unit)
    return Reading(by_mark[own], unit, by_mark[other], {"text": typed, "decimal": other})


def plain(text: str) -> str:
    """Return the text with one character for each digit, mark and sign, and without outer space.

    It is Unicode NFKC; what stands high or low is behind "^" and "_": "5 m²" is "5 m^2".
    """
    text = _SUPERSCRIPTS.sub(r"^\g<0>", text)
    text = _SUBSCRIPTS.sub(r"_\g<0>", text)
    # Before normalizing, which takes some quote marks apart into a space and an accent.
    text = _FRACTION_CHARACTERS.sub(r" \g<0>", text).translate(QUOTE_MARKS)
    text = unicodedata.normalize("NFKC", text).translate(_MARKS)
    return re.sub(" +", " ", "".join(map(_plain_character, text))).strip()


def _plain_character(character: str) -> str:
    # Invisible marks, such as those of direction, come along with what is pasted.
    if unicodedata.category(character) == "Cf":
        return ""
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def begins_like_a_number(unit: str) -> bool:
    """Return whether a unit would be read as a part of the number before it."""
    return bool(_NUMBER_BEGINS.match(plain(unit)))


def _without_unit(text: str, units: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the rest of the text with each unit that it ends or begins with, such as "$"."""
    if not units:
        yield text, ""
    # The longest first, since "km" ends as "m" does.
    for known, unit in sorted(((plain(unit), unit) for unit in units), key=lambda k: -len(k[0])):
        rests = (
            text.removesuffix(known) if text.endswith(known) else "",
            text.removeprefix(known) if text.startswith(known) else "",
        )
        # "50 % km" would have two units.
        yield from ((rest.strip(), unit) for rest in rests if rest and "%" not in rest)


def _unreadable(typed: str, units: Sequence[str], *, is_number: bool) -> Message:
    # Half of a character pair, which JSON can hold, could not be sent as a page.
    quoted = "".join(filter(str.isprintable, " ".join(typed.split())))
    if len(quoted) > _QUOTED_CHARACTERS:
        quoted = quoted[:_QUOTED_CHARACTERS] + "…"
    if not units:
        text = _("“%(text)s” cannot be read as a number. Write it like 1200, -3 or 3/4.")
        return Message(text, {"text": quoted})
    text = _(
        "“%(text)s” cannot be read as a number and a unit. Write it like 12 %(unit)s. "
        "The units are: %(units)s."
    )
    if is_number:
        text = _("“%(text)s” has no unit. Write it like 12 %(unit)s. The units are: %(units)s.")
    return Message(text, {"text": quoted, "unit": units[0], "units": ", ".join(units)})


def _own_decimal_mark(text: str, language: str) -> str:
    tag, *more = language.lower().replace("_", "-").split("-")
    # A region has two letters or three digits; a script, which may stand before it, has four.
    region = next((subtag for subtag in more if len(subtag) == 2 or subtag.isdigit()), "")
    for known in (f"{tag}-{region}", tag):
        if known in _GROUPS_BY_COMMA:
            return "."
        if known in _GROUPS_BY_POINT:
            return ","
        if known in _GROUPS_OTHERWISE:
            # The language has neither as its thousands mark: the one that stands there is decimal.
            return "," if "," in text else "."
    return "."


def _number(text: str, decimal: str) -> Fraction | None:
    # Turkish and Basque write the sign of percent in front.
    number = text.removesuffix("%") if text.endswith("%") else text.removeprefix("%")
    divisor = 1 if number == text else 100
    number = number.strip()
    sign = -1 if number.startswith("-") else 1
    size = (number[1:] if number.startswith(("-", "+")) else number).lstrip()
    match = _FRACTION.fullmatch(size)
    value = _fraction(*match.groups()) if match else _scientific(size, decimal)
    return None if value is None else sign * value / divisor


def _fraction(whole: str | None, above: str, below: str) -> Fraction | None:
    # "1 5/4" may be a slip for 15/4.
    if int(below) == 0 or (whole and int(above) >= int(below)):
        return None
    return int(whole or 0) + Fraction(int(above), int(below))


def _scientific(size: str, decimal: str) -> Fraction | None:
    size = _POWER_ALONE.sub("1×10^", size)
    match = _POWER.search(size)
    if not match:
        return _decimal(size, decimal)
    mantissa, exponent = _decimal(size[: match.start()], decimal), int(match[1])
    if mantissa is None or abs(exponent) > _MAX_EXPONENT:
        return None
    return mantissa * Fraction(10) ** exponent


def _decimal(size: str, decimal: str) -> Fraction | None:
    match = _DECIMALS[decimal].fullmatch(size)
    if not match:
        return None
    part = match["part"] or ""
    digits = "".join(filter(str.isdigit, match["whole"])) + part
    return Fraction(int(digits), 10 ** len(part)) if 1 <= len(digits) <= _MAX_DIGITS else None


def written(value: Fraction) -> str:
    """Return the number without thousands marks: whole, else with a decimal point, else a/b.

    Only the decimal point can be taken for something else in another language.
    """
    for places in range(1, _MOST_DECIMALS + 1):
        scaled = abs(value) * 10**places
        digits = str(scaled.numerator).zfill(places + 1)
        if value.denominator > 1 and scaled.denominator == 1 and len(digits) <= _MAX_DIGITS:
            return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
    return to_text(value)
