"""What a teacher does while a quiz runs: how much, to whom, and why."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.forms.classes.moments import FIRST_YEAR, LAST_YEAR

LONGEST_REASON = 500
MOST_MINUTES = 1440
OTHER = "other"
REASONS = (
    ("outage", _("An outage")),
    ("illness", _("Illness")),
    ("technical", _("A technical problem")),
    (OTHER, _("Something else")),
)


class ReasonForm(forms.Form):
    """Why an act is done: picked, or typed. `reason` is what goes on record."""

    why = forms.ChoiceField(
        label=_("Why"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick a reason: it goes on record.")},
    )
    words = forms.CharField(
        label=_("In your words"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for words where nothing else says why."""
        cleaned = super().clean() or {}
        if cleaned.get("why") == OTHER and not cleaned.get("words"):
            self.add_error("words", _("Say in a few words why: it goes on record."))
        return cleaned

    @property
    def reason(self) -> str:
        """What was picked and typed, in one sentence."""
        why, words = self.cleaned_data["why"], self.cleaned_data["words"]
        label = str(dict(REASONS)[why])
        if not words:
            return label
        return words if why == OTHER else f"{label}: {words}"


class MinutesField(forms.IntegerField):
    """Whole minutes, at least one; cleaned to a stretch of time."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=MOST_MINUTES, **options)

    def clean(self, value: Any) -> Any:
        """Return a timedelta, None for nothing."""
        minutes = super().clean(value)
        return None if minutes is None else timedelta(minutes=minutes)


class ActForm(ReasonForm):
    """An act on one attempt: `act` is its name, `minutes` is for those that give time."""

    ACTS = ("add", "take_back", "submit", "reopen", "undo", "late")
    GIVE_TIME = ("add",)

    minutes = MinutesField(label=_("Minutes"), required=False)

    def __init__(self, posted: Any = None, *, needs_minutes: bool = False) -> None:
        super().__init__(posted)
        self.act = ""
        self.needs_minutes = needs_minutes

    def clean(self) -> dict[str, Any]:
        """Read the button: "add:10" gives ten minutes, "add" as many as were typed."""
        cleaned = super().clean()
        self.act, _colon, amount = self.data.get("act", "").partition(":")
        if self.act not in self.ACTS:
            raise forms.ValidationError(_("Say what is to be done."))
        is_number = amount.isascii() and amount.isdigit() and len(amount) <= 6
        if is_number and 0 < int(amount) <= MOST_MINUTES:
            cleaned["minutes"] = timedelta(minutes=int(amount))
            self.errors.pop("minutes", None)
        is_wanted = self.act in self.GIVE_TIME or (self.act == "reopen" and self.needs_minutes)
        if is_wanted and not cleaned.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("Say how many minutes."))
        return cleaned


class WhomForm(forms.Form):
    """Whom added minutes would reach: all in progress, and those whom the clock closed since."""

    minutes = MinutesField(label=_("Minutes to add"), initial=10)
    since = forms.DateTimeField(
        label=_("Also those whom the clock closed since"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("After an outage: their tries open again, and nothing they saved is lost."),
    )

    def clean_since(self) -> datetime | None:
        """Refuse a year that is a slip of the finger."""
        since: datetime | None = self.cleaned_data["since"]
        if since is not None and not FIRST_YEAR <= since.year <= LAST_YEAR:
            raise forms.ValidationError(_("Write a date and a time, as in 2026-03-09 18:00."))
        return since


class TicksForm(forms.Form):
    """Those who are ticked; `chosen` says how many seconds each had been given."""

    def clean(self) -> dict[str, Any]:
        """Read the ticks, "<public id>:<seconds>" each."""
        cleaned = super().clean() or {}
        cleaned["chosen"] = self._chosen()
        if not cleaned["chosen"]:
            raise forms.ValidationError(_("Nobody is ticked. Tick those whom it is for."))
        return cleaned

    @property
    def ticked(self) -> frozenset[str]:
        """The public ids that came ticked."""
        return frozenset(str(each) for each in self._chosen())

    def _chosen(self) -> Mapping[UUID, int]:
        getlist = getattr(self.data, "getlist", None)
        return dict(filter(None, map(_tick, getlist("chosen") if getlist else ())))


class ChosenForm(TicksForm, ReasonForm):
    """An act on those who are ticked, and why."""


def _tick(text: str) -> tuple[UUID, int] | None:
    """Return an attempt's public id and the seconds that it had been given; None if unreadable."""
    public_id, _colon, seconds = text.partition(":")
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 10):
        return None
    try:
        return UUID(public_id), int(seconds)
    except ValueError:
        return None
