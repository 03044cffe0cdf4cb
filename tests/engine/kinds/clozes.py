"""Clozes to ask: gaps as a table of cases writes them, and any valid question."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow
from itertools import product

from hypothesis import strategies as st

from quizzes.engine.kinds import cloze as kind
from quizzes.engine.kinds.gaps import Gap, GapOption
from quizzes.engine.kinds.short_answer import Variant
from tests.engine.kinds.strategies import shares, words


def typed(
    id_: str, *variants: str | tuple[str, F | int], weight: F | int = 1, set_: str = ""
) -> Gap:
    """A typed gap: accepted texts, each alone (earning 1) or with its fraction."""
    pairs = [(variant, 1) if isinstance(variant, str) else variant for variant in variants]
    return Gap(
        id_,
        tuple(Variant(text, F(fraction), f"On {text}") for text, fraction in pairs),
        weight=F(weight),
        set=set_,
    )


def picked(id_: str, right: str, wrong: str, weight: F | int = 1, set_: str = "") -> Gap:
    """A picked gap with an option for each letter: those of the first word are right."""
    return Gap(
        id_,
        options=tuple(
            GapOption(f"{id_}{letter}", f"Option {letter}", letter in right, f"On {letter}")
            for letter in right + wrong
        ),
        weight=F(weight),
        set=set_,
    )


def spec(*gaps: Gap, **more: bool) -> kind.Spec:
    """The gaps one after the other in a text."""
    return kind.Spec(" and ".join(f"[[{gap.id}]]" for gap in gaps), gaps, **more)


def asked(raw: Mapping[str, str], *gaps: Gap) -> F | None:
    """What a raw input earns in these gaps."""
    question = spec(*gaps)
    response = kind.parse(question, raw, "en")
    assert response is not None
    return kind.score(question, response).fraction


def blind_guesses(question: kind.Spec) -> Iterator[dict[str, str]]:
    """Every way to pick an option in each gap, no text twice in a set."""
    picked_gaps = [gap for gap in question.gaps if gap.options]
    for picks in product(*(gap.options for gap in picked_gaps)):
        pairs = list(zip(picked_gaps, picks, strict=True))
        told = [(gap.set or gap.id, option.text) for gap, option in pairs]
        if len(set(told)) == len(told):
            yield {gap.id: option.id for gap, option in pairs}


CITY = typed("c", "Astana", ("Kazakhstan", F(1, 2)), ("*", 0))
MONTH = picked("m", "j", "xyz")
TWO = (CITY, MONTH)
WEIGHTED = (replace(CITY, weight=F(3)), replace(MONTH, weight=F(1, 2)))
GOODS = tuple(
    typed(*pair, set_="goods") for pair in (("a", "grapes"), ("b", "nuts"), ("d", "dance"))
)
# One key takes in the other: only one assignment earns all.
NESTED = (
    typed("a", "silk", "tea", set_="s"),
    typed("b", "silk", ("tea", F(1, 2)), set_="s"),
)
SPICES = tuple(picked(id_, "pq", "xyz", set_="spices") for id_ in ("f", "g"))
ANY_TWO = tuple(picked(id_, "pqr", "xy", set_="spices") for id_ in ("f", "g"))


_LETTERS = words("aBßéж7", "aBßéж7 *'–-", 12)
_WEIGHTS = shares(F(1, 10), 10)


def _gaps(
    alone: list[tuple[str, F]], picked_: list[tuple[int, int, F]], sizes: tuple[int, int]
) -> tuple[Gap, ...]:
    """Typed and picked gaps, then a typed and a picked set of these sizes, or none below 2."""
    typed_size, picked_size = sizes
    letters = "bcdfghjkmnpq"
    right, wrong = letters[: picked_size + 1], letters[6 : 7 + picked_size]
    return (
        *(typed(f"t{n}", text, ("*", F(1, 3)), weight=w) for n, (text, w) in enumerate(alone)),
        *(
            picked(f"p{n}", letters[:r], letters[6 : 6 + w], weight=weight)
            for n, (r, w, weight) in enumerate(picked_)
        ),
        *(
            typed(f"s{n}", f"word {n}", f"word {n + 1}", (f"word {n + 2}", F(1, 2)), set_="s")
            for n in range(typed_size if typed_size > 1 else 0)
        ),
        *(
            picked(f"q{n}", right, wrong, set_="q")
            for n in range(picked_size if picked_size > 1 else 0)
        ),
    )


def _spec(gaps: tuple[Gap, ...], rng: random.Random, **more: bool) -> kind.Spec:
    order = rng.sample(gaps, len(gaps))
    return kind.Spec("A\n\n" + " *b* ".join(f"[[{gap.id}]]" for gap in order), gaps, **more)


SPEC_STRATEGY = st.builds(
    _spec,
    st.builds(
        _gaps,
        st.lists(st.tuples(_LETTERS, _WEIGHTS), min_size=1, max_size=3),
        st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4), _WEIGHTS), max_size=3),
        st.tuples(st.integers(0, 4), st.integers(0, 4)),
    ),
    st.randoms(use_true_random=False),
    folds_case=st.booleans(),
    folds_white_space=st.booleans(),
    folds_quotes=st.booleans(),
    folds_dashes=st.booleans(),
    folds_diacritics=st.booleans(),
    is_shuffled=st.booleans(),
)


@st.composite
def questions_and_answers(draw: st.DrawFn) -> tuple[kind.Spec, dict[str, str]]:
    """A question and something in its gaps."""
    question = draw(SPEC_STRATEGY)
    raw = {
        gap.id: draw(
            st.sampled_from([option.id for option in gap.options])
            if gap.options
            else st.sampled_from(["word 0", "Word 1", "word 2", "wrod 1", " ", "x"])
        )
        for gap in question.gaps
    }
    return question, raw
