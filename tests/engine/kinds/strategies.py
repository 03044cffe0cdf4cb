"""JSON values and specs of every kind, for properties that hold whatever is asked and answered."""

import math
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from quizzes.engine.kinds import multiple_choice, short_answer, single_choice, true_false
from quizzes.engine.kinds.multiple_choice import Scoring

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)

_counts = st.integers(1, 4)
_DENOMINATORS = (1, 2, 3, 4, 7, 10, 60)


def shares(least: Fraction | int, most: Fraction | int) -> st.SearchStrategy[Fraction]:
    """Fractions from `least` to `most`, from a list: many times faster than `st.fractions`.

    Whole ones come first, so that failures shrink to them; sixtieths differ by little.
    """
    within = (
        Fraction(numerator, denominator)
        for denominator in _DENOMINATORS
        for numerator in range(math.ceil(least * denominator), int(most * denominator) + 1)
    )
    return st.sampled_from(list(dict.fromkeys((*within, Fraction(least), Fraction(most)))))


def words(first: str, others: str, most: int) -> st.SearchStrategy[str]:
    """Texts that begin with one of `first` and go on with up to `most` of `others`."""
    return st.builds(str.__add__, st.sampled_from(first), st.text(others, max_size=most))


def _single_choice(fractions: list[Fraction], is_shuffled: bool) -> single_choice.Spec:
    earned = [Fraction(1), *fractions]
    return single_choice.Spec(
        tuple(
            single_choice.Option(f"o{place}", f"Option {place}", fraction, f"Told {place}")
            for place, fraction in enumerate(earned)
        ),
        is_shuffled,
    )


def _multiple_choice(
    right: list[int], wrong: list[int], scoring: Scoring, tells_count: bool
) -> multiple_choice.Spec:
    weights = [Fraction(share, sum(right)) for share in right]
    weights += [-Fraction(share, 4) for share in wrong[1:]] + [Fraction(-1)]
    return multiple_choice.Spec(
        tuple(
            multiple_choice.Option(f"o{place}", f"Option {place}", weight > 0, weight)
            for place, weight in enumerate(weights)
        ),
        scoring,
        tells_count,
    )


def _short_answer(texts: list[str], fractions: list[Fraction], **folds: bool) -> short_answer.Spec:
    earned = [Fraction(1), *fractions]
    variants = zip(texts, earned, strict=False)
    return short_answer.Spec(tuple(short_answer.Variant(*pair) for pair in variants), **folds)


SPECS: dict[str, st.SearchStrategy[Any]] = {
    "single_choice": st.builds(
        _single_choice,
        st.lists(shares(-1, Fraction(9, 10)), min_size=1, max_size=5),
        st.booleans(),
    ),
    "multiple_choice": st.builds(
        _multiple_choice,
        st.lists(_counts, min_size=1, max_size=4),
        st.lists(_counts, min_size=1, max_size=4),
        st.sampled_from(Scoring),
        st.booleans(),
    ),
    "true_false": st.builds(true_false.Spec, st.booleans(), st.text(), st.text()),
    "short_answer": st.builds(
        _short_answer,
        st.lists(words("aBßéж", "aBßéж7 *'–-", 20), min_size=1, max_size=4),
        st.lists(shares(0, 1), min_size=4, max_size=4),
        folds_case=st.booleans(),
        folds_white_space=st.booleans(),
        folds_quotes=st.booleans(),
        folds_dashes=st.booleans(),
        folds_diacritics=st.booleans(),
    ),
}
