"""Closing overdue attempts by command: once, or again and again."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError

from quizzes.services import attempts
from tests.factories import make_quiz, start


@pytest.fixture
def overdue(world):
    """An attempt whose ten minutes were over an hour ago, and one that still has time."""
    now = datetime.now(UTC)
    start(make_quiz(limit_seconds=6000), world.bob, now=now)
    return start(make_quiz(limit_seconds=600), world.bob, now=now - timedelta(hours=1))


def pauses(monkeypatch, count):
    """Let the command sleep so many times without waiting; then somebody presses Ctrl-C."""
    left = iter(range(count))

    def sleep(seconds):
        assert seconds == 60
        if next(left, None) is None:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", sleep)


class TestOnce:
    def test_closes_what_is_over_and_says_how_many(self, overdue, capsys):
        call_command("close_overdue")
        overdue.refresh_from_db()
        assert overdue.ended_by == "clock"
        assert overdue.submitted_at == overdue.deadline
        assert capsys.readouterr().out == "1 attempts closed.\n"

    def test_says_nothing_when_there_is_nothing(self, world, capsys):
        call_command("close_overdue")
        assert capsys.readouterr().out == ""


class TestEvery:
    def test_goes_on(self, overdue, monkeypatch):
        calls = []
        monkeypatch.setattr(attempts, "close_overdue", lambda now: calls.append(now) or 0)
        pauses(monkeypatch, 3)
        with pytest.raises(KeyboardInterrupt):
            call_command("close_overdue", every=60)
        assert len(calls) == 4

    def test_survives_a_database_that_is_away(self, overdue, monkeypatch, capsys):
        answers = iter([0, OperationalError("gone"), 2])

        def close(now):
            answer = next(answers)
            if isinstance(answer, OperationalError):
                raise answer
            return answer

        monkeypatch.setattr(attempts, "close_overdue", close)
        pauses(monkeypatch, 2)
        with pytest.raises(KeyboardInterrupt):
            call_command("close_overdue", every=60)
        said = capsys.readouterr()
        assert "gone" in said.err
        assert said.out == "2 attempts closed.\n"
