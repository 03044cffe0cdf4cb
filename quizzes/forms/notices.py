"""How a person wants to hear of what."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models.notices import NoticeChoice, NoticeKind
from quizzes.services.notices import Wanted


class Row(NamedTuple):
    """The fields of one kind, and what it is called."""

    kind: str
    label: str
    in_app: forms.BoundField
    mail: forms.BoundField


class ChoicesForm(forms.Form):
    """For each kind that fits the person: whether the app shows it, and when it is mailed."""

    def __init__(self, chosen: Mapping[str, NoticeChoice], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds = list(chosen)
        for kind, choice in chosen.items():
            label = NoticeKind(kind).label
            self.fields[f"{kind}_app"] = forms.BooleanField(
                required=False,
                initial=choice.is_in_app,
                label=_("In the app: %(kind)s") % {"kind": label},
                widget=forms.CheckboxInput({"class": "form-check-input"}),
            )
            self.fields[f"{kind}_mail"] = forms.ChoiceField(
                choices=NoticeChoice.Mail.choices,
                initial=choice.mail,
                label=_("By mail: %(kind)s") % {"kind": label},
                widget=forms.Select({"class": "form-select"}),
            )

    def rows(self) -> Iterator[Row]:
        """Yield the lines of the table."""
        for kind in self.kinds:
            yield Row(kind, str(NoticeKind(kind).label), self[f"{kind}_app"], self[f"{kind}_mail"])

    @property
    def wanted(self) -> Mapping[str, Wanted]:
        """What was chosen, by kind."""
        data = self.cleaned_data
        return {kind: Wanted(data[f"{kind}_app"], data[f"{kind}_mail"]) for kind in self.kinds}
