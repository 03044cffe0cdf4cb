"""Grade scales compare the number that is shown; quartiles are those of published tables."""

from fractions import Fraction

import pytest

from quizzes.engine.gradebook.scale import PRESETS, InvalidScale, called, checked
from quizzes.engine.gradebook.spread import Spread, quantile, spread_of


class TestScale:
    @pytest.mark.parametrize(
        ("share", "word"),
        [
            (Fraction(1), "A"),
            (Fraction(9, 10), "A"),
            # 89.995 percent is shown as 90; 89.99 as 89.99.
            (Fraction(89_995, 100_000), "A"),
            (Fraction(8999, 10_000), "B"),
            (Fraction(0), "F"),
            (None, ""),
        ],
    )
    def test_calls_the_number_that_is_shown(self, share, word):
        assert called(PRESETS["letters"][1], share) == word

    def test_of_none_calls_nothing(self):
        assert called([], Fraction(1)) == ""

    @pytest.mark.parametrize("name", PRESETS)
    def test_presets_are_scales(self, name):
        assert checked(PRESETS[name][1]) == [list(line) for line in PRESETS[name][1]]

    def test_lines_are_put_in_order(self):
        assert checked([["0", "no"], ["62,5 %", " yes "]]) == [["62.5", "yes"], ["0", "no"]]

    @pytest.mark.parametrize(
        "lines",
        [
            [["101", "A"], ["0", "B"]],
            [["-1", "A"], ["0", "B"]],
            [["NaN", "A"], ["0", "B"]],
            [["1e9999999", "A"], ["0", "B"]],
            [["A", "90"], ["0", "B"]],
            [["90", ""], ["0", "B"]],
            [["90", "x" * 31], ["0", "B"]],
            [["90", "A"], ["90.0", "B"], ["0", "C"]],
            [["33.333", "A"], ["0", "B"]],
            [["50", "A"]],
            [[str(n), "A"] for n in range(21)],
        ],
    )
    def test_what_says_nothing_of_some_percentage_is_refused(self, lines):
        with pytest.raises(InvalidScale):
            checked(lines)


class TestSpread:
    def test_quartiles_are_those_of_r(self):
        # R: quantile(c(1:10)/10, c(.25, .5, .75)), type 7.
        ordered = [Fraction(n, 10) for n in range(1, 11)]
        made = [
            quantile(ordered, part) for part in (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))
        ]
        assert made == [Fraction("0.325"), Fraction("0.55"), Fraction("0.775")]

    def test_needs_ten(self):
        assert spread_of([Fraction(1, 2)] * 9) is None
        assert spread_of([Fraction(1, 2)] * 10) == Spread(10, 50, 50, 50)
