"""What the gallery shows of each question kind: its own samples, while answering and afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from random import Random
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from quizzes.engine.disclosure import EVERYTHING, Disclosure, Part
from quizzes.engine.kinds.base import Kind, Sample, dump_spec
from quizzes.engine.kinds.registry import KINDS
from quizzes.engine.publishing import render
from quizzes.forms.questions import SPEC_PARTS
from quizzes.forms.questions.parts import GONE, posted_by
from quizzes.models.bank import QuestionVersion
from quizzes.views.previews import as_asked, as_reviewed

STEM = "What do the bees learn from the dance?"
EXPLANATION = "The angle of the dance tells the direction, its length the distance."
DISCLOSURES = (Disclosure(EVERYTHING, {}), Disclosure(frozenset({Part.RESPONSE}), {}))
EDITS = ("filled", "refused")
STATES = {"blank": "unanswered", "unreadable": "unreadable"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A kind's template in one state: its name, the question's field and HTML, its own HTML."""

    name: str
    field: str
    stem: SafeString
    html: SafeString


def kinds(scheme: str) -> Iterator[Shown]:
    """Yield each kind's two templates in every state."""
    # Field names must differ between the two panels of the page.
    positions = count(1 if scheme == "light" else 1001)
    for kind in KINDS.values():
        samples = _distinct(kind)
        for sample in samples:
            for is_finished in (False, True):
                yield _answering(kind, sample, next(positions), is_finished=is_finished)
            for disclosure in DISCLOSURES:
                yield _reviewed(kind, sample, next(positions), disclosure)


def edits(scheme: str) -> list[tuple[str, list[SafeString]]]:
    """Return each kind's editing form: filled, with a row removed; empty, and refused."""
    return [
        (f"kinds/{kind.name}/edit", [_editing(kind, state, scheme) for state in EDITS])
        for kind in KINDS.values()
    ]


def _editing(kind: Kind, state: str, scheme: str) -> SafeString:
    prefix, rng = f"{scheme}-{state}-{kind.name}", Random(1)  # noqa: S311 - ids, no secret
    part_class = SPEC_PARTS[kind.name]
    spec = dump_spec(kind.samples()[0].spec)
    is_new = state == "refused"
    entries = part_class.new(prefix, rng) if is_new else part_class.entries(spec, prefix, rng)
    posted = posted_by(entries)
    part = part_class(posted, prefix, is_judged=is_new)
    if not is_new:
        for row in list(part.rows)[:1]:
            posted[f"{row.prefix}-{GONE}"] = "on"
        part = part_class(posted, prefix, is_judged=False)
    name = f"quizzes/components/kinds/{kind.name}/edit.html"
    return render_to_string(name, {"part": part, "focus": ""})


def _distinct(kind: Kind) -> list[Sample]:
    """Return the first sample of each outcome."""
    by_outcome: dict[object, Sample] = {}
    for sample in kind.samples():
        if len(str(sample.raw)) < 100:
            by_outcome.setdefault(sample.expected, sample)
    return list(by_outcome.values())


def _version(kind: Kind, spec: Any) -> QuestionVersion:
    version = QuestionVersion(kind=kind.name, rendered=render(kind, spec, STEM, EXPLANATION))
    # Stands for the row's JSON, which is read once.
    version.loaded_spec = spec
    return version


def _answering(kind: Kind, sample: Sample, position: int, *, is_finished: bool) -> Shown:
    version = _version(kind, sample.spec)
    order = list(kind.shuffled(sample.spec, Random(1)))  # noqa: S311 - an order, no secret
    question = as_asked(
        version,
        position,
        order,
        sample.raw,
        language=sample.language,
        state=_state(sample),
        is_finished=is_finished,
    )
    name = f"kinds/{kind.name}/answer"
    context = {"question": question, "language": sample.language}
    html = render_to_string(f"quizzes/components/{name}.html", context)
    return Shown(name, question.name, question.stem, html)


def _reviewed(kind: Kind, sample: Sample, position: int, disclosure: Disclosure) -> Shown:
    version = _version(kind, sample.spec)
    order = kind.shuffled(sample.spec, Random(1))  # noqa: S311 - an order, no secret
    item = as_reviewed(
        version,
        position,
        order,
        sample.raw,
        language=sample.language,
        state=_state(sample),
        fraction=sample.expected if isinstance(sample.expected, Fraction) else Fraction(0),
        disclosure=disclosure,
    )
    name = f"kinds/{kind.name}/review"
    html = render_to_string(f"quizzes/components/{name}.html", {"item": item})
    return Shown(name, f"r{position}", item.stem, html)


def _state(sample: Sample) -> str:
    return STATES.get(str(sample.expected), "answered")
