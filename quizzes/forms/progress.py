"""What an address asks of the answers behind a number."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms

from quizzes.engine.progress.periods import RANGES, first_day, monday_of

FIRST, LAST = date(1970, 1, 8), date(9000, 1, 1)


class AskedForm(forms.Form):
    """One of: a topic, an article, a day, a week, the last weeks, or the day something is due.

    `repeats` asks for all answers to a subject's questions, not only those it learned from.
    """

    topic = forms.SlugField(required=False)
    article = forms.UUIDField(required=False)
    day = forms.DateField(required=False)
    week = forms.DateField(required=False)
    weeks = forms.TypedChoiceField(
        choices=[(each, each) for each in RANGES], coerce=int, empty_value=None, required=False
    )
    due = forms.DateField(required=False)
    repeats = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Exactly one of them is asked for, and no day beyond what a calendar has."""
        cleaned = super().clean() or {}
        asked = [name for name, value in cleaned.items() if value and name != "repeats"]
        days = [cleaned.get(name) for name in ("day", "week", "due")]
        if len(asked) != 1 or any(day and not FIRST < day < LAST for day in days):
            raise forms.ValidationError("asks for nothing that there is")
        return cleaned

    def days(self, today: date) -> tuple[date | None, date | None]:
        """Return the first and the last day that are asked for."""
        cleaned = self.cleaned_data
        if cleaned["day"]:
            return cleaned["day"], cleaned["day"]
        if cleaned["week"]:
            monday = monday_of(cleaned["week"])
            return monday, monday + timedelta(days=6)
        if cleaned["weeks"]:
            return first_day(today, cleaned["weeks"]), today
        return None, None

    @property
    def query(self) -> str:
        """What is asked, as an address says it."""
        return urlencode({name: value for name, value in self.cleaned_data.items() if value})
