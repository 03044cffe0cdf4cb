"""What the levels of a rubric come to in a mark, and which levels a mark stands for."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from quizzes.engine.kinds.essay import Criterion, Level, Spec
from quizzes.engine.scoring import ONE


def marked_parts(spec: Spec, levels: Mapping[str, str]) -> Mapping[str, Fraction]:
    """Return the fraction, 0..1, of each criterion at its chosen level.

    Where two levels of a criterion earn the same, the level's id stands beside it with 1: the
    fraction alone would not tell which was chosen. `levels` must fit, see `essay.fraction_of`.
    """
    parts: dict[str, Fraction] = {}
    for criterion in spec.criteria:
        level = next(each for each in criterion.levels if each.id == levels[criterion.id])
        parts[criterion.id] = _share(criterion, level)
        if _is_ambiguous(criterion, level):
            parts[level.id] = ONE
    return parts


def marked_levels(spec: Spec, parts: Mapping[str, Fraction]) -> Mapping[str, str]:
    """Return the ids of the levels that `marked_parts` was made of, by criterion.

    A criterion is missing where nothing fits: in marks of another rubric.
    """
    found: dict[str, str] = {}
    for criterion in spec.criteria:
        fitting = [
            level
            for level in criterion.levels
            if criterion.id in parts and _share(criterion, level) == parts[criterion.id]
        ]
        named = [level for level in fitting if level.id in parts]
        for level in (named or fitting)[:1]:
            found[criterion.id] = level.id
    return found


def _share(criterion: Criterion, level: Level) -> Fraction:
    return level.points / max(each.points for each in criterion.levels)


def _is_ambiguous(criterion: Criterion, level: Level) -> bool:
    return Counter(each.points for each in criterion.levels)[level.points] > 1
