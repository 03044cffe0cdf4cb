"""True or false: scoring, reading and feedback."""

import random
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest

from quizzes.engine.kinds import true_false as kind
from quizzes.engine.kinds.base import InvalidResponse

TRUE, FALSE = kind.Spec(is_true=True), kind.Spec(is_true=False)
# What is told of a judgment changes nothing of what it earns.
TOLD = {is_true: kind.Spec(is_true, "On true.", "On false.") for is_true in (True, False)}


class TestScore:
    @pytest.mark.parametrize(
        ("spec", "response", "expected"),
        [
            (TRUE, "true", F(1)),
            (TRUE, "false", F(0)),
            (FALSE, "true", F(0)),
            (FALSE, "false", F(1)),
        ],
    )
    def test_is_1_or_0(self, spec: kind.Spec, response: str, expected: F) -> None:
        assert kind.score(spec, response).fraction == expected
        assert kind.score(TOLD[spec.is_true], response).fraction == expected

    @pytest.mark.parametrize("spec", [TRUE, FALSE, *TOLD.values()])
    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            ("true", {True: F(1), False: F(0)}),
            ("false", {True: F(0), False: F(1)}),
            # Blank is not the judgment "false", nor unreadable the wrong one.
            ("", "blank"),
            (" ", "blank"),
            (None, "blank"),
            ("no", "unreadable"),
            (False, "unreadable"),
            (0, "unreadable"),
        ],
    )
    def test_is_of_what_was_judged_and_of_nothing_else(
        self, spec: kind.Spec, raw: object, expected: object
    ) -> None:
        try:
            response = kind.parse(spec, raw, "en")
        except InvalidResponse:
            assert expected == "unreadable"
            return
        found = "blank" if response is None else kind.score(spec, response).fraction
        assert found == (expected[spec.is_true] if isinstance(expected, dict) else expected)


class TestParse:
    @pytest.mark.parametrize(
        ("raw", "expected"),
        [("true", "true"), ("false", "false"), ("", None), (" ", None), (None, None)],
    )
    def test_reads_judgments_and_blanks(self, raw: object, expected: str | None) -> None:
        assert kind.parse(TRUE, raw, "en") == expected

    @pytest.mark.parametrize("raw", ["True", "yes", "1", "true ", True, False, 0, 1, [], {}])
    def test_refuses_everything_else(self, raw: object) -> None:
        with pytest.raises(InvalidResponse):
            kind.parse(TRUE, raw, "en")


class TestSpec:
    def test_is_never_warned_about(self) -> None:
        assert kind.check_spec(TRUE) == ()
        assert kind.chance(TRUE) == F(1, 2)

    def test_shows_true_first(self) -> None:
        orders = {kind.shuffled(FALSE, random.Random(seed)) for seed in range(20)}

        assert orders == {("true", "false")}

    def test_gives_feedback_by_judgment(self) -> None:
        spec = kind.Spec(is_true=True, feedback_false="See paragraph 1.")

        assert kind.feedback_keys(spec, "false") == ("feedback:false",)
        assert kind.feedback_keys(spec, "true") == ()
        assert kind.texts(spec) == {"feedback:false": "See paragraph 1."}
