"""The editing form of an essay: a rubric, the number of words, a model answer."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from quizzes.forms.questions.fields import LineField, NumberField, TextField, count
from quizzes.forms.questions.parts import Part, Row


class LevelRow(Row):
    """How well a criterion can be met."""

    noun = _("Level")
    adding = _("Add a level")
    plural = _("Levels, the best first")

    text = LineField(_("What a text of this level does"))
    points = NumberField(label=_("Points"), required=False)


class CriterionRow(Row):
    """One thing that is looked at."""

    noun = _("Criterion")
    adding = _("Add a criterion")
    plural = _("Rubric")
    hint = _("What whoever marks looks at, with two or more levels for each.")
    lists = {"levels": LevelRow}
    starts = {"levels": 3}

    text = LineField(_("What is looked at"))


class SpecPart(Part):
    """The rubric, and how much is to be written."""

    about = _("A longer text, which you mark by a rubric.")
    lists = {"criteria": CriterionRow}
    starts = {"criteria": 1}

    least_words = count(_("At least so many words"), _("0 or nothing: no bound."))
    most_words = count(_("At most so many words"), _("0 or nothing: no bound."))
    model_answer = TextField(_("A model answer (optional)"), required=False, rows=6)

    def content(self) -> dict[str, Any]:
        """Return the spec; no number is no bound."""
        content = super().content()
        return content | {name: content[name] or 0 for name in ("least_words", "most_words")}
