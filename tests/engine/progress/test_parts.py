"""Shades of an article's sentences."""

from fractions import Fraction

import pytest

from quizzes.engine.progress.parts import Answered, Shade, shade_of, share_of


@pytest.mark.parametrize(
    ("answered", "shade"),
    [
        ([(1, 1)], Shade.RIGHT),
        ([(0, 1)], Shade.MOSTLY),
        ([(1, 0)], Shade.HALF),
        ([(0, 0)], Shade.MISSED),
        ([(1, 1), (0, 0)], Shade.HALF),
        ([(1, 1), (1, 1), (0, 1)], Shade.MOSTLY),
    ],
)
def test_the_latest_answer_tells_most(answered, shade):
    found = [Answered(1, Fraction(first), Fraction(last), 2) for first, last in answered]
    assert shade_of(share_of(found)) is shade
