"""What is looked for in a list of quizzes, and in the bank beside a quiz."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.engine.kinds.registry import KINDS
from quizzes.models.bank import QuestionVersion
from quizzes.queries.composition.choosing import Wanted
from quizzes.templatetags.words import words

LONGEST_SEARCH = 200


class BankForm(forms.Form):
    """What is looked for in the bank; what cannot be read is not looked for."""

    q = forms.CharField(label=_("Words"), required=False, max_length=LONGEST_SEARCH)
    article = forms.TypedChoiceField(
        label=_("Article"), required=False, coerce=UUID, empty_value=None
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    bloom = forms.ChoiceField(label=_("Level"), required=False)
    difficulty = forms.ChoiceField(label=_("Difficulty"), required=False)

    def __init__(
        self, asked: Mapping[str, Any], articles: Sequence[tuple[UUID, str]], default: UUID | None
    ) -> None:
        """Take the address's query; without any, what is on the quiz's article is looked for."""
        given = {name: asked[name] for name in self.base_fields if name in asked}
        known = {key for key, _title in articles}
        begun = {"article": str(default)} if default in known else {}
        super().__init__(given if given or "found" in asked else begun)
        kinds = [(kind.name, words(kind.label)) for kind in KINDS.values()]
        choices: Mapping[str, Sequence[tuple[str, Any]]] = {
            "article": [(str(key), title) for key, title in articles],
            "kind": kinds,
            "bloom": QuestionVersion.Bloom.choices,
            "difficulty": QuestionVersion.Difficulty.choices,
        }
        empty = {
            "article": _("All articles"),
            "kind": _("All kinds"),
            "bloom": _("All levels"),
            "difficulty": _("All difficulties"),
        }
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [("", empty[name]), *found]
            field.widget.attrs["class"] = "form-select form-select-sm"
        self.is_valid()

    def wanted(self) -> Wanted:
        """Return what is looked for."""
        said = self.cleaned_data
        return Wanted(
            words=said.get("q", ""),
            article=said.get("article"),
            kind=said.get("kind", ""),
            bloom=said.get("bloom", ""),
            difficulty=said.get("difficulty", ""),
        )

    def as_query(self) -> Mapping[str, str]:
        """Return what is looked for as the query of an address; `found` says that it was chosen."""
        said = {name: str(value) for name, value in self.cleaned_data.items() if value}
        return {"found": "1", **said}


class QuizzesForm(forms.Form):
    """What is looked for in the list of quizzes."""

    q = forms.CharField(label=_("Search"), required=False, max_length=LONGEST_SEARCH)
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[
            ("", _("All")),
            ("own", _("Yours")),
            ("shared", _("Shared with you")),
            ("library", _("The library's")),
        ],
    )
    show = forms.ChoiceField(required=False, choices=[("", ""), ("archived", "")])
