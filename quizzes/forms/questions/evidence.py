"""The editing form of an evidence question: a passage, and the sets of sentences accepted."""

from collections.abc import Mapping
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.engine.kinds.base import new_id
from quizzes.engine.text import blocks
from quizzes.forms.questions.fields import TextField, feedback, yes
from quizzes.forms.questions.parts import GONE, Entries, Made, Part, Row, prefix_of

SUPPORTS, FINE = "supports", "fine"
SENTENCES, ACCEPTED = "sentences", "accepted"
LONGEST_LABEL = 160


class SentenceRow(Row):
    """A sentence of the passage."""

    noun = _("Sentence")
    adding = _("Add a sentence")
    plural = _("Passage, sentence by sentence")

    text = TextField(_("Text"), rows=2)
    begins_paragraph = yes(_("Begins a paragraph"))
    feedback = feedback()


class AcceptedRow(Row):
    """A set of sentences that supports the claim; a field for each sentence of the passage."""

    noun = _("Accepted set")
    adding = _("Add an accepted set")
    plural = _("Accepted sets")
    hint = _(
        "All sets have the same size. A sentence that is also fine earns nothing and costs nothing."
    )
    has_id = False
    most = 24
    is_listed = True

    def add_fields(self) -> None:
        """Add a field for each sentence; one that is gone keeps its role, unseen."""
        passage = self.prefix.rsplit(f"-{ACCEPTED}.", 1)[0] + f"-{SENTENCES}"
        self.left_out: set[str] = set()
        for key in self.posted.getlist(passage):
            sentence = prefix_of(passage, key)
            self.fields[key] = _role(str(self.posted.get(f"{sentence}-text", ""))[:LONGEST_LABEL])
            if f"{sentence}-{GONE}" in self.posted:
                self.left_out.add(key)
                self.fields[key].widget = forms.HiddenInput()

    @property
    def summary(self) -> str:
        """The first sentence that is in it."""
        chosen = (str(field.label) for field in self if field.value() == SUPPORTS)
        return next(chosen, "")

    def content(self) -> dict[str, Any]:
        """Return the set's JSON."""
        roles = {key: self.cleaned_data[key] for key in self.fields if key not in self.left_out}
        return {
            "sentences": [key for key, role in roles.items() if role == SUPPORTS],
            "also_fine": [key for key, role in roles.items() if role == FINE],
        }

    @classmethod
    def entries(cls, content: Mapping[str, Any], prefix: str, rng: Random) -> Entries:
        """Yield the role of each sentence that has one."""
        yield from ((f"{prefix}-{key}", SUPPORTS) for key in content["sentences"])
        yield from ((f"{prefix}-{key}", FINE) for key in content["also_fine"])


class SpecPart(Part):
    """The passage and the sets."""

    about = _("The sentences that support a claim are picked in a passage.")
    lists = {SENTENCES: SentenceRow, ACCEPTED: AcceptedRow}
    starts = {ACCEPTED: 1}

    # What is pasted here is cut into sentences, and is no part of the spec.
    passage = TextField(
        _("Add a passage of the article"),
        required=False,
        rows=5,
        help_text=_("Paste four to twelve sentences, then press “Cut into sentences”."),
    )

    def content(self) -> dict[str, Any]:
        """Return the spec, without what is not cut yet."""
        content = super().content()
        return {name: content[name] for name in self.lists}

    def act(self, name: str, rng: Random) -> Made:
        """Make a row for each sentence of what was pasted."""
        if name != "cut":
            return Made()
        pasted = str(self["passage"].value() or "")
        found = [
            (sentence.span.of(pasted), place == 0)
            for block in blocks(pasted)
            for place, sentence in enumerate(block.sentences)
        ]
        if len(found) + len(self.below[SENTENCES].all) > SentenceRow.most:
            return Made(trouble=gettext("That is too much: a passage has up to twelve sentences."))
        for text, begins in found:
            content = {"id": new_id(rng), "text": text, "begins_paragraph": begins, "feedback": ""}
            self._post_sentence(content, rng)
        self.posted[f"{self.prefix}-passage"] = ""
        return Made(len(found), "" if found else gettext("Paste some sentences first."))

    def _post_sentence(self, content: Mapping[str, Any], rng: Random) -> None:
        name = f"{self.prefix}-{SENTENCES}"
        self.post(iter([(name, content["id"])]))
        self.post(SentenceRow.entries(content, prefix_of(name, content["id"]), rng))

    def clean_passage(self) -> str:
        """Refuse a passage that is still to be cut: its author would miss it."""
        passage = str(self.cleaned_data["passage"])
        if passage:
            raise forms.ValidationError(_("Press “Cut into sentences”, or empty this field."))
        return passage

    @classmethod
    def entries(cls, content: Mapping[str, Any], prefix: str, rng: Random) -> Entries:
        """Yield what a browser would post, with nothing to be cut."""
        return super().entries({**content, "passage": ""}, prefix, rng)


def _role(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", _("No evidence")), (SUPPORTS, _("Supports it")), (FINE, _("Also fine"))],
    )
