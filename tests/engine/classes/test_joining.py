"""A class's code is read as people type it."""

import pytest

from quizzes.engine.classes.joining import code_read, code_shown


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7KQM4HTX", "7KQM4HTX"),
        (" 7kqm-4htx\n", "7KQM4HTX"),
        ("7KQM–4HTX", "7KQM4HTX"),
        ("OIL00000", "01100000"),
        ("", ""),
        ("7KQM4HT", ""),
        ("7KQM4HTXX", ""),
        ("7KQM4HTU", ""),
        ("٣٣٣٣٣٣٣٣", ""),
        ("\0<>'%s{}", ""),
    ],
)
def test_a_code_is_read(typed, code):
    assert code_read(typed) == code
    assert code_read(code_shown(code)) == code
