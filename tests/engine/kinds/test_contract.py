"""Every kind keeps the contract: its samples, and what holds for any spec and any input."""

import dataclasses
import itertools
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.behaviors import guessing
from quizzes.engine.behaviors.base import Action, TakenStep
from quizzes.engine.behaviors.interactive import Interactive, interactive
from quizzes.engine.kinds.base import (
    InvalidResponse,
    InvalidSpec,
    Kind,
    Sample,
    Shape,
    dump_spec,
    load_spec,
    mean,
)
from quizzes.engine.kinds.registry import KINDS, is_marked_by_people, kind_of
from quizzes.engine.scoring import Score, all_or_nothing
from tests.engine.kinds import (
    clozes,
    strategies,
    test_essay,
    test_evidence,
    test_matching,
    test_numeric,
    test_ordering,
)
from tests.engine.kinds.strategies import json_values

EVERY_SAMPLE = [
    pytest.param(kind, sample, id=f"{kind.name}-{place}")
    for kind in KINDS.values()
    for place, sample in enumerate(kind.samples())
]
every_sample = pytest.mark.parametrize(("kind", "sample"), EVERY_SAMPLE)
every_spec = pytest.mark.parametrize(
    ("kind", "spec"),
    [
        pytest.param(kind, spec, id=f"{kind.name}-{place}")
        for kind in KINDS.values()
        for place, spec in enumerate(dict.fromkeys(sample.spec for sample in kind.samples()))
    ],
)
A_FIFTH = Fraction(1, 5)
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
SCORED = {name: kind for name, kind in KINDS.items() if not is_marked_by_people(name)}
every_scored_kind = pytest.mark.parametrize("kind", SCORED.values(), ids=SCORED)
SPECS = {
    **strategies.SPECS,
    "numeric": test_numeric.SPEC_STRATEGY,
    "cloze": clozes.SPEC_STRATEGY,
    "matching": test_matching.SPEC_STRATEGY,
    "ordering": test_ordering.SPEC_STRATEGY,
    "evidence": test_evidence.SPEC_STRATEGY,
    "essay": test_essay.SPEC_STRATEGY,
}


def outcome(kind: Kind, sample: Sample) -> object:
    """What an input comes to: a fraction, None, or the state it is in."""
    try:
        response = kind.parse(sample.spec, sample.raw, sample.language)
    except InvalidResponse:
        return "unreadable"
    return "blank" if response is None else kind.score(sample.spec, response).fraction


def blind_guesses(kind: Kind, spec: Any) -> Iterator[object]:
    """Every choice that a guesser can make who knows what the page says; none where it is typed."""
    ids = kind.shuffled(spec, random.Random(0))
    match kind.shape:
        case Shape.ONE:
            yield from ids
        case Shape.MANY:
            for size in told_sizes(kind, spec, len(ids)):
                yield from map(list, itertools.combinations(ids, size))
        case Shape.ORDER:
            yield from map(list, itertools.permutations(ids))
        case Shape.PARTS if kind.name == "matching":
            parts = kind.part_ids(spec)
            for picks in itertools.product(*(kind.choices(spec, part) for part in parts)):
                yield dict(zip(parts, picks, strict=True))
        case Shape.PARTS:
            yield from filter(None, clozes.blind_guesses(spec))


def checked(kind: Kind, spec: Any, responses: Iterable[object]) -> list[TakenStep]:
    """Return the steps of one who checks one answer after the other."""
    return [
        TakenStep(revision, Action.CHECK, each, compared=kind.compared(spec, each))
        for revision, each in enumerate(responses, start=1)
    ]


def told_sizes(kind: Kind, spec: Any, most: int) -> Iterable[int]:
    """Return of how many the page lets one choose."""
    if kind.name == "evidence":
        return [len(spec.accepted[0].sentences)]
    if spec.tells_count:
        return [sum(option.is_right for option in spec.options)]
    return range(1, most + 1)


class TestSamples:
    @every_sample
    def test_come_to_what_they_say(self, kind: Kind, sample: Sample) -> None:
        assert outcome(kind, sample) == sample.expected

    @every_sample
    def test_have_valid_specs_that_survive_json(self, kind: Kind, sample: Sample) -> None:
        kind.check_spec(sample.spec)
        stored = json.loads(json.dumps(dump_spec(sample.spec)))

        assert load_spec(kind, stored) == sample.spec
        assert hash(sample.spec) == hash(load_spec(kind, stored))

    @every_kind
    def test_show_right_wrong_blank_and_unreadable(self, kind: Kind) -> None:
        expected = {sample.expected for sample in kind.samples()}
        scored = {None} if is_marked_by_people(kind.name) else {Fraction(1), Fraction(0)}

        assert {*scored, "blank", "unreadable"} <= expected

    @every_spec
    def test_chance_agrees_with_trying_everything(self, kind: Kind, spec: Any) -> None:
        earned = [
            kind.score(spec, kind.parse(spec, guess, "en")).fraction
            for guess in blind_guesses(kind, spec)
        ]

        assert +Counter(kind.guesses(spec)) == Counter(earned)
        assert kind.chance(spec) == (Fraction(sum(earned), len(earned)) if earned else 0)

    @every_spec
    @pytest.mark.parametrize(
        "behavior", [interactive(None), interactive(4), Interactive(3, A_FIFTH)]
    )
    @pytest.mark.parametrize("scored", [lambda score: score, all_or_nothing])
    def test_chance_agrees_with_trying_every_two_or_three(
        self, kind: Kind, spec: Any, behavior: Interactive, scored: Callable[[Score], Score]
    ) -> None:
        guesses = [kind.parse(spec, guess, "en") for guess in blind_guesses(kind, spec)]
        scores = {guess: scored(kind.score(spec, guess)) for guess in guesses}
        tries = min(behavior.tries, len(guesses)) if len(guesses) < 20 else 2
        behavior = dataclasses.replace(behavior, tries=max(1, tries))
        earned = [
            behavior.outcome(checked(kind, spec, tried), scores.__getitem__).fraction or 0
            for tried in itertools.permutations(guesses, behavior.tries)
        ]

        assert guessing.chance(
            kind.guesses(spec), behavior, is_all_or_nothing=scored is all_or_nothing
        ) == (Fraction(sum(earned), len(earned)) if earned else 0)

    @every_sample
    def test_keep_the_key_out_of_what_is_public(self, kind: Kind, sample: Sample) -> None:
        texts, public = kind.texts(sample.spec), kind.public_texts(sample.spec)

        assert public.items() <= texts.items()
        assert not any(key.startswith("feedback:") for key in public)
        assert all(key in public or key.startswith("feedback:") for key in texts)


class TestEveryKind:
    @every_scored_kind
    @given(data=st.data())
    def test_scores_its_correct_response_with_1(self, kind: Kind, data: st.DataObject) -> None:
        spec = data.draw(SPECS[kind.name])
        raw = json.loads(json.dumps(kind.correct_response(spec)))

        assert kind.score(spec, kind.parse(spec, raw, "en")).fraction == 1

    @every_kind
    @given(data=st.data(), raw=json_values)
    def test_reads_any_json_or_says_that_it_cannot(
        self, kind: Kind, data: st.DataObject, raw: object
    ) -> None:
        spec = data.draw(SPECS[kind.name])
        try:
            response = kind.parse(spec, raw, "en")
        except InvalidResponse:
            return
        assert isinstance(hash(response), int)
        if response is not None:
            score = kind.score(spec, response)
            assert isinstance(score, Score)
            assert isinstance(hash(kind.compared(spec, response)), int)
            if is_marked_by_people(kind.name):
                assert score.fraction is None
            else:
                assert score.fraction is not None
                assert 0 <= score.fraction <= 1

    @every_kind
    @given(data=st.data())
    def test_gives_the_same_in_any_order_of_options(self, kind: Kind, data: st.DataObject) -> None:
        spec = data.draw(SPECS[kind.name])
        ids = kind.shuffled(spec, random.Random(0))
        if not hasattr(spec, "options"):
            return
        turned = dataclasses.replace(spec, options=spec.options[::-1])

        assert kind.chance(turned) == kind.chance(spec)
        for chosen in ids:
            raw = [chosen] if kind.name == "multiple_choice" else chosen
            response = kind.parse(spec, raw, "en")
            assert kind.score(turned, response) == kind.score(spec, response)
            assert kind.chosen(response) == {chosen}

    @every_kind
    @given(data=st.data(), seed=st.integers())
    def test_shuffles_by_the_seed_alone(self, kind: Kind, data: st.DataObject, seed: int) -> None:
        spec = data.draw(SPECS[kind.name])
        order = kind.shuffled(spec, random.Random(seed))

        assert order == kind.shuffled(spec, random.Random(seed))
        assert len(set(order)) == len(order)
        if not getattr(spec, "is_shuffled", True) and hasattr(spec, "options"):
            assert order == tuple(option.id for option in spec.options)

    @every_kind
    @given(data=st.data())
    def test_has_feedback_for_its_responses_among_its_texts(
        self, kind: Kind, data: st.DataObject
    ) -> None:
        spec = data.draw(SPECS[kind.name])
        response = kind.parse(spec, kind.correct_response(spec) or "An essay.", "en")

        assert set(kind.feedback_keys(spec, response)) <= kind.texts(spec).keys()

    @every_kind
    @given(data=st.data())
    def test_has_a_chance_below_certainty(self, kind: Kind, data: st.DataObject) -> None:
        spec = data.draw(SPECS[kind.name])

        assert 0 <= kind.chance(spec) < 1
        assert kind.chance(spec) == mean(kind.guesses(spec))

    @every_kind
    @given(other=json_values)
    def test_refuses_other_json_as_a_spec(self, kind: Kind, other: object) -> None:
        with pytest.raises(InvalidSpec):
            load_spec(kind, other)

    @every_kind
    @given(data=st.data())
    def test_answers_as_one_part_or_names_its_parts(self, kind: Kind, data: st.DataObject) -> None:
        spec = data.draw(SPECS[kind.name])
        parts, order = kind.part_ids(spec), kind.shuffled(spec, random.Random(0))

        assert bool(parts) == (kind.shape is Shape.PARTS)
        assert len(set(parts)) == len(parts)
        assert all(set(kind.choices(spec, part)) <= set(order) for part in parts)
        assert parts or sorted(kind.choices(spec, "")) == sorted(order)

    @every_kind
    @given(data=st.data())
    def test_counts_the_answers_that_one_part_can_take(
        self, kind: Kind, data: st.DataObject
    ) -> None:
        spec = data.draw(SPECS[kind.name])
        counts = [len(kind.choices(spec, part)) for part in kind.part_ids(spec) or ("",)]
        count = kind.option_count(spec)

        assert count is None or count == min(counts)


class TestRegistry:
    def test_names_each_kind_as_it_names_itself(self) -> None:
        assert [kind.name for kind in KINDS.values()] == list(KINDS)
        assert KINDS.keys() == SPECS.keys()
        assert kind_of("true_false").name == "true_false"

    def test_knows_no_other_name(self) -> None:
        with pytest.raises(KeyError):
            kind_of("oracle")
