"""What a point is: totals, grading methods, lateness and numbers as shown."""

from decimal import Decimal
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.scoring import (
    AttemptResult,
    Grade,
    GradingMethod,
    PartScore,
    Score,
    all_or_nothing,
    from_text,
    grade,
    late_share,
    meant_fraction,
    percent,
    shown,
    to_text,
    total,
)
from quizzes.engine.words import Message

HIGHEST, LATEST, FIRST, AVERAGE = GradingMethod


class TestScore:
    @pytest.mark.parametrize("fraction", [F(0), F(1, 3), F(1), None])
    def test_takes_a_fraction_or_waits(self, fraction: F | None) -> None:
        assert Score(fraction).fraction == fraction

    @pytest.mark.parametrize("fraction", [F(-1, 100), F(101, 100)])
    def test_refuses_what_is_no_fraction(self, fraction: F) -> None:
        with pytest.raises(ValueError, match="between 0 and 1"):
            Score(fraction)
        with pytest.raises(ValueError, match="between 0 and 1"):
            PartScore("gap", fraction)


class TestAllOrNothing:
    @pytest.mark.parametrize(
        ("fraction", "expected"),
        [(F(1), F(1)), (F(99, 100), F(0)), (F(1, 2), F(0)), (F(0), F(0)), (None, None)],
    )
    def test_keeps_only_full_points(self, fraction: F | None, expected: F | None) -> None:
        assert all_or_nothing(Score(fraction)).fraction == expected

    def test_keeps_what_was_noted(self) -> None:
        score = Score(F(1, 2), (PartScore("a", F(1)),), (Message("Close."),), is_near_miss=True)

        assert all_or_nothing(score) == Score(F(0), score.parts, score.notes, is_near_miss=True)


class TestTotal:
    @pytest.mark.parametrize(
        ("items", "earned", "maximum", "pending", "share"),
        [
            ([], 0, 0, 0, None),
            ([(F(2), F(1, 2)), (F(1), F(1))], 2, 3, 0, F(2, 3)),
            ([(F(1), F(1, 3))] * 3, 1, 3, 0, F(1, 3)),
            ([(F(16), F(3, 4)), (F(4), None)], 12, 20, 4, F(3, 4)),
            ([(F(4), None)], 0, 4, 4, None),
            ([(F(0), F(1))], 0, 0, 0, None),
        ],
    )
    def test_adds_up_exactly(
        self,
        items: list[tuple[F, F | None]],
        earned: int,
        maximum: int,
        pending: int,
        share: F | None,
    ) -> None:
        sums = total(items)

        assert (sums.earned, sums.maximum, sums.pending) == (earned, maximum, pending)
        assert (sums.share, sums.is_provisional) == (share, pending > 0)
        assert sums.marked_maximum == maximum - pending


class TestLateShare:
    @pytest.mark.parametrize(
        ("earned", "percent_per_day", "days", "expected"),
        [
            (F(8), F(10), 0, F(8)),
            (F(8), F(10), 1, F(72, 10)),
            (F(8), F(10), 3, F(56, 10)),
            (F(8), F(10), 10, F(0)),
            (F(8), F(10), 11, F(0)),
            (F(1, 3), F(50), 1, F(1, 6)),
            (F(8), F(0), 5, F(8)),
            (F(0), F(10), 2, F(0)),
        ],
    )
    def test_takes_off_points_earned(
        self, earned: F, percent_per_day: F, days: int, expected: F
    ) -> None:
        assert late_share(earned, percent_per_day, days) == expected


def result(number: int, share: F | None, **flags: bool) -> AttemptResult:
    return AttemptResult(number, share, **flags)


def empty(number: int, share: F = F(0)) -> AttemptResult:
    return AttemptResult(number, share, is_empty=True)


class TestGrade:
    @pytest.mark.parametrize(
        ("method", "results", "share", "counted"),
        [
            (HIGHEST, [result(1, F(1, 2)), result(2, F(3, 4)), result(3, F(1, 4))], F(3, 4), (2,)),
            (LATEST, [result(1, F(1, 2)), result(2, F(3, 4)), result(3, F(1, 4))], F(1, 4), (3,)),
            (FIRST, [result(1, F(1, 2)), result(2, F(3, 4))], F(1, 2), (1,)),
            (AVERAGE, [result(1, F(1, 2)), result(2, F(1, 4))], F(3, 8), (1, 2)),
            # The order in which they come does not matter.
            (FIRST, [result(2, F(3, 4)), result(1, F(1, 2))], F(1, 2), (1,)),
            # A tie goes to the earlier.
            (HIGHEST, [result(3, F(1, 2)), result(2, F(1, 2)), result(1, F(0))], F(1, 2), (2,)),
            # Attempts without any answer do not count, except for first.
            (LATEST, [result(1, F(1, 2)), empty(2)], F(1, 2), (1,)),
            (AVERAGE, [result(1, F(1, 2)), empty(2)], F(1, 2), (1,)),
            (HIGHEST, [empty(1, F(1, 4)), result(2, F(0))], F(0), (2,)),
            (FIRST, [empty(1), result(2, F(1))], F(0), (1,)),
            # If all are empty, the result is zero.
            (HIGHEST, [empty(1), empty(2)], F(0), (1,)),
            (LATEST, [empty(1), empty(2)], F(0), (2,)),
            (AVERAGE, [empty(1), empty(2)], F(0), (1, 2)),
            # An attempt with nothing left has no percent and does not count.
            (LATEST, [result(1, F(1, 2)), result(2, None)], F(1, 2), (1,)),
            (FIRST, [result(1, None), result(2, F(1, 2))], F(1, 2), (2,)),
            (AVERAGE, [result(1, None)], None, ()),
            (HIGHEST, [], None, ()),
        ],
    )
    def test_follows_its_method(
        self,
        method: GradingMethod,
        results: list[AttemptResult],
        share: F | None,
        counted: tuple[int, ...],
    ) -> None:
        found = grade(method, results)

        assert (found.share, found.counted) == (share, counted)

    @pytest.mark.parametrize(
        ("results", "expected"),
        [
            ([empty(1)], Grade(F(0), (1,), is_without_answer=True)),
            ([result(1, F(0))], Grade(F(0), (1,))),
            ([result(1, F(0)), empty(2)], Grade(F(0), (1,))),
            # Given points count even where nothing was answered.
            ([empty(1, F(1, 5))], Grade(F(1, 5), (1,), is_without_answer=True)),
        ],
    )
    def test_tells_zero_from_no_answer(self, results: list[AttemptResult], expected: Grade) -> None:
        assert grade(HIGHEST, results) == expected

    @pytest.mark.parametrize(
        ("method", "share", "counted", "is_provisional"),
        [
            (HIGHEST, F(1, 2), (1,), True),
            (AVERAGE, F(1, 2), (1,), True),
            (FIRST, F(1, 2), (1,), False),
            (LATEST, None, (2,), True),
        ],
    )
    def test_is_provisional_while_a_mark_could_change_it(
        self, method: GradingMethod, share: F | None, counted: tuple[int, ...], is_provisional: bool
    ) -> None:
        waiting = result(2, None, is_provisional=True)

        assert grade(method, [result(1, F(1, 2)), waiting]) == Grade(
            share, counted, is_provisional=is_provisional
        )


class TestShown:
    @pytest.mark.parametrize(
        ("number", "expected"),
        [
            (F(0), "0"),
            (F(100), "100"),
            (F(1200), "1200"),
            (F(1, 2), "0.5"),
            (F(1, 3), "0.33"),
            (F(2, 3), "0.67"),
            (F(1, 200), "0.01"),
            (F(1005, 1000), "1.01"),
            (F(2675, 1000), "2.68"),
            (F(49, 10000), "0"),
            (F(-1, 200), "-0.01"),
            (F(-1, 1000), "0"),
            (F(-6), "-6"),
            (F(1999, 200), "10"),
            (F(10**40), "1" + "0" * 40),
        ],
    )
    def test_has_two_decimals_at_most_half_up(self, number: F, expected: str) -> None:
        assert str(shown(number)) == expected

    @given(st.fractions())
    def test_is_never_further_off_than_half_a_hundredth(self, number: F) -> None:
        assert abs(F(shown(number)) - number) <= F(1, 200)
        assert "E" not in str(shown(number))

    @pytest.mark.parametrize(
        ("earned", "maximum", "expected"),
        [
            (F(1), F(3), Decimal("33.33")),
            (F(2), F(3), Decimal("66.67")),
            (F(8), F(8), Decimal(100)),
            (F(0), F(8), Decimal(0)),
            (F(0), F(0), None),
            (F(-2), F(4), Decimal(-50)),
        ],
    )
    def test_percent_is_rounded_alike(
        self, earned: F, maximum: F, expected: Decimal | None
    ) -> None:
        assert percent(earned, maximum) == expected


class TestText:
    @pytest.mark.parametrize(
        ("fraction", "text"), [(F(2, 3), "2/3"), (F(1), "1"), (F(-1, 3), "-1/3"), (F(0), "0")]
    )
    def test_goes_there_and_back(self, fraction: F, text: str) -> None:
        assert to_text(fraction) == text
        assert from_text(text) == fraction

    @given(st.fractions())
    def test_keeps_every_fraction(self, fraction: F) -> None:
        assert from_text(to_text(fraction)) == fraction

    @pytest.mark.parametrize(
        "text", ["", "a", "1/0", "0.5", "1e9999999", "1/-3", "1 / 3", "¹", "9" * 61, "1\n"]
    )
    def test_refuses_what_it_did_not_write(self, text: str) -> None:
        with pytest.raises(ValueError, match="not a fraction"):
            from_text(text)


class TestMeantFraction:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("100", F(1)),
            ("0", F(0)),
            ("50", F(1, 2)),
            ("33", F(33, 100)),
            ("33.3", F(1, 3)),
            ("33.33333", F(1, 3)),
            ("66.66", F(2, 3)),
            ("66.67", F(2, 3)),
            ("66.7", F(2, 3)),
            ("16.67", F(1, 6)),
            ("16.66667", F(1, 6)),
            ("14.286", F(1, 7)),
            ("14.2857", F(1, 7)),
            ("42.86", F(3, 7)),
            ("11.11111", F(1, 9)),
            ("8.33", F(1, 12)),
            ("12.5", F(1, 8)),
            ("37.5", F(3, 8)),
            ("33.4", F(334, 1000)),
            ("0.5", F(1, 200)),
            ("99.9", F(999, 1000)),
            ("-33.3", F(-1, 3)),
            ("−50", F(-1, 2)),
            ("-100.0", F(-1)),
            ("33,3", F(1, 3)),
            (" 25 % ", F(1, 4)),
            ("1/3", F(1, 3)),
            ("-1/3", F(-1, 3)),
        ],
    )
    def test_reads_what_the_author_meant(self, text: str, expected: F) -> None:
        assert meant_fraction(text) == expected

    @pytest.mark.parametrize("text", ["", "half", "101", "-100.5", "4/3", "1/0", "1e2", "1.2.3"])
    def test_refuses_other_text(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"not a|between 0 and 1"):
            meant_fraction(text)

    @given(st.integers(2, 20), st.integers(0, 20), st.integers(3, 8))
    def test_finds_every_simple_fraction_again(self, below: int, above: int, decimals: int) -> None:
        meant = F(min(above, below), below)
        written = int(meant * 100 * 10**decimals + F(1, 2))
        text = f"{written // 10**decimals}.{written % 10**decimals:0{decimals}}"

        assert meant_fraction(text) == meant
