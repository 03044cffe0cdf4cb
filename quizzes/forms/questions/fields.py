"""Fields of a question's editing form: shares, exact numbers, Markdown, as specs store them."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quizzes.engine.scoring import from_text, meant_fraction, shown, to_text

# Room for a passage or a table; what is longer belongs into the article.
LONGEST_TEXT = 20_000
LONGEST_LINE = 2_000
_LONGEST_NUMBER = 60
_MOST_DECIMALS = 12


class ShareField(forms.CharField):
    """What an answer earns: a percentage or a fraction; 33.3 is a third. Cleaned to "1/3"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Earns, in percent"))
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "qs-short"})
        super().__init__(max_length=_LONGEST_NUMBER, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the share as text; raise ValidationError for what is none."""
        typed = super().clean(value).replace("%", "").replace(",", ".")
        try:
            return to_text(meant_fraction(typed)) if typed else "0"
        except ValueError as error:
            raise ValidationError(_("Type a percentage up to 100, such as 50 or 33.3.")) from error

    @staticmethod
    def typed(value: str) -> str:
        """Return a stored share as an author types it."""
        percent = from_text(value) * 100
        # A share that two decimals do not give back is left a fraction.
        rounded = str(shown(percent))
        return rounded if meant_fraction(rounded) == percent / 100 else value


class NumberField(forms.CharField):
    """An exact number: a decimal or a fraction. Cleaned to the text that specs store."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "qs-short"})
        super().__init__(max_length=_LONGEST_NUMBER, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the number as text, "0" where nothing is typed; raise ValidationError."""
        typed = super().clean(value).replace("\N{MINUS SIGN}", "-").replace(" ", "")
        try:
            return to_text(_number(typed.replace(",", "."))) if typed else "0"
        except (ValueError, ZeroDivisionError) as error:
            raise ValidationError(_("Type a number such as 12, 0.5 or 2/3.")) from error

    @staticmethod
    def typed(value: str) -> str:
        """Return a stored number as an author types it: a decimal where it is one."""
        number = from_text(value)
        for digits in range(_MOST_DECIMALS + 1):
            scaled = number * 10**digits
            if scaled.denominator == 1:
                return f"{Decimal(int(scaled)).scaleb(-digits):f}"
        return value


class LineField(forms.CharField):
    """One line of Markdown."""

    def __init__(self, label: Any, *, required: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_LINE)
        super().__init__(label=label, required=required, **kwargs)


class TextField(forms.CharField):
    """Several lines of Markdown."""

    def __init__(self, label: Any, *, required: bool = True, rows: int = 3, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(
            label=label, required=required, max_length=LONGEST_TEXT, widget=widget, **kwargs
        )


def feedback() -> LineField:
    """Return the field of what is told about an answer."""
    return LineField(_("Feedback (optional)"), required=False)


def yes(label: Any, help_text: Any = "", *, is_usual: bool = False) -> forms.BooleanField:
    """Return a box to tick, which is ticked in a new question if that is usual."""
    return forms.BooleanField(
        label=label, help_text=help_text, required=False, initial=is_usual or None
    )


def count(label: Any, help_text: Any = "") -> forms.IntegerField:
    """Return a field for a whole number, 0 where nothing is typed."""
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"class": "qs-short"}),
    )


def as_typed(field: forms.Field, value: Any) -> Sequence[str]:
    """Return what stands in a posted form for a value of a spec: no, one or several texts."""
    if isinstance(value, bool):
        return ["on"] if value else []
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    if isinstance(field, ShareField | NumberField):
        return [field.typed(str(value))]
    return [str(value)]


def _number(text: str) -> Fraction:
    if "/" in text:
        return from_text(text)
    # Fraction reads "1e999999999" as well, and computes for a long time.
    if not set(text) <= set("+-.0123456789"):
        raise ValueError(f"not a number: {text!r}")
    return Fraction(text)
