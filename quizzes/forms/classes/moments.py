"""Moments that a teacher types on the class's clock."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Outside of these years a moment cannot be told in every zone, or is a slip of the finger.
FIRST_YEAR, LAST_YEAR = 2000, 2199


class ClassMomentField(forms.DateTimeField):
    """A moment on the clock of `zone`, which the form sets; UTC without one."""

    zone: ZoneInfo = ZoneInfo("UTC")

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(**{"required": False, "widget": widget, **options})
        self.error_messages["invalid"] = _("Write a date and a time, as in 2026-03-09 18:00.")

    def prepare_value(self, value: Any) -> Any:
        """Return what is shown, on the class's clock."""
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment; an hour that a change of clocks leaves out or doubles is refused."""
        with timezone.override(self.zone):
            found = super().to_python(value)
        if found is not None and not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found


def refuse_disorder(form: forms.Form) -> None:
    """Mark what is not in order among the form's `opens_at`, `due_at` and `closes_at`."""
    said = form.cleaned_data
    opens_at, due_at, closes_at = (said.get(f"{name}_at") for name in ("opens", "due", "closes"))
    if opens_at and closes_at and opens_at >= closes_at:
        form.add_error("closes_at", _("It closes before it opens. Give a later time."))
    if due_at and closes_at and due_at > closes_at:
        form.add_error(
            "due_at", _("It is due after it closes. Give the same time or an earlier one.")
        )
    if opens_at and due_at and opens_at >= due_at:
        form.add_error("due_at", _("It is due before it opens. Give a later time."))
