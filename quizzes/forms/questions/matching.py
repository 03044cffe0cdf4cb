"""The editing form of pairs to match."""

from collections.abc import Container, Iterator, Mapping
from random import Random
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.engine.kinds.base import new_id
from quizzes.forms.questions.fields import LineField, feedback, yes
from quizzes.forms.questions.parts import Entries, Part, Row


class PairRow(Row):
    """What is asked and its right answer; `answer` is the id that the answer has or would get."""

    noun = _("Pair")
    adding = _("Add a pair")
    plural = _("Pairs")
    hint = _("Two pairs may have the same answer: it is offered once.")

    text = LineField(_("What is asked"))
    answer_text = LineField(_("Its right answer"))
    feedback = feedback()
    answer = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    @classmethod
    def new(cls, prefix: str, rng: Random) -> Entries:
        """Yield an id for the answer to come: it must not be made of the pair's."""
        yield from super().new(prefix, rng)
        yield f"{prefix}-answer", new_id(rng)


class DistractorRow(Row):
    """An answer that is right for no pair."""

    noun = _("Wrong answer")
    adding = _("Add a wrong answer")
    plural = _("Answers that fit no pair")
    hint = _("They make guessing harder, most of all in the last pair.")
    is_movable = False

    text = LineField(_("Text"))


class SpecPart(Part):
    """Pairs and what is offered beside their answers."""

    about = _("Each thing is given an answer from one list.")
    lists = {"pairs": PairRow, "distractors": DistractorRow}
    starts = {"pairs": 3, "distractors": 1}

    is_shuffled = yes(_("Shuffle the answers for each student"), is_usual=True)
    # The order of the answers as they were: it is what an author sees who does not shuffle them.
    order = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2_000)

    def content(self) -> dict[str, Any]:
        """Return the spec: equal texts are one answer, with the id of the first that has it."""
        content = super().content()
        places = {id_: place for place, id_ in enumerate(content["order"].split())}
        texts: dict[str, str] = {}
        pairs = [_pair(pair, texts, places) for pair in content["pairs"]]
        answers = [{"id": id_, "text": text} for id_, text in texts.items()]
        answers += content["distractors"]
        answers.sort(key=lambda answer: places.get(answer["id"], len(places)))
        return {"pairs": pairs, "answers": answers, "is_shuffled": content["is_shuffled"]}

    @classmethod
    def entries(cls, content: Mapping[str, Any], prefix: str, rng: Random) -> Entries:
        """Yield what a browser would post: each pair with its answer's text and an id."""
        texts = {answer["id"]: answer["text"] for answer in content["answers"]}
        pairs = list(_with_answers(content["pairs"], texts, rng))
        right = {pair["answer"] for pair in content["pairs"]}
        wrong = [answer for answer in content["answers"] if answer["id"] not in right]
        filled = {"pairs": pairs, "distractors": wrong, "order": " ".join(texts)}
        return super().entries({**content, **filled}, prefix, rng)


def _pair(pair: Mapping[str, Any], texts: dict[str, str], known: Container[str]) -> dict[str, Any]:
    """Return a pair of the spec; `texts` gathers the answers. An id that there was stays."""
    id_, text = pair["answer"], " ".join(pair["answer_text"].split())
    if id_ not in known:
        id_ = next((other for other, same in texts.items() if same == text), id_)
    texts[id_] = text
    return {"id": pair["id"], "text": pair["text"], "answer": id_, "feedback": pair["feedback"]}


def _with_answers(
    pairs: list[Mapping[str, Any]], texts: Mapping[str, str], rng: Random
) -> Iterator[dict[str, Any]]:
    taken: set[str] = set()
    for pair in pairs:
        # Two pairs with one answer: if the second is given another text, that is another answer.
        own = new_id(rng) if pair["answer"] in taken else pair["answer"]
        taken.add(own)
        yield {**pair, "answer": own, "answer_text": texts[pair["answer"]]}
