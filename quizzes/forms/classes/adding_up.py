"""How a class adds up, as its teacher writes it: categories, missing work, a grade scale."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.engine.gradebook.scale import PRESETS, InvalidScale, Scale, checked
from quizzes.models.assignments import Assignment
from quizzes.models.classrooms import Category, Classroom
from quizzes.services.assignments import CategoryWish
from quizzes.templatetags.words import number, words

NEW_LINES = 2
LARGEST_WEIGHT, MOST_DROPPED = 1000, 50
WEIGHT = re.compile(r"[0-9]+(?:\.[0-9]+)?|[0-9]+/[0-9]+")


class CategoryForm(forms.Form):
    """One category; an empty new one is none."""

    public_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=60, required=False)
    weight = forms.CharField(label=_("Weight"), max_length=12, required=False)
    drop_lowest = forms.IntegerField(
        label=_("Lowest left out"), min_value=0, max_value=MOST_DROPPED, required=False
    )
    is_deleted = forms.BooleanField(label=_("Delete"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "weight", "drop_lowest"):
            self.fields[name].widget.attrs["class"] = "form-control"
        self.fields["is_deleted"].widget.attrs["class"] = "form-check-input"

    def clean_weight(self) -> Fraction:
        """Return the weight; 1 where nothing is said."""
        text = self.cleaned_data["weight"].strip().replace(",", ".").rstrip("% ") or "1"
        try:
            # Nothing with an exponent: "1e999999999" would be computed for minutes.
            weight = Fraction(text) if WEIGHT.fullmatch(text) else Fraction(-1)
        except ZeroDivisionError:
            weight = Fraction(-1)
        if not 0 <= weight <= LARGEST_WEIGHT:
            raise ValidationError(
                gettext("A weight is a number from 0 to %(most)s: 1, 2.5 or 1/3.")
                % {"most": LARGEST_WEIGHT}
            )
        return weight

    def clean(self) -> dict[str, Any]:
        """Ask for a name where there is anything else."""
        cleaned = super().clean() or self.cleaned_data
        is_known = bool(cleaned.get("public_id"))
        if is_known and not cleaned.get("name") and not cleaned.get("is_deleted"):
            self.add_error("name", gettext("Give the category a name, or tick Delete."))
        return cleaned

    def wish(self) -> CategoryWish | None:
        """Return what is wished for; None for a new line that was left empty."""
        cleaned = self.cleaned_data
        if not cleaned["public_id"] and not cleaned["name"]:
            return None
        return CategoryWish(
            public_id=cleaned["public_id"],
            name=cleaned["name"],
            weight=cleaned["weight"],
            drop_lowest=cleaned["drop_lowest"] or 0,
            is_deleted=cleaned["is_deleted"],
        )


class CategoriesForm:
    """The categories of a class, with some empty lines, and a choice for each assignment."""

    def __init__(
        self,
        categories: Sequence[Category],
        assignments: Sequence[Assignment],
        posted: QueryDict | None = None,
    ) -> None:
        self.lines = [
            CategoryForm(posted, prefix=f"c{place}", initial=first)
            for place, first in enumerate([*map(_first, categories), *[{}] * NEW_LINES])
        ]
        self.ids = {each.public_id for each in categories}
        self.sorting = [
            (
                each,
                f"a-{each.public_id}",
                posted.get(f"a-{each.public_id}", "") if posted else _name_of(each),
            )
            for each in assignments
        ]
        self.names = [each.name for each in categories]

    def is_valid(self) -> bool:
        """Return whether every line can be read; those of other classes cannot."""
        # Each is asked, so that each says what is wrong with it.
        answers = [line.is_valid() for line in self.lines]
        return all(answers) and all(
            line.cleaned_data["public_id"] in (None, *self.ids) for line in self.lines
        )

    def wishes(self) -> Sequence[CategoryWish]:
        """Return the categories that are wished for."""
        return [wish for line in self.lines if (wish := line.wish()) is not None]

    def sorted_into(self) -> dict[UUID, str]:
        """Return the name of each assignment's category, which may be a new name by now."""
        new_names = {
            wish.public_id: wish.name for wish in self.wishes() if wish.public_id is not None
        }
        renamed = {
            line.initial["name"]: new_names.get(line.initial["public_id"], "")
            for line in self.lines
            if line.initial
        }
        return {each.public_id: renamed.get(said, said) for each, _field, said in self.sorting}


class CountingForm(forms.Form):
    """What missing work counts as, whether students see how the class did, and the scale."""

    are_missing_zero = forms.TypedChoiceField(
        label=_("Not begun when it closes"),
        choices=[("0", _("does not count")), ("1", _("counts as zero"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    is_comparison_shown = forms.BooleanField(
        label=_("Students see how the class did"),
        help_text=_(
            "Median and middle half of each assignment, once ten students see their score of it."
        ),
        required=False,
    )
    grade_scale = forms.CharField(
        label=_("Grade scale"),
        help_text=_(
            "One line for each grade: from how many percent on, and what it is called,"
            " such as “90 A”. Empty: no grades."
        ),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=1000,
        required=False,
    )

    @classmethod
    def of(cls, classroom: Classroom, preset: str = "") -> "CountingForm":
        """Return the form as the class has it, or with a ready-made scale in it."""
        scale = PRESETS[preset][1] if preset in PRESETS else classroom.grade_scale
        return cls(
            initial={
                "are_missing_zero": str(int(classroom.are_missing_zero)),
                "is_comparison_shown": classroom.is_comparison_shown,
                "grade_scale": "\n".join(f"{start} {word}" for start, word in scale),
            }
        )

    @staticmethod
    def presets() -> Sequence[tuple[str, str]]:
        """Return the ready-made scales by name, with what they are called."""
        return [(name, words(label)) for name, (label, _scale) in PRESETS.items()]

    def clean_grade_scale(self) -> Scale:
        """Return the scale, each line as a percentage and a word."""
        lines = [line.split(None, 1) for line in self.cleaned_data["grade_scale"].splitlines()]
        told = [[*line, ""][:2] for line in lines if line]
        try:
            return checked([[start.rstrip("=:%"), word.lstrip("=: ")] for start, word in told])
        except InvalidScale as error:
            raise ValidationError(words(error.message)) from error


def _first(category: Category) -> dict[str, Any]:
    return {
        "public_id": category.public_id,
        "name": category.name,
        "weight": number(category.weight, "en").replace("\N{FRACTION SLASH}", "/"),
        "drop_lowest": category.drop_lowest,
    }


def _name_of(assignment: Assignment) -> str:
    return assignment.category.name if assignment.category else ""
