"""Numeric: tolerances, units, order of answers, feedback, and what an author may get wrong."""

import json
import random
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import base
from quizzes.engine.kinds import numeric as kind
from quizzes.engine.kinds.base import InvalidResponse, InvalidSpec, Reading, Sample
from quizzes.engine.kinds.numeric import Answer, Number, Spec, ToleranceKind, Unit
from tests.engine.kinds.strategies import json_values, shares

KIND: base.Kind = kind
LANGUAGES = ["en", "de", "fr", "ru", "kk", "de-CH", "ar", ""]
KM, M, PERCENT = Unit("km", F(1)), Unit("m", F(1, 1000)), Unit("%", F(1))


def absolute(value: F | int | str, tolerance: F | int | str = 0, fraction: F | int = 1) -> Answer:
    return Answer(F(value), F(fraction), ToleranceKind.ABSOLUTE, F(tolerance))


def relative(value: F | int | str, tolerance: F | int | str, fraction: F | int = 1) -> Answer:
    return Answer(F(value), F(fraction), ToleranceKind.RELATIVE, F(tolerance))


def figures(value: F | int | str, count: F | int | str, fraction: F | int = 1) -> Answer:
    return Answer(F(value), F(fraction), ToleranceKind.FIGURES, F(count))


def spec(*answers: Answer | int | str, units: tuple[Unit, ...] = ()) -> Spec:
    """Answers, or keys that are met exactly."""
    return Spec(tuple(a if isinstance(a, Answer) else absolute(a) for a in answers), units)


def _spec(answers: list[Answer], units: list[Unit], otherwise: str) -> Spec:
    first = Answer(answers[0].value, F(1), *_tolerance(answers[0]), "Right.")
    return Spec((first, *answers[1:]), tuple(units), otherwise)


def _tolerance(answer: Answer) -> tuple[ToleranceKind, F]:
    return answer.tolerance_kind, answer.tolerance


_values = st.builds(F, st.integers(-(10**12), 10**12), st.sampled_from([1, 3, 1000, 999_983]))
_answers = st.builds(
    Answer,
    _values,
    shares(0, 1),
    st.sampled_from(ToleranceKind),
    st.integers(1, 15).map(F),
    st.text(),
)
SPEC_STRATEGY = st.builds(
    _spec,
    st.lists(_answers, min_size=1, max_size=5),
    st.lists(
        st.builds(
            Unit,
            st.sampled_from(["km", "m", "k m", "M", "%", "m²", "'", "$", "e", "/s", "°C"]),
            st.sampled_from([F(1), F(1000), F(1, 7), F(3, 2)]),
        ),
        max_size=4,
        unique_by=lambda unit: unit.text,
    ),
    st.text(),
)


class TestScore:
    @pytest.mark.parametrize(
        ("asked", "raw", "expected"),
        [
            *((spec(5), same, F(1)) for same in ("5", "5.0", "10/2", "500 %")),
            (spec(5), "-5", F(0)),
            (spec(5), "5.0000000000000000000000000001", F(0)),
            (spec("1/3"), "1/3", F(1)),
            (spec("1/3"), "0.333333", F(0)),
            (spec("0.1"), "1e-1", F(1)),
            # Absolute, bounds included.
            *((spec(absolute(10, "0.5")), bound, F(1)) for bound in ("9.5", "10.5")),
            (spec(absolute(10, "0.5")), "10.51", F(0)),
            (spec(absolute(10, "0.5")), "9.499999999999999999", F(0)),
            (spec(absolute("0.3", "0.1")), "0.4", F(1)),
            # Relative to the size of the key, bounds included.
            *((spec(relative(200, "1/100")), bound, F(1)) for bound in ("198", "202")),
            (spec(relative(200, "1/100")), "202.01", F(0)),
            (spec(relative(-200, "1/100")), "-198", F(1)),
            (spec(relative(-200, "1/100")), "-202", F(1)),
            (spec(relative(-200, "1/100")), "200", F(0)),
            (spec(relative(0, "1/100")), "0", F(1)),
            (spec(relative(0, "1/100")), "0.0001", F(0)),
            # Significant figures of the key: half a unit of the nth, bounds included.
            *((spec(figures("3.14159", 3)), near, F(1)) for near in ("3.14", "3.14659", "3.13659")),
            (spec(figures("3.14159", 3)), "3.14660", F(0)),
            (spec(figures("3.14159", 3)), "3.1", F(0)),
            (spec(figures(1234, 2)), "1200", F(1)),
            (spec(figures(1234, 2)), "1284", F(1)),
            (spec(figures(1234, 2)), "1285", F(0)),
            *((spec(figures(1000, 1)), bound, F(1)) for bound in ("500", "1500")),
            (spec(figures(1000, 1)), "499", F(0)),
            (spec(figures(999, 1)), "1049", F(1)),
            (spec(figures(999, 1)), "1050", F(0)),
            (spec(figures("0.00256", 2)), "0.0026", F(1)),
            (spec(figures("0.00256", 2)), "0.00262", F(0)),
            (spec(figures("-1/3", 2)), "-0.33", F(1)),
            (spec(figures("-1/3", 2)), "-0.34", F(0)),
            (spec(figures("2/3", 1)), "0.7", F(1)),
            (spec(figures(0, 3)), "0", F(1)),
            (spec(figures(0, 3)), "0.0001", F(0)),
            (spec(figures(7, 15)), "7.000000000000005", F(1)),
            (spec(figures(7, 15)), "7.00000000000001", F(0)),
            # The first answer that takes it counts.
            (spec(5, absolute(5, 1, F(1, 2))), "5", F(1)),
            (spec(5, absolute(5, 1, F(1, 2))), "5.5", F(1, 2)),
            (spec(absolute(5, 1, F(1, 2)), 7), "5", F(1, 2)),
            (spec(absolute(5, 2, F(1, 2)), 7), "7", F(1, 2)),
            (spec(5, absolute(-5, 0, F(1, 3)), absolute(50, 0, 0)), "-5", F(1, 3)),
            (spec(5, absolute(-5, 0, F(1, 3)), absolute(50, 0, 0)), "50", F(0)),
            # In the unit of factor 1.
            (spec("2.5", units=(KM, M)), "2.5 km", F(1)),
            (spec("2.5", units=(KM, M)), "2500 m", F(1)),
            (spec("2.5", units=(KM, M)), "2,500 m", F(1)),
            (spec("2.5", units=(KM, M)), "2.5 m", F(0)),
            (spec(absolute("2.5", "0.1"), units=(M, KM)), "2600 m", F(1)),
            (spec(absolute("2.5", "0.1"), units=(M, KM)), "2601 m", F(0)),
            (spec(50, units=(PERCENT,)), "50 %", F(1)),
            (spec("1/2", units=(Unit("%", F(1, 100)),)), "50 %", F(1)),
        ],
    )
    def test_is_that_of_the_first_answer_that_takes_the_number(
        self, asked: Spec, raw: str, expected: F
    ) -> None:
        assert kind.score(asked, kind.parse(asked, raw, "en")).fraction == expected


class TestParse:
    @pytest.mark.parametrize(
        ("asked", "raw", "language", "expected"),
        [
            (spec(5), "1,234", "en", F(1234)),
            (spec(5), "1,234", "de", F("1.234")),
            (spec(5), {"text": "1,234", "decimal": "."}, "de", F(1234)),
            (spec(5), "50 %", "en", F(1, 2)),
            (spec(5, units=(PERCENT,)), "50 %", "en", F(50)),
            (spec(5, units=(KM, M)), "1.234 m", "de", F("1.234")),
            (spec(5, units=(KM, M)), "1.234 km", "de", F(1234)),
            (spec(5, units=(Unit(" h ", F(1)), Unit("min", F(1, 60)))), "90 min", "en", F(3, 2)),
            (spec(5, units=(Unit(" h ", F(7)),)), "2 h", "en", F(14)),
        ],
    )
    def test_is_exact(self, asked: Spec, raw: object, language: str, expected: F) -> None:
        assert kind.parse(asked, raw, language) == Number(expected)

    @pytest.mark.parametrize("raw", ["", " \n\t", None, {"text": "", "decimal": ","}])
    def test_tells_blank(self, raw: object) -> None:
        assert kind.parse(spec(5), raw, "en") is None
        assert kind.parse(spec(5, units=(KM,)), raw, "en") is None

    @pytest.mark.parametrize("raw", [7, True, ["5"], {}, "x" * 20_001, "five", "1e99", "5 km"])
    def test_refuses_what_is_no_number(self, raw: object) -> None:
        with pytest.raises(InvalidResponse):
            kind.parse(spec(5), raw, "en")

    @pytest.mark.parametrize("raw", ["5", "5 cm", "5 Km", "km", "5 % km"])
    def test_refuses_a_missing_or_unknown_unit(self, raw: str) -> None:
        with pytest.raises(InvalidResponse, match="The units are: km, m"):
            kind.parse(spec(5, units=(KM, M)), raw, "en")


def switched(text: str, decimal: str, value: int, other: int | str, unit: str = "") -> Reading:
    """A reading whose other value is had by that decimal mark."""
    return Reading(F(value), unit, F(other), {"text": text, "decimal": decimal})


class TestReading:
    @pytest.mark.parametrize(
        ("asked", "raw", "language", "expected"),
        [
            (spec(5), "5", "en", Reading(F(5))),
            (spec(5), "50 %", "en", Reading(F(1, 2))),
            (spec(5), "1,234", "en", switched("1,234", ",", 1234, "1.234")),
            (spec(5), {"text": "7,000", "decimal": ","}, "en", switched("7,000", ".", 7, 7000)),
            # In the unit typed.
            (spec(5, units=(KM, M)), "250m", "en", Reading(F(250), "m")),
            (spec(5, units=(M,)), "7,000 m", "de", switched("7,000 m", ".", 7, 7000, "m")),
            *((spec(5), nothing, "en", None) for nothing in ("", None, "five", ["5"])),
            (spec(5, units=(KM,)), "5", "en", None),
        ],
    )
    def test_tells_what_was_read(
        self, asked: Spec, raw: object, language: str, expected: Reading | None
    ) -> None:
        assert kind.reading(asked, raw, language) == expected

    @given(asked=SPEC_STRATEGY, other=SPEC_STRATEGY, text=st.text("0123456789.,% e-", max_size=9))
    def test_does_not_depend_on_the_key(self, asked: Spec, other: Spec, text: str) -> None:
        other = Spec(other.answers, asked.units)

        assert kind.reading(asked, text, "en") == kind.reading(other, text, "en")


class TestCheckSpec:
    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            (spec(), "No answer earns all points"),
            (spec(absolute(5, 0, F(1, 2))), "No answer earns all points"),
            (spec(absolute(5, 1, F(1, 2)), 5), "An earlier answer takes"),
            (spec(5, absolute(6, 0, 2)), "between 0 and 100"),
            (spec(5, absolute(6, 0, -1)), "between 0 and 100"),
            (spec(absolute(5, "-1/10")), "cannot be negative"),
            (spec(relative(5, "-1/10")), "cannot be negative"),
            (spec(figures(5, 0)), "whole number from 1 to 15"),
            (spec(figures(5, 16)), "whole number from 1 to 15"),
            (spec(figures(5, "3/2")), "whole number from 1 to 15"),
            (spec(figures(5, -1)), "cannot be negative"),
            (spec(*range(21)), "At most 20 answers"),
            (spec(5, units=(Unit(" ", F(1)),)), "no text"),
            (spec(5, units=(Unit("\u200b", F(1)),)), "no text"),
            (spec(5, units=(Unit("km", F(0)),)), "more than 0"),
            (spec(5, units=(KM, Unit("m", F(-1)))), "more than 0"),
            (spec(5, units=(KM, Unit(" km", F(2)))), "same text"),
            (spec(5, units=(Unit("m²", F(1)), Unit("m^2", F(2)))), "same text"),
            (spec(5, units=(Unit("10 km", F(1)),)), "like a number"),
            (spec(5, units=(Unit("-", F(1)),)), "like a number"),
            (spec(5, units=(Unit("k" * 41, F(1)),)), "at most 40"),
            (spec(5, units=tuple(Unit("k" * n, F(1)) for n in range(1, 22))), "At most 20 units"),
            (spec(10**60), "too many digits"),
            (spec(F(10**59, 10**59 + 1), units=(Unit("km", F(7**40, 3)),)), "too many digits"),
        ],
    )
    def test_refuses_an_author_s_mistake(self, wrong: Spec, message: str) -> None:
        with pytest.raises(InvalidSpec, match=message):
            kind.check_spec(wrong)

    @pytest.mark.parametrize(
        ("asked", "unreached"),
        [
            (spec(5), []),
            (spec(5, 6), []),
            (spec(5, absolute(5, 0, F(1, 2))), [2]),
            # An answer around an earlier one is reached beside it.
            (spec(5, absolute(5, 1, F(1, 2))), []),
            (spec(absolute(5, 1), absolute("5.5", "0.5", F(1, 2))), [2]),
            (spec(absolute(5, 1), absolute("5.5", "0.6", F(1, 2))), []),
            (spec(absolute(5, 1), absolute(6, 0, F(1, 2))), [2]),
            (spec(relative(100, "1/10"), figures(95, 1, F(1, 2)), absolute(91, 1, 0)), [2, 3]),
            # Earlier answers take it side by side, in whatever order.
            (spec(absolute(5, 1), absolute(7, 1, F(1, 2)), absolute(6, 2, 0)), [3]),
            (spec(absolute(7, 1), absolute(5, 1, F(1, 2)), absolute(6, 2, 0)), [3]),
            (spec(absolute(5, 1), absolute(8, 1, F(1, 2)), absolute(6, 2, 0)), []),
            (spec(5, 6, absolute(5, 0, 0), absolute(6, 0, 0)), [3, 4]),
            (spec(figures(0, 3), relative(0, 1, F(1, 2))), [2]),
        ],
    )
    def test_warns_of_answers_never_reached(self, asked: Spec, unreached: list[int]) -> None:
        assert [warning.params["number"] for warning in kind.check_spec(asked)] == unreached

    @given(asked=SPEC_STRATEGY, number=_values)
    def test_warns_of_no_answer_that_counts_for_a_number(self, asked: Spec, number: F) -> None:
        unreached = {warning.params["number"] for warning in kind.check_spec(asked)}
        keys = [answer.value for answer in asked.answers]
        ends = [a.value + sign * a.tolerance for a in asked.answers for sign in (-1, 1)]
        for value in [number, *keys, *ends]:
            told = kind.feedback_keys(Spec(_with_feedback(asked)), Number(value))
            assert not {f"feedback:{place - 1}" for place in unreached} & set(told)


def _with_feedback(asked: Spec) -> tuple[Answer, ...]:
    return tuple(Answer(a.value, a.fraction, *_tolerance(a), "Told.") for a in asked.answers)


class TestCorrectResponse:
    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            (spec(1234), "1234"),
            (spec(-1234567), "-1234567"),
            (spec("1/3"), "1/3"),
            (spec("1.234"), {"text": "1.234", "decimal": "."}),
            (spec(absolute(4, 0, 0), 5), "5"),
            (spec(absolute(5, 0, F(1, 2)), 5, 6), "6"),
            (spec(5, units=(KM, M)), "5 km"),
            (spec(5, units=(M, Unit("Mm", F(1000)), KM)), "5 km"),
            (spec("1.234", units=(M, KM)), {"text": "1.234 km", "decimal": "."}),
            (spec(5, units=(M,)), "5000 m"),
            (spec(5, units=(Unit("a.m.", F(3)),)), "5/3 a.m."),
            (spec(50, units=(PERCENT,)), "50 %"),
        ],
    )
    def test_is_the_first_number_that_earns_1(self, asked: Spec, expected: object) -> None:
        assert kind.correct_response(asked) == expected

    @given(asked=SPEC_STRATEGY, language=st.sampled_from(LANGUAGES))
    def test_is_read_back_as_exactly_the_key(self, asked: Spec, language: str) -> None:
        kind.check_spec(asked)
        raw = json.loads(json.dumps(kind.correct_response(asked)))
        response = kind.parse(asked, raw, language)

        assert response == Number(asked.answers[0].value)
        assert kind.score(asked, response).fraction == 1


_GIVEN = (Answer(F(5), feedback="Yes."), absolute(6), Answer(F(-5), F(0), feedback="The sign?"))
TOLD = Spec(_GIVEN, (KM,), "Else.")


class TestTexts:
    def test_are_the_feedback_alone(self) -> None:
        keys = ["feedback:0", "feedback:2", "feedback:otherwise"]
        assert kind.texts(TOLD) == dict(zip(keys, ["Yes.", "The sign?", "Else."], strict=True))
        assert kind.public_texts(TOLD) == {}
        assert kind.texts(spec(5)) == {}

    @pytest.mark.parametrize(
        ("number", "expected"),
        [(5, ("feedback:0",)), (6, ()), (-5, ("feedback:2",)), (7, ("feedback:otherwise",))],
    )
    def test_tell_the_feedback_of_the_answer_or_on_any_other(
        self, number: int, expected: tuple[str, ...]
    ) -> None:
        assert kind.feedback_keys(TOLD, Number(F(number))) == expected

    def test_have_no_feedback_where_none_was_written(self) -> None:
        assert kind.feedback_keys(spec(5), Number(F(7))) == ()

    def test_ask_for_a_unit_where_there_are_units(self) -> None:
        assert kind.instruction(spec(5)) is None
        hint = kind.instruction(spec(50, units=(PERCENT, KM)))
        assert str(hint) == "Write the unit as well: %, km."


class TestContract:
    def test_fields_that_have_defaults_may_be_left_out(self) -> None:
        assert base.load_spec(KIND, {"answers": [{"value": "5"}]}) == spec(5)

    @given(asked=SPEC_STRATEGY, raw=json_values, language=st.sampled_from(LANGUAGES) | st.text())
    def test_any_json_is_read_or_refused(self, asked: Spec, raw: object, language: str) -> None:
        for given_raw in (raw, {"text": raw, "decimal": ","}, {"text": "1", "decimal": raw}):
            reading = kind.reading(asked, given_raw, language)
            try:
                response = kind.parse(asked, given_raw, language)
            except InvalidResponse:
                assert reading is None
                continue
            assert (reading is None) == (response is None)
            assert isinstance(hash(response), int)
            if response is not None:
                assert 0 <= (kind.score(asked, response).fraction or 0) <= 1

    @given(asked=SPEC_STRATEGY, number=_values)
    def test_feedback_is_among_the_texts_and_hidden(self, asked: Spec, number: F) -> None:
        assert set(kind.feedback_keys(asked, Number(number))) <= kind.texts(asked).keys()
        assert all(key.startswith("feedback:") for key in kind.texts(asked))
        assert all(kind.texts(asked).values())

    @given(asked=SPEC_STRATEGY, seed=st.integers())
    def test_there_is_nothing_to_choose_and_no_chance(self, asked: Spec, seed: int) -> None:
        assert kind.shuffled(asked, random.Random(seed)) == ()
        assert kind.part_ids(asked) == ()
        assert kind.choices(asked, "") == ()
        assert kind.option_count(asked) is None
        assert kind.chosen(Number(F(5))) == frozenset()
        assert kind.chance(asked) == 0


def _outcome(sample: Sample) -> object:
    try:
        response = kind.parse(sample.spec, sample.raw, sample.language)
    except InvalidResponse:
        return "unreadable"
    return "blank" if response is None else kind.score(sample.spec, response).fraction
