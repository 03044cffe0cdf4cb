"""What one student gets beyond the class: for one assignment, or always."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quizzes.engine.settings.granting import factor_of, percent_of
from quizzes.forms.classes.giving import out_of_order, set_zone
from quizzes.forms.classes.moments import ClassMomentField
from quizzes.forms.quizzes.settings import MOST_TRIES
from quizzes.models.accounts import User
from quizzes.models.assignments import LARGEST_FACTOR, Accommodation, Assignment
from quizzes.models.classrooms import Classroom
from quizzes.services.attempts import Grant

LONGEST_NOTE = 1000
OF_ONE = ("opens_at", "due_at", "closes_at", "is_excused", "is_late_waived")


class AccommodationForm(forms.Form):
    """Extra time, tries, dates, an excuse; a note for teachers. Of always only what makes sense."""

    percent = forms.IntegerField(
        label=_("Extra time, in percent"),
        help_text=_("25 makes 75 minutes of 60. Empty: the class's time."),
        required=False,
        min_value=0,
        max_value=100 * (LARGEST_FACTOR - 1),
        widget=forms.NumberInput(attrs={"class": "qs-short"}),
    )
    extra_attempts = forms.IntegerField(
        label=_("More tries"),
        required=False,
        min_value=0,
        max_value=MOST_TRIES,
        widget=forms.NumberInput(attrs={"class": "qs-short"}),
    )
    opens_at = ClassMomentField(label=_("Opens"))
    due_at = ClassMomentField(label=_("Due"))
    closes_at = ClassMomentField(
        label=_("Closes"),
        help_text=_("Empty: as for the class, with the extra time. The same for the two above."),
    )
    is_excused = forms.BooleanField(
        label=_("Excused: it does not count for this student"), required=False
    )
    is_late_waived = forms.BooleanField(
        label=_("Take nothing off for lateness"),
        help_text=_("Tries that were handed in get their points back. Say why in the note."),
        required=False,
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Only teachers of the class see it."),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        classroom: Classroom,
        assignment: Assignment | None,
        given: Accommodation | None,
    ) -> None:
        self.given = Grant() if given is None else Grant.of(given)
        super().__init__(data, initial=_shown(self.given))
        set_zone(self, classroom.zone)
        if assignment is None:
            for name in OF_ONE:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Refuse dates in another order, a waiver without a reason, and what gives nothing."""
        told = super().clean() or self.cleaned_data
        for name, words in out_of_order(told):
            self.add_error(name, words)
        if told.get("is_late_waived") and not told.get("note", "").strip():
            self.add_error("note", _("Say why nothing is taken off."))
        if not self.errors and replace(self.grant(), note="") == Grant():
            self.add_error(None, _("This gives nothing beyond the class. Fill in what it gives."))
        return told

    def grant(self) -> Grant:
        """Return what was said; what the form does not show stays as it is."""
        said = dict(self.cleaned_data)
        percent = said.pop("percent")
        said["factor"] = None if percent is None else factor_of(percent)
        said["extra_attempts"] = said["extra_attempts"] or 0
        said["note"] = said["note"].strip()
        return replace(self.given, **said)


def _shown(grant: Grant) -> dict[str, Any]:
    return {
        "percent": None if grant.factor is None else int(percent_of(grant.factor)),
        "extra_attempts": grant.extra_attempts or None,
        "note": grant.note,
        **{name: getattr(grant, name) for name in OF_ONE},
    }


class WhomForm(forms.Form):
    """Which student gets something, and for what."""

    student = forms.ChoiceField(label=_("Student"))
    assignment = forms.ChoiceField(label=_("For"), required=False)

    def __init__(
        self,
        *args: Any,
        students: Sequence[User],
        assignments: Sequence[Assignment],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["student"].choices = [
            ("", _("Choose a student")),
            *((str(each.public_id), each.shown_name) for each in students),
        ]
        fields["assignment"].choices = [
            ("", _("Always in this class")),
            *((str(each.public_id), each.quiz.title) for each in assignments),
        ]

    def chosen(self) -> tuple[UUID, UUID | None]:
        """Return the public ids of the student and of the assignment, None for always."""
        assignment = self.cleaned_data["assignment"]
        return UUID(self.cleaned_data["student"]), UUID(assignment) if assignment else None
