"""What holds for every kind, whatever its author asks and a student answers in its own shape."""

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.behaviors import deferred
from quizzes.engine.behaviors.base import Action, TakenStep
from quizzes.engine.kinds.base import InvalidResponse, Kind, Shape
from quizzes.engine.kinds.registry import KINDS, is_marked_by_people
from quizzes.engine.scoring import Score
from tests.engine.kinds.strategies import json_values
from tests.engine.kinds.test_contract import SPECS, every_kind, told_sizes

BLANKS: dict[Shape, list[object]] = {
    Shape.ONE: [None, "", " \n"],
    Shape.MANY: [None, []],
    Shape.ORDER: [None, []],
    Shape.TEXT: [None, "", " \n"],
    Shape.LONG_TEXT: [None, "", " \n"],
    Shape.NUMBER: [None, "", " \n", {"text": " ", "decimal": ","}],
    Shape.PARTS: [None, {}],
}
MANY_KINDS = [
    pytest.param(kind, id=name) for name, kind in KINDS.items() if kind.shape is Shape.MANY
]


def answers(kind: Kind, spec: Any) -> st.SearchStrategy[Any]:
    """Raw inputs that the page can send: right, wrong and in between."""
    ids = kind.shuffled(spec, random.Random(0))
    match kind.shape:
        case Shape.ONE:
            return st.sampled_from(ids)
        case Shape.MANY:
            most = max(told_sizes(kind, spec, len(ids)), default=len(ids))
            return st.lists(st.sampled_from(ids), min_size=1, max_size=most, unique=True)
        case Shape.ORDER:
            return st.permutations(ids)
        case Shape.PARTS:
            return st.fixed_dictionaries(
                {},
                optional={
                    part: st.sampled_from(kind.choices(spec, part))
                    if kind.choices(spec, part)
                    else st.text()
                    for part in kind.part_ids(spec)
                },
            )
        case Shape.NUMBER:
            return st.one_of(st.integers().map(str), st.decimals(allow_nan=False).map(str))
    return st.text()


def own_json(kind: Kind, spec: Any) -> st.SearchStrategy[Any]:
    """JSON in the kind's own words, put together wrongly."""
    words = (*kind.shuffled(spec, random.Random(0)), *kind.part_ids(spec), "text", "decimal", "")
    leaf = st.sampled_from(words) | json_values
    return st.recursive(
        leaf,
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(words), inner, max_size=4)
        ),
        max_leaves=8,
    )


def turned(spec: Any) -> Any:
    """The same question with everything that has no order of its own the other way round.

    The variants of typed answers and the items of an ordering have one: they stay.
    """
    changes: dict[str, Any] = {}
    for name in ("options", "pairs", "sentences", "accepted"):
        if hasattr(spec, name):
            changes[name] = getattr(spec, name)[::-1]
    if hasattr(spec, "pairs"):
        changes["answers"] = spec.answers[::-1]
    if hasattr(spec, "gaps"):
        changes["gaps"] = tuple(replace(gap, options=gap.options[::-1]) for gap in spec.gaps[::-1])
    return replace(spec, **changes)


def blank_in_parts(kind: Kind, spec: Any) -> list[object]:
    """Every part there, and nothing in it."""
    parts = kind.part_ids(spec)
    return [dict.fromkeys(parts, blank) for blank in (None, "", " \n")] if parts else []


def earned(kind: Kind, spec: Any, raw: object) -> Score | str:
    """The score of a raw input, or the state it is in."""
    try:
        response = kind.parse(spec, raw, "en")
    except InvalidResponse:
        return "unreadable"
    return "blank" if response is None else kind.score(spec, response)


class TestAnswers:
    @every_kind
    @given(data=st.data())
    def test_earn_between_nothing_and_all_in_the_whole_and_in_parts(
        self, kind: Kind, data: st.DataObject
    ) -> None:
        spec = data.draw(SPECS[kind.name])
        score = earned(kind, spec, data.draw(answers(kind, spec)))

        if isinstance(score, str):
            return
        if is_marked_by_people(kind.name):
            assert score.fraction is None
            return
        assert score.fraction is not None
        assert 0 <= score.fraction <= 1
        assert all(0 <= part.fraction <= 1 for part in score.parts)
        assert (score.fraction == 1) == all(part.fraction == 1 for part in score.parts) or (
            not score.parts
        )

    @every_kind
    @given(data=st.data())
    def test_earn_the_same_in_any_order_of_what_has_none(
        self, kind: Kind, data: st.DataObject
    ) -> None:
        spec = data.draw(SPECS[kind.name])
        raw = data.draw(answers(kind, spec))
        score, other = earned(kind, spec, raw), earned(kind, turned(spec), raw)

        if isinstance(score, str) or isinstance(other, str):
            assert score == other
            return
        assert score.fraction == other.fraction
        assert set(score.parts) == set(other.parts)
        assert kind.guesses(turned(spec)) == kind.guesses(spec)

    @every_kind
    @given(data=st.data())
    def test_are_read_or_refused_in_whatever_way_they_are_put_together(
        self, kind: Kind, data: st.DataObject
    ) -> None:
        spec = data.draw(SPECS[kind.name])
        score = earned(kind, spec, data.draw(own_json(kind, spec)))

        assert isinstance(score, Score) or score in {"blank", "unreadable"}


class TestLuckOfTheRule:
    @every_kind
    @given(data=st.data())
    def test_gives_nothing_to_a_blank(self, kind: Kind, data: st.DataObject) -> None:
        spec = data.draw(SPECS[kind.name])
        for raw in (*BLANKS[kind.shape], *blank_in_parts(kind, spec)):
            response = kind.parse(spec, raw, "en")
            steps = [TakenStep(1, Action.SAVE, response)]
            outcome = deferred.outcome(steps, lambda given: kind.score(spec, given))

            assert response is None
            assert outcome.state == "unanswered"
            assert outcome.fraction == 0

    @pytest.mark.parametrize("kind", MANY_KINDS)
    @given(data=st.data())
    def test_gives_no_more_than_chance_to_all_ticked(self, kind: Kind, data: st.DataObject) -> None:
        spec = data.draw(SPECS[kind.name])
        score = earned(kind, spec, list(kind.shuffled(spec, random.Random(0))))

        # What cannot be ticked all is no answer at all.
        assert score == "unreadable" or score.fraction <= kind.chance(spec)

    @given(data=st.data())
    def test_gives_one_share_to_one_text_in_all_gaps_of_a_set(self, data: st.DataObject) -> None:
        kind = KINDS["cloze"]
        spec = data.draw(SPECS["cloze"])
        sets = {gap.set for gap in spec.gaps if gap.set}
        for name in sets:
            gaps = [gap for gap in spec.gaps if gap.set == name]
            raw = {gap.id: same_in_all(gap) for gap in gaps}
            score = earned(kind, spec, raw)

            assert isinstance(score, Score)
            assert sum(part.fraction for part in score.parts) <= 1


def same_in_all(gap: Any) -> str:
    """The id of the option, or the text, that the gaps of a set have in common."""
    if gap.options:
        return next(option.id for option in gap.options if option.is_right)
    return "word 1"
