"""A class for the next term: its name, its first day, and when each assignment is."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.engine.classes.next_term import moved, weeks_between
from quizzes.forms.accounts import PlainForm
from quizzes.forms.classes.moments import FIRST_YEAR, LAST_YEAR, ClassMomentField, refuse_disorder
from quizzes.models.assignments import Assignment
from quizzes.services.assignments import NewDates


class DayField(forms.DateField):
    """A day of this age."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, **options)
        self.error_messages["invalid"] = _("Write a day, as in 2026-09-07.")

    def to_python(self, value: Any) -> date | None:
        """Return the day; refuse a year that is a slip of the finger."""
        day = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class TermForm(PlainForm):
    """What the copy is called, and by how much its dates move."""

    name = forms.CharField(max_length=150)
    old_first = DayField()
    new_first = DayField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("name", _("Name of the new class"), autocomplete="off")
        self.say("old_first", _("First day of this class"), _("From here its weeks are counted."))
        self.say(
            "new_first",
            _("First day of the new class"),
            _("Dates keep their weekday and hour: a Tuesday's come on a Tuesday again."),
        )

    @property
    def weeks(self) -> int:
        """By how many weeks dates move."""
        return weeks_between(self.cleaned_data["old_first"], self.cleaned_data["new_first"])


def _was(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return when it was in the old class, with the weekday."""
    if moment is None:
        return ""
    on = formats.date_format(moment.astimezone(zone), gettext("D j M Y, H:i"))
    return gettext("was %(at)s") % {"at": on}


class AnewForm(PlainForm):
    """One assignment of the copy. `assignment` is what it is like."""

    is_copied = forms.BooleanField(required=False)
    opens_at = ClassMomentField()
    due_at = ClassMomentField()
    closes_at = ClassMomentField()

    def __init__(
        self, *args: Any, assignment: Assignment, weeks: int, zone: ZoneInfo, **kwargs: Any
    ) -> None:
        """Show the assignment's dates so many weeks later by the clock of a zone."""
        self.assignment, self.weeks, self.zone = assignment, weeks, zone
        initial = {
            name: self._moved(getattr(assignment, name))
            for name in ("opens_at", "due_at", "closes_at")
        }
        # Who was chosen is not in the new class.
        initial["is_copied"] = not assignment.is_for_chosen
        super().__init__(*args, prefix=f"a{assignment.pk}", initial=initial, **kwargs)
        for name, label in (
            ("opens_at", _("Opens")),
            ("due_at", _("Due")),
            ("closes_at", _("Closes")),
        ):
            field = self.fields[name]
            assert isinstance(field, ClassMomentField)  # noqa: S101 - for the type checker
            field.zone = zone
            self.say(name, label, _was(getattr(assignment, name), zone))
        self.say("is_copied", _("Copy it"))

    def clean(self) -> dict[str, Any]:
        """Refuse times that are not in order, of what is copied."""
        if self.cleaned_data.get("is_copied"):
            refuse_disorder(self)
        return self.cleaned_data

    @property
    def dates(self) -> NewDates:
        """What was chosen."""
        said = self.cleaned_data
        return NewDates(
            opens_at=said["opens_at"],
            due_at=said["due_at"],
            closes_at=said["closes_at"],
            second_look_until=self._moved(self.assignment.second_look_until),
        )

    def _moved(self, moment: Any) -> Any:
        return None if moment is None else moved(moment, self.weeks, self.zone)
