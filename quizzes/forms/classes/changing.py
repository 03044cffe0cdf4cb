"""What was given is changed: what differs from what is stored, for this class or all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quizzes.forms.classes.giving import DATES, ClassForm
from quizzes.forms.classes.taking import TakingForm, begun_with
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.queries.classrooms.recipients import Recipients
from quizzes.queries.composition import Place

# Of one class alone: another has other students and categories.
OF_ONE = frozenset({"category_id", "is_for_chosen"})
# What the form shows under another name.
SHOWN_AS = {
    "limit_seconds": "limit_minutes",
    "category_id": "category",
    "is_for_chosen": "for_whom",
}


class ReachForm(forms.Form):
    """Whether a change is for this class alone, or for all that got the quiz together."""

    reach = forms.ChoiceField(
        label=_("For which classes"),
        choices=[("this", _("This class only")), ("all", _("All classes that got it together"))],
        widget=forms.RadioSelect,
        initial="this",
        required=False,
    )


@dataclass(frozen=True, slots=True)
class ChangeForms:
    """The whole form of changing an assignment."""

    assignment: Assignment
    taking: TakingForm
    part: ClassForm
    reach: ReachForm

    def is_valid(self) -> bool:
        """Return whether it can be saved."""
        wrong = [f for f in (self.taking, self.part, self.reach) if not f.is_valid()]
        return not wrong

    @property
    def is_for_all(self) -> bool:
        """Whether the change is for all classes that got the quiz together."""
        return (
            self.reach.is_bound
            and self.reach.is_valid()
            and (self.reach.cleaned_data["reach"] == "all")
        )

    def values(self) -> dict[str, Any]:
        """Return the columns that were changed, once the form is valid; seconds are not shown."""
        said = {**self.taking.values(), **self.part.values(self.part.dates())}
        touched = {*self.taking.changed_data, *self.part.changed_data}
        return {
            name: value
            for name, value in said.items()
            if (
                _shown(getattr(self.assignment, name)) != value
                if name in DATES
                else SHOWN_AS.get(name, name) in touched
            )
        }

    def chosen(self) -> list[User] | None:
        """Return the students who get it, None where all do."""
        students = self.part.students()
        return list(students) if students else None


def change_forms(
    assignment: Assignment, data: QueryDict | None, recipients: Recipients, places: list[Place]
) -> ChangeForms:
    """Return the form of an assignment as it is, or as it was posted."""
    return ChangeForms(
        assignment,
        TakingForm(data, places=places, initial=begun_with(assignment)),
        ClassForm(recipients, data, prefix="c", initial=_part_of(assignment)),
        ReachForm(data),
    )


def elsewhere(values: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """Return changed columns for another class: dates at the same time on its own clock."""
    return {
        name: value.replace(tzinfo=zone) if isinstance(value, datetime) else value
        for name, value in values.items()
        if name not in OF_ONE
    }


def _part_of(assignment: Assignment) -> dict[str, Any]:
    is_closing_when_due = assignment.closes_at == assignment.due_at
    return {
        "is_given": True,
        "opens_at": _shown(assignment.opens_at),
        "due_at": _shown(assignment.due_at),
        "closes_at": None if is_closing_when_due else _shown(assignment.closes_at),
        "second_look_until": _shown(assignment.second_look_until),
        "category": str(assignment.category_id or ""),
        "for_whom": "chosen" if assignment.is_for_chosen else "all",
        "chosen": [
            str(each) for each in assignment.chosen.values_list("student__public_id", flat=True)
        ],
    }


def _shown(moment: datetime | None) -> datetime | None:
    """Return a moment to the minute, as a form shows it."""
    return moment and moment.replace(second=0, microsecond=0)
