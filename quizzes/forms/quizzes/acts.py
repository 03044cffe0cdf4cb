"""What a composer's buttons send: each act with what it needs."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_POINTS = 1000
POINTS = re.compile(r"([0-9]{1,5})(?:\.([0-9]{1,4})|/([1-9][0-9]{0,3}))?")
MOST_DRAWN = 500


NO_POINTS = {"required": _("Say how many points: a number, such as 2, 0.5 or 2/3.")}


class KeysField(forms.Field):
    """Public ids of what was ticked, in the order of the page, each once."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> Sequence[UUID]:
        """Return the ids; ValidationError where one is none."""
        try:
            return tuple(dict.fromkeys(UUID(str(each)) for each in value or ()))
        except ValueError as error:
            raise ValidationError(_("Reload the page and choose again.")) from error

    def validate(self, value: Sequence[UUID]) -> None:
        """Ask for at least one."""
        if self.required and not value:
            raise ValidationError(_("Tick the questions that you mean first."))


class PointsField(forms.Field):
    """Points: 1, 0.5, 0,5 or 2/3; exact."""

    def to_python(self, value: Any) -> Any:
        """Return the number; ValidationError where it is none, or none that points can be."""
        text = str(value or "").strip()
        if not text:
            return None
        typed = text.replace(",", ".").replace(" ", "").replace("\N{FRACTION SLASH}", "/")
        if not POINTS.fullmatch(typed):
            raise ValidationError(_("Points are a number, such as 2, 0.5 or 2/3."))
        points = Fraction(typed)
        if not 0 <= points <= MOST_POINTS:
            raise ValidationError(_("Points are from 0 to %(most)s."), params={"most": MOST_POINTS})
        return points


class ActForm(forms.Form):
    """An act at a quiz that was seen in a revision."""

    revision = forms.IntegerField(min_value=0)

    @property
    def trouble(self) -> str:
        """What is wrong, in sentences."""
        return " ".join(str(each) for errors in self.errors.values() for each in errors)


class ItemForm(ActForm):
    """An act at one place."""

    item = forms.IntegerField()


class SectionForm(ActForm):
    """An act at one section."""

    section = forms.IntegerField()


class PlaceForm(ItemForm):
    """Where a place shall stand."""

    section = forms.IntegerField()
    order = forms.IntegerField(min_value=1, max_value=10_000)


class IntoForm(ItemForm):
    """The section to whose end a place shall go."""

    section = forms.IntegerField()


class PointsForm(ItemForm):
    """What each question of a place is worth."""

    points = PointsField(error_messages=NO_POINTS)


class AllPointsForm(ActForm):
    """What every question is worth."""

    points = PointsField(error_messages=NO_POINTS)


class AddForm(ActForm):
    """Questions that were ticked, and where to: "s12" is a section, "d7" a draw."""

    to = forms.RegexField(r"^[sd][0-9]{1,12}$")
    question = KeysField()


class DrawForm(ActForm):
    """A new draw in a section, out of what was ticked."""

    to = forms.RegexField(r"^[sd][0-9]{1,12}$")
    draw_count = forms.IntegerField(
        min_value=1,
        max_value=MOST_DRAWN,
        error_messages={
            "required": _("Say how many questions of the pool each student is asked."),
            "invalid": _("How many questions each student is asked is a whole number."),
        },
    )
    question = KeysField()


class DrawAllForm(DrawForm):
    """A new draw out of all that was found."""

    question = KeysField(required=False)


class DrawCountForm(ItemForm):
    """How many questions a draw asks."""

    draw_count = forms.IntegerField(min_value=1, max_value=MOST_DRAWN)


class PoolForm(ItemForm):
    """A question of a pool."""

    pooled = forms.UUIDField()


class NewSectionForm(ActForm):
    """A new section's words."""

    title = forms.CharField(
        max_length=200, error_messages={"required": _("Give the new section a title.")}
    )
    instructions = forms.CharField(max_length=2000, required=False)


class SectionWordsForm(SectionForm):
    """A section's words."""

    title = forms.CharField(max_length=200, required=False)
    instructions = forms.CharField(max_length=2000, required=False)


class RemoveSectionForm(SectionForm):
    """What becomes of what a section holds: the section that it goes to, none to remove it."""

    into = forms.IntegerField(required=False)


class PutBackForm(ActForm):
    """What was removed, as the page was told."""

    section = forms.IntegerField()
    order = forms.IntegerField(min_value=1, max_value=10_000)
    points = PointsField(error_messages=NO_POINTS)
    draw_count = forms.IntegerField(required=False, min_value=1, max_value=MOST_DRAWN)
    question = KeysField()
