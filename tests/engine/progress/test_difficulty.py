"""How difficult a question is: tables of cases."""

import pytest

from quizzes.engine.progress.difficulty import difficulty_of


@pytest.mark.parametrize(
    ("author", "estimated", "expected"),
    [
        ("easy", None, -1),
        ("medium", None, 0),
        ("hard", None, 1),
        ("hard", -0.3, -0.3),
        ("easy", 0.0, 0),
    ],
)
def test_an_estimate_counts_before_the_authors_guess(
    author: str, estimated: float | None, expected: float
) -> None:
    assert difficulty_of(author, estimated) == expected
