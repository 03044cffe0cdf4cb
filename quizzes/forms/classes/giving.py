"""Whom a quiz is given to and when: a part of the form for each class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quizzes.engine.settings.giving import days_open
from quizzes.engine.settings.presets import PRESETS
from quizzes.forms.classes.moments import ClassMomentField
from quizzes.forms.classes.taking import TakingForm
from quizzes.models.accounts import User
from quizzes.queries.classrooms.recipients import Recipients

DATES = ("opens_at", "due_at", "closes_at")


@dataclass(frozen=True, slots=True)
class Dates:
    """When it opens, is due and closes; None is at once, or never."""

    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return self.opens_at is None and self.due_at is None and self.closes_at is None

    def on_the_clock_of(self, zone: ZoneInfo) -> "Dates":
        """Return what another class's clock shows as the same."""
        moments = (self.opens_at, self.due_at, self.closes_at)
        return Dates(*(each and each.replace(tzinfo=zone) for each in moments))

    def closing(self) -> "Dates":
        """Return the dates with what is not said: due and closing are the same."""
        return replace(
            self, due_at=self.due_at or self.closes_at, closes_at=self.closes_at or self.due_at
        )


def set_zone(form: forms.Form, zone: ZoneInfo) -> None:
    """Have all moments of a form read and shown on a class's clock."""
    for field in form.fields.values():
        if isinstance(field, ClassMomentField):
            field.zone = zone


class ClassForm(forms.Form):
    """One class: whether it gets the quiz, when, who of it, and what it counts as."""

    is_given = forms.BooleanField(required=False)
    opens_at = ClassMomentField(label=_("Opens"), help_text=_("Empty: at once."))
    due_at = ClassMomentField(label=_("Due"))
    closes_at = ClassMomentField(
        label=_("Closes"),
        help_text=_("Empty: when it is due. Later: students can hand in late until then."),
    )
    second_look_until = ClassMomentField(
        label=_("A second look can be asked for until"),
        help_text=_("Empty: students cannot ask for a second look at a mark."),
    )
    category = forms.ChoiceField(label=_("Category"), required=False)
    for_whom = forms.ChoiceField(
        label=_("Who gets it"),
        choices=[("all", _("All students")), ("chosen", _("Only those ticked below"))],
        widget=forms.RadioSelect,
        required=False,
    )
    chosen = forms.MultipleChoiceField(
        label=_("Students"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, recipients: Recipients, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recipients = recipients
        self.classroom = recipients.classroom
        set_zone(self, recipients.classroom.zone)
        fields: dict[str, Any] = self.fields
        fields["category"].choices = [
            ("", _("No category")),
            *((str(each.pk), each.name) for each in recipients.categories),
        ]
        fields["chosen"].choices = [
            (str(each.public_id), each.shown_name) for each in recipients.students
        ]
        if not recipients.categories:
            del self.fields["category"]

    @property
    def is_chosen(self) -> bool:
        """Whether this class is ticked, as it stands on the page."""
        return bool(self["is_given"].value())

    def dates(self) -> Dates:
        """Return what was said of when, once the form is valid."""
        return Dates(*(self.cleaned_data[name] for name in DATES))

    def clean(self) -> dict[str, Any]:
        """Refuse dates in another order, and a choice of nobody."""
        told = super().clean() or self.cleaned_data
        if told.get("is_given"):
            for name, words in out_of_order(told):
                self.add_error(name, words)
            if told.get("for_whom") == "chosen" and not told.get("chosen"):
                self.add_error("chosen", _("Tick the students who get it."))
        return told

    def students(self) -> Sequence[User]:
        """Return the students who get it, where not all do."""
        if self.cleaned_data.get("for_whom") != "chosen":
            return ()
        ticked = set(self.cleaned_data["chosen"])
        return [each for each in self.recipients.students if str(each.public_id) in ticked]

    def values(self, dates: Dates) -> dict[str, Any]:
        """Return what was said of this class, as the columns of an assignment hold it."""
        said = self.cleaned_data
        closed = dates.closing()
        category = said.get("category") or ""
        return {
            "opens_at": closed.opens_at,
            "due_at": closed.due_at,
            "closes_at": closed.closes_at,
            "second_look_until": said.get("second_look_until"),
            "category_id": int(category) if category else None,
            "is_for_chosen": said.get("for_whom") == "chosen",
        }


def out_of_order(said: Mapping[str, Any]) -> Sequence[tuple[str, Any]]:
    """Return which dates are in another order than opening, due, closing, and the words for it."""
    opens_at, due_at, closes_at = (said.get(name) for name in DATES)
    found: list[tuple[str, Any]] = []
    if opens_at and due_at and due_at <= opens_at:
        found.append(("due_at", _("It must be due after it opens.")))
    if due_at and closes_at and closes_at < due_at:
        found.append(("closes_at", _("It cannot close before it is due.")))
    if opens_at and closes_at and closes_at <= opens_at:
        found.append(("closes_at", _("It must close after it opens.")))
    return found


def usual_dates(review_preset: str, now: datetime, zone: ZoneInfo) -> Dates:
    """Return when a quiz is usually open, as a form begins: an exam tomorrow morning for an hour.

    Everything else is open at once, and due some days later in the evening.
    """
    day = now.astimezone(zone).replace(minute=0, second=0, microsecond=0) + days_open(review_preset)
    if review_preset == "exam":
        return Dates(day.replace(hour=9), day.replace(hour=10), None)
    return Dates(None, day.replace(hour=18), None)


@dataclass(frozen=True, slots=True)
class GiveForms:
    """The whole form of giving: how it is taken, and a part for each class."""

    taking: TakingForm
    parts: Sequence[ClassForm]

    @property
    def ticked(self) -> Sequence[ClassForm]:
        """The classes that get it."""
        return [part for part in self.parts if part.is_chosen]

    def is_valid(self) -> bool:
        """Return whether it can be given; a class that is not ticked may say anything."""
        wrong = [form for form in (self.taking, *self.ticked) if not form.is_valid()]
        if not self.ticked:
            self.taking.add_error(None, _("Tick the classes that get it."))
        return bool(self.ticked) and not wrong

    def gifts(self) -> Sequence[tuple[ClassForm, dict[str, Any]]]:
        """Return the ticked classes with the columns of what each is given, once it is valid.

        Where no dates were said they are those of the first class, on each class's own clock.
        """
        first = self.ticked[0].dates()
        taking = self.taking.values()
        return [(part, {**taking, **part.values(_dates_of(part, first))}) for part in self.ticked]


def _dates_of(part: ClassForm, first: Dates) -> Dates:
    own = part.dates()
    return first.on_the_clock_of(part.classroom.zone) if own.is_empty else own


def with_usual_dates(
    data: QueryDict, parts: Sequence[ClassForm], preset: str, now: datetime
) -> QueryDict:
    """Return what was posted with a preset's usual dates, where those of another preset stand."""
    posted = data.copy()
    for part in parts:
        zone = part.classroom.zone
        names = [part.add_prefix(name) for name in DATES]
        said = tuple(posted.get(name, "") for name in names)
        usual = {_written(usual_dates(each, now, zone)) for each in PRESETS}
        if said in usual:
            filled = _written(usual_dates(preset, now, zone))
            for name, value in zip(names, filled, strict=True):
                posted[name] = value
    return posted


def _written(dates: Dates) -> tuple[str, ...]:
    moments = (dates.opens_at, dates.due_at, dates.closes_at)
    return tuple(each.strftime("%Y-%m-%dT%H:%M") if each else "" for each in moments)
