"""Two versions of a question, field by field, in words that an author knows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.engine.differing import Piece, words_changed
from quizzes.engine.scoring import shown
from quizzes.models.bank import Evidence, QuestionVersion

# What the names in the kinds' specs mean; of a list, what one of its rows is.
NAMES: Mapping[str, str | Promise] = {
    "accepted": _("Accepted set"),
    "also_fine": _("Also fine"),
    "answer": _("Right answer"),
    "answers": _("Answer"),
    "begins_paragraph": _("Begins a paragraph"),
    "criteria": _("Criterion"),
    "factor": _("Factor"),
    "feedback": _("Feedback"),
    "feedback_false": _("Feedback on “False”"),
    "feedback_true": _("Feedback on “True”"),
    "folds_case": _("Capitals do not matter"),
    "folds_dashes": _("Dashes do not matter"),
    "folds_diacritics": _("Accents do not matter"),
    "folds_quotes": _("Quote marks do not matter"),
    "folds_white_space": _("Spaces do not matter"),
    "fraction": _("Earns"),
    "gaps": _("Gap"),
    "is_right": _("Is right"),
    "is_shuffled": _("Is shuffled"),
    "is_true": _("Is true"),
    "items": _("Item"),
    "least_words": _("Least words"),
    "levels": _("Level"),
    "model_answer": _("Model answer"),
    "most_words": _("Most words"),
    "options": _("Option"),
    "otherwise": _("Feedback on all else"),
    "pairs": _("Pair"),
    "points": _("Points"),
    "scoring": _("Scoring"),
    "sentences": _("Sentence"),
    "set": _("Set"),
    "tells_count": _("Says how many are right"),
    "text": _("Text"),
    "tolerance": _("Tolerance"),
    "tolerance_kind": _("Kind of tolerance"),
    "units": _("Unit"),
    "value": _("Value"),
    "variants": _("Accepted text"),
    "weight": _("Weight"),
}

# Where a field stands in a spec: names, and of rows their ids, or their numbers without ids.
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldChanged:
    """A field that two versions fill differently; `pieces` make up both fillings."""

    label: str
    pieces: Sequence[Piece]


def fields_changed(
    old: QuestionVersion,
    new: QuestionVersion,
    evidence: Mapping[int, Sequence[Evidence]],
) -> Sequence[FieldChanged]:
    """Return what differs between two versions of one question, in the order of its form.

    Options and parts are the same if their ids are. `evidence`: by the version's key. No query.
    """
    before, after = _fields(old, evidence), _fields(new, evidence)
    labels = _labels(old.spec) | _labels(new.spec)
    return [
        FieldChanged(_label(path, labels), words_changed(before.get(path, ""), after.get(path, "")))
        for path in (before | after)
        if before.get(path, "") != after.get(path, "")
    ]


def _fields(
    version: QuestionVersion, evidence: Mapping[int, Sequence[Evidence]]
) -> dict[Path, str]:
    own = {
        (gettext("Question"),): version.stem,
        **dict(_spec_fields(version.spec, (), _texts(version.spec))),
        (gettext("All or nothing"),): _said(version.is_all_or_nothing, {}),
        (gettext("Explanation"),): version.explanation,
        (gettext("Hints"),): "\n".join(version.hints),
        (gettext("Evidence"),): "\n".join(each.quote for each in evidence.get(version.pk, ())),
        (gettext("Level"),): version.get_bloom_display(),
        (gettext("Difficulty"),): version.get_difficulty_display(),
    }
    return {path: text for path, text in own.items() if text}


def _spec_fields(value: Any, path: Path, texts: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """Yield the fields of a spec; of rows with ids their order as well."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name != "id":
                yield from _spec_fields(each, (*path, name), texts)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for place, each in enumerate(value, start=1):
            yield from _spec_fields(each, (*path, _key(each, place)), texts)
        if all("id" in each for each in value):
            order = "\n".join(texts.get(each["id"], each["id"]) for each in value)
            yield (*path, _ORDER), order
    elif path[-1:] == ("fraction",):
        yield path, _share(value)
    else:
        yield path, _said(value, texts if path[-1:] != ("text",) else {})


_ORDER = "\x00order"


def _key(row: Mapping[str, Any], place: int) -> str:
    return str(row.get("id", place))


def _said(value: Any, texts: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return "\n".join(_said(each, texts) for each in value)
    return "" if value is None else texts.get(str(value), str(value))


def _share(value: Any) -> str:
    """Return what an answer earns as its author has typed it: percent of the points."""
    return gettext("%(number)s%%") % {"number": localize(shown(Fraction(value) * 100))}


def _texts(value: Any) -> Mapping[str, str]:
    """Return the texts of what has an id, by id: what refers to it is told by it."""
    found: dict[str, str] = {}
    if isinstance(value, dict):
        if "id" in value and "text" in value:
            found[value["id"]] = value["text"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            found |= _texts(each)
    return found


def _labels(value: Any, path: Path = ()) -> dict[Path, str]:
    """Return what each row of a spec is called: "Option 2"."""
    found: dict[Path, str] = {}
    rows: Sequence[tuple[str, Any]] = ()
    if isinstance(value, dict):
        rows = list(value.items())
    elif isinstance(value, list):
        rows = [(_key(each, n), each) for n, each in enumerate(value, 1) if isinstance(each, dict)]
        for place, (key, _row) in enumerate(rows, start=1):
            found[(*path, key)] = str(place)
    for key, each in rows:
        found |= _labels(each, (*path, key))
    return found


def _label(path: Path, labels: Mapping[Path, str]) -> str:
    """Return a path in words: "Option 2 · Feedback"."""
    said: list[str] = []
    for place, name in enumerate(path, start=1):
        if name == _ORDER:
            said.append(gettext("Order"))
        elif (number := labels.get(path[:place])) is not None:
            said[-1] = f"{said[-1]} {number}"
        elif name != "text" or place == 1:
            said.append(str(NAMES.get(name, name)))
    return " · ".join(said)
