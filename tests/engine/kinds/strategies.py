"""JSON values and specs of every kind, for properties that hold whatever is asked and answered."""

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
        st.lists(st.fractions(-1, Fraction(9, 10)), min_size=1, max_size=5),
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
        st.lists(
            st.from_regex(r"[aBßéж][aBßéж7 *'–-]{0,20}", fullmatch=True), min_size=1, max_size=4
        ),
        st.lists(st.fractions(0, 1), min_size=4),
        folds_case=st.booleans(),
        folds_white_space=st.booleans(),
        folds_quotes=st.booleans(),
        folds_dashes=st.booleans(),
        folds_diacritics=st.booleans(),
    ),
}
