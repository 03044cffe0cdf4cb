"""The code on a receipt."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.engine.receipts import normalized, receipt_code

MOMENT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CODE = receipt_code("secret", "attempt", MOMENT, [(1, 3), (2, 0)])


def test_does_not_depend_on_the_order_of_the_answers():
    assert receipt_code("secret", "attempt", MOMENT, [(2, 0), (1, 3)]) == CODE


@pytest.mark.parametrize(
    "other",
    [
        receipt_code("another", "attempt", MOMENT, [(1, 3), (2, 0)]),
        receipt_code("secret", "second", MOMENT, [(1, 3), (2, 0)]),
        receipt_code("secret", "attempt", MOMENT + timedelta(seconds=1), [(1, 3), (2, 0)]),
        receipt_code("secret", "attempt", MOMENT, [(1, 4), (2, 0)]),
    ],
)
def test_tells_what_was_handed_in_and_when(other):
    assert other != CODE


@pytest.mark.parametrize(
    ("copied", "meant"),
    [
        ("abcd-efgh-jkmn", "ABCD-EFGH-JKMN"),
        ("  ABCD EFGH JKMN ", "ABCD-EFGH-JKMN"),
        ("ABCDEFGHJKMN", "ABCD-EFGH-JKMN"),
        ("O1IL-0000-0000", "0111-0000-0000"),
        ("", ""),
    ],
)
def test_is_read_as_people_copy_it(copied, meant):
    assert normalized(copied) == meant
