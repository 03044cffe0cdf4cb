"""What is looked for in the record of acts."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.forms.people import dress
from quizzes.queries.records.log import Asked
from quizzes.templatetags.acts import act_in_words


class LogForm(forms.Form):
    """Who, what, when; nothing has to be said. Days are the reader's own."""

    person = forms.CharField(max_length=150, required=False, label=_("Person"))
    action = forms.ChoiceField(required=False, label=_("Act"))
    words = forms.CharField(max_length=100, required=False, label=_("Reason, address or id"))
    since = forms.DateField(
        required=False, label=_("From"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until = forms.DateField(
        required=False, label=_("To"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    with_students = forms.BooleanField(required=False, label=_("Also what students did"))

    def __init__(self, *args: Any, actions: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)
        choices = sorted(((each, act_in_words(each)) for each in actions), key=lambda c: c[1])
        field = self.fields["action"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("All")), *choices]

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day is before the first one."))
        return cleaned

    @property
    def asked(self) -> Asked:
        """What is looked for; nothing of what could not be read."""
        said = self.cleaned_data if self.is_valid() else {}
        return Asked(
            person=said.get("person", "").strip(),
            action=said.get("action", ""),
            words=said.get("words", "").strip(),
            since=_begin(said.get("since")),
            until=_begin(said.get("until"), days=1),
            with_students=said.get("with_students", False),
        )


def _begin(day: Any, days: int = 0) -> datetime | None:
    """Return when a day, or the one after it, begins by the reader's clock; None out of time."""
    if day is None:
        return None
    try:
        begins = timezone.make_aware(datetime.combine(day + timedelta(days=days), time.min))
        return begins.astimezone(UTC)
    except OverflowError:
        return None
