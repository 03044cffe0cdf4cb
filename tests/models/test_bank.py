"""A version of a question: what can be told from the row alone."""

from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest

from quizzes.engine.kinds import ordering
from quizzes.engine.kinds.base import dump_spec
from quizzes.models.bank import QuestionVersion

THREE = ordering.Spec(tuple(ordering.Item(id_, id_.upper()) for id_ in "abc"))


class TestChance:
    @pytest.mark.parametrize(
        ("behavior", "some", "whole"),
        [
            ("deferred", F(5, 18), F(1, 6)),
            ("immediate", F(5, 18), F(1, 6)),
            ("interactive", F(37, 90), F(5, 18)),
            ("certainty", F(1, 6), F(1, 6)),
        ],
    )
    def test_is_under_a_behavior_and_all_or_nothing(self, behavior: str, some: F, whole: F) -> None:
        version = QuestionVersion(kind="ordering", spec=dump_spec(THREE))
        assert version.chance(behavior) == some
        version.is_all_or_nothing = True
        assert version.chance(behavior) == whole
