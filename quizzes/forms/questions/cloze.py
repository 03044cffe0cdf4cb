"""The editing form of a text with gaps."""

from random import Random

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.engine.kinds.gaps import places
from quizzes.engine.kinds.options import is_id
from quizzes.forms.questions.fields import LineField, NumberField, TextField, feedback, yes
from quizzes.forms.questions.parts import GONE, Made, Row
from quizzes.forms.questions.short_answer import Foldings, VariantRow


class OptionRow(Row):
    """One option of a pick-list."""

    noun = _("Option")
    adding = _("Add an option to pick")
    plural = _("Options of a pick-list")

    text = LineField(_("Text"))
    is_right = yes(_("Right"))
    feedback = feedback()


class GapRow(Row):
    """A gap: typed where it has accepted answers, picked where it has options."""

    noun = _("Gap")
    adding = _("Add a gap")
    plural = _("Gaps")
    hint = _(
        "Give a gap accepted answers, and it is typed; or options, and it is picked. Gaps with the"
        " same set are filled in any order, each text once."
    )
    lists = {"variants": VariantRow, "options": OptionRow}
    is_movable = False
    is_named = True

    weight = NumberField(label=_("Weight"), initial="1")
    set = LineField(_("Set (optional)"), required=False)

    @property
    def summary(self) -> str:
        """The gap as it stands in the text."""
        return f"[[{self.key}]]"


class SpecPart(Foldings):
    """A text, its gaps, and what does not matter in what is typed."""

    about = _("Gaps in a text are typed or picked.")
    lists = {"gaps": GapRow}
    field_order = ["text"]

    text = TextField(
        _("Text"),
        rows=6,
        help_text=_(
            "Write a gap as a name of your choice in double brackets, such as [[capital]], then"
            " press “Make the gaps”. Students see a gap, not its name."
        ),
    )
    is_shuffled = yes(_("Shuffle the options of pick-lists for each student"), is_usual=True)

    def act(self, name: str, rng: Random) -> Made:
        """Make a row for each gap that the text has and the list has not."""
        if name != "gaps":
            return Made()
        rows = {row.key: row for row in self.below["gaps"].all}
        written = list(dict.fromkeys(places(str(self["text"].value() or ""))))
        missing = [place for place in written if is_id(place) and place not in rows]
        room = max(0, GapRow.most - len(rows))
        for place in missing[:room]:
            self.post(GapRow.added(f"{self.prefix}-gaps", rng, place))
        for place in written:
            if place in rows and rows[place].is_gone:
                del self.posted[f"{rows[place].prefix}-{GONE}"]
        return Made(min(len(missing), room), _unfit(written))


def _unfit(names: list[str]) -> str:
    """Return which of the names cannot be those of gaps, in words; "" if all can."""
    if not names:
        return gettext("The text has no gap yet: write one as [[name]].")
    unfit = ", ".join(f"[[{name}]]" for name in names if not is_id(name))
    words = gettext("A gap's name has only letters from a to z, digits, - and _: change %(names)s.")
    return words % {"names": unfit} if unfit else ""
