"""What becomes of an answer that arrives."""

import pytest

from quizzes.engine.behaviors.base import Action
from quizzes.engine.saving import Incoming, Stored, Verdict, storable, verdict


@pytest.mark.parametrize(
    ("raw", "action", "base", "last", "stored", "expected"),
    [
        # The usual case: on top of what is there.
        ("b", "save", 0, 0, None, Verdict.APPEND),
        ("b", "save", 3, 3, None, Verdict.APPEND),
        # The same once more: the answer to the first was lost on the way.
        ("b", "save", 2, 3, Stored("b", "save"), Verdict.REPEAT),
        ("b", "save", 0, 5, Stored("b", "save"), Verdict.REPEAT),
        (["a", "b"], "save", 0, 1, Stored(["a", "b"], "save"), Verdict.REPEAT),
        # Something else has been stored there by another tab or device.
        ("c", "save", 2, 3, Stored("b", "save"), Verdict.CONFLICT),
        ("b", "check", 2, 3, Stored("b", "save"), Verdict.CONFLICT),
        ("1", "save", 0, 1, Stored(1, "save"), Verdict.CONFLICT),
        # A base that does not exist yet: never to be believed.
        ("b", "save", 4, 3, None, Verdict.CONFLICT),
    ],
)
def test_stands_on_the_newest_revision_or_not_at_all(raw, action, base, last, stored, expected):
    assert verdict(Incoming(1, raw, Action(action), base), last, stored) is expected


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("plain", "plain"),
        ("a\0b", "a\ufffdb"),
        ("\ud800", "\ufffd"),
        ("\U0001f600", "\U0001f600"),
        (["\0", 1, None], ["\ufffd", 1, None]),
        ({"a\0": ["\udfff"]}, {"a\ufffd": ["\ufffd"]}),
        (1.5, 1.5),
    ],
)
def test_every_database_can_store_it(raw, stored):
    assert storable(raw) == stored
