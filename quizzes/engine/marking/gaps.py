"""Typed gaps of a cloze, each looked at by itself as the short answer that it is."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from quizzes.engine.kinds import cloze, short_answer
from quizzes.engine.kinds.gaps import Gap
from quizzes.engine.kinds.typed_gaps import as_short_answer
from quizzes.engine.marking.accepting import accepting
from quizzes.engine.scoring import ZERO


def typed_gaps(spec: cloze.Spec) -> Mapping[str, short_answer.Spec]:
    """Return the typed gaps as short answers, by id, in the order of the text.

    Without those of sets: which gap of a set a text counts for hangs on the other texts.
    """
    typed = {gap.id: gap for gap in spec.gaps if gap.variants and not gap.set}
    return {
        gap_id: as_short_answer(typed[gap_id], spec)
        for gap_id in cloze.part_ids(spec)
        if gap_id in typed
    }


def whole_of(spec: cloze.Spec, parts: Mapping[str, Fraction]) -> Fraction:
    """Return what the gaps come to, 0..1: their weighted mean; a gap that is missing earns 0."""
    earned = sum((parts.get(gap.id, ZERO) * gap.weight for gap in spec.gaps), ZERO)
    return earned / sum(gap.weight for gap in spec.gaps)


def accepting_in_gap(spec: cloze.Spec, gap_id: str, text: str, fraction: Fraction) -> cloze.Spec:
    """Return the text with gaps of which one accepts one more answer, see `accepting`."""

    def changed(gap: Gap) -> Gap:
        if gap.id != gap_id:
            return gap
        return replace(gap, variants=accepting(gap.variants, spec, text, fraction))

    return replace(spec, gaps=tuple(changed(gap) for gap in spec.gaps))
