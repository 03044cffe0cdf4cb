"""The editing form of a statement that is true or false."""

from collections.abc import Mapping
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.forms.questions.fields import LineField
from quizzes.forms.questions.parts import Entries, Part


class SpecPart(Part):
    """Whether the statement is true, and what is told about either answer."""

    about = _("A statement is judged.")
    is_true = forms.ChoiceField(
        label=_("The statement is"),
        choices=[("true", _("True")), ("false", _("False"))],
        widget=forms.RadioSelect,
    )
    feedback_true = LineField(_("Feedback to who answers “true” (optional)"), required=False)
    feedback_false = LineField(_("Feedback to who answers “false” (optional)"), required=False)

    def content(self) -> dict[str, Any]:
        """Return the spec, with the judgment as a truth value."""
        return {**super().content(), "is_true": self.cleaned_data["is_true"] == "true"}

    @classmethod
    def entries(cls, content: Mapping[str, Any], prefix: str, rng: Random) -> Entries:
        """Yield what a browser would post, with the judgment as a word."""
        judged = "true" if content["is_true"] else "false"
        return super().entries({**content, "is_true": judged}, prefix, rng)
