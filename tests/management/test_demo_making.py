"""Making the demo's class is one act: whole, or as if it had not begun."""

import pytest

from quizzes.management.demo import making
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, Step
from quizzes.services import assignments
from tests.factories import NOW
from tests.management.library import load_library


class TestMake:
    def test_leaves_nothing_when_it_fails_half_way(self, db, monkeypatch):
        def fail(**_):
            assert Step.objects.exists()
            raise OSError("the disk is full")

        load_library()
        monkeypatch.setattr(assignments, "release", fail)
        with pytest.raises(OSError, match="disk"):
            making.make(NOW)
        assert not making.is_made()
        assert not User.objects.exists()
        assert not Attempt.objects.exists()
