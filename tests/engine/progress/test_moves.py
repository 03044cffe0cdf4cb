"""How far an answer moved an estimate."""

from datetime import UTC, datetime, timedelta

from quizzes.engine.progress.beliefs import Lesson, taught
from quizzes.engine.progress.mastery import estimate, prior
from quizzes.engine.progress.moves import moves

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
LESSONS = [
    Lesson(AT + timedelta(days=n), n, fraction, 0.0, 0.25)
    for n, fraction in enumerate([1.0, 0.0, 0.5, 1.0])
]


def test_go_from_the_beginning_to_what_is_shown():
    found = moves(reversed(LESSONS), wanted={0, 1, 2, 3})
    assert found[0].before == estimate(prior())
    assert found[3].after == taught(None, LESSONS).estimate
    assert found[0].after.mean > found[0].before.mean
    assert found[1].after.mean < found[1].before.mean


def test_are_told_of_what_is_asked_for():
    assert list(moves(LESSONS, wanted={2})) == [2]
