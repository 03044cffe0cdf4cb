"""What the steps of a question come to, under each behavior."""

from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest

from quizzes.engine.behaviors import registry
from quizzes.engine.behaviors.base import Action, Outcome, TakenStep
from quizzes.engine.behaviors.interactive import Interactive
from quizzes.engine.behaviors.registry import BEHAVIORS, behavior_for, behavior_of, offered
from quizzes.engine.kinds.registry import KINDS
from quizzes.engine.scoring import Score

SAVE, CHECK, HINT, GIVE_UP = Action


def score(response: object) -> Score:
    return Score(F(1) if response == "right" else F(0))


def compared(response: object) -> object:
    """What a kind that folds case compares."""
    return response.casefold() if isinstance(response, str) else response


def steps(*taken: tuple[Action, object] | tuple[Action, object, str]) -> list[TakenStep]:
    """Steps with revisions 1, 2…; a third word says what is the matter with one."""
    return [
        TakenStep(
            revision,
            action,
            response,
            is_readable="unreadable" not in flaw,
            is_counted="late" not in flaw,
            compared=compared(response),
        )
        for revision, (action, response, *flaw) in enumerate(taken, start=1)
    ]


class TestDeferred:
    deferred = behavior_of("deferred")

    @pytest.mark.parametrize(
        ("taken", "revision", "fraction", "state"),
        [
            ([], None, F(0), "unanswered"),
            ([(SAVE, "right")], 1, F(1), "answered"),
            ([(SAVE, "wrong")], 1, F(0), "answered"),
            ([(SAVE, "wrong"), (SAVE, "right")], 2, F(1), "answered"),
            ([(SAVE, "right"), (SAVE, "wrong")], 2, F(0), "answered"),
            ([(SAVE, "right"), (SAVE, None)], 2, F(0), "unanswered"),
            ([(SAVE, "right"), (SAVE, None, "unreadable")], 2, F(0), "unreadable"),
            ([(SAVE, None, "unreadable"), (SAVE, "right")], 2, F(1), "answered"),
            ([(SAVE, "wrong"), (SAVE, "right", "late")], 1, F(0), "answered"),
            ([(SAVE, "right", "late")], None, F(0), "unanswered"),
        ],
    )
    def test_counts_the_last_step_in_time(
        self, taken: list, revision: int | None, fraction: F, state: str
    ) -> None:
        found = self.deferred.outcome(steps(*taken), score)

        assert (found.counted_revision, found.fraction, found.state) == (revision, fraction, state)

    def test_takes_saves_only_and_never_finishes(self) -> None:
        taken = steps((SAVE, "right"))

        assert self.deferred.refusal(taken, SAVE, score) is None
        assert all(self.deferred.refusal(taken, action, score) for action in (CHECK, HINT, GIVE_UP))
        assert not self.deferred.is_finished(taken, score)


class TestImmediate:
    immediate = behavior_of("immediate")

    @pytest.mark.parametrize(
        ("taken", "is_finished", "revision", "fraction", "state"),
        [
            ([], False, None, F(0), "unanswered"),
            ([(SAVE, "right")], False, 1, F(1), "answered"),
            ([(CHECK, "wrong")], True, 1, F(0), "answered"),
            ([(SAVE, "wrong"), (CHECK, "right")], True, 2, F(1), "answered"),
            # The first check with an answer counts, whatever came after it.
            ([(CHECK, "wrong"), (CHECK, "right")], True, 1, F(0), "answered"),
            ([(CHECK, "right"), (SAVE, "wrong")], True, 1, F(1), "answered"),
            # Blank and unreadable checks lock nothing.
            ([(CHECK, None)], False, 1, F(0), "unanswered"),
            ([(CHECK, None), (CHECK, "right")], True, 2, F(1), "answered"),
            ([(CHECK, None, "unreadable")], False, 1, F(0), "unreadable"),
            ([(CHECK, None, "unreadable"), (SAVE, "right")], False, 2, F(1), "answered"),
            ([(SAVE, "right"), (CHECK, None)], False, 2, F(0), "unanswered"),
            # A late check does not count.
            ([(SAVE, "wrong"), (CHECK, "right", "late")], False, 1, F(0), "answered"),
        ],
    )
    def test_counts_the_first_answer_checked(
        self, taken: list, is_finished: bool, revision: int | None, fraction: F, state: str
    ) -> None:
        found = self.immediate.outcome(steps(*taken), score)

        assert (found.counted_revision, found.fraction, found.state) == (revision, fraction, state)
        assert self.immediate.is_finished(steps(*taken), score) is is_finished

    @pytest.mark.parametrize(
        ("taken", "action", "is_refused"),
        [
            ([], SAVE, False),
            ([], CHECK, False),
            ([], HINT, True),
            ([(CHECK, None)], CHECK, False),
            ([(CHECK, "wrong")], CHECK, True),
            ([(CHECK, "right")], SAVE, True),
        ],
    )
    def test_refuses_after_the_lock(self, taken: list, action: Action, is_refused: bool) -> None:
        assert bool(self.immediate.refusal(steps(*taken), action, score)) is is_refused


class TestOutcome:
    def test_waits_for_a_person_with_its_score(self) -> None:
        assert Outcome(1, Score(None), "answered").fraction is None


ALL = ("deferred", "immediate", "interactive", "certainty")
# The table of rules.md: which behaviors each kind offers, and which only all-or-nothing.
OFFERED = {
    "single_choice": (ALL, False),
    "numeric": (ALL, False),
    "true_false": (("deferred", "immediate", "certainty"), False),
    "short_answer": (ALL, True),
    "multiple_choice": (ALL, True),
    "cloze": (ALL, True),
    "matching": (ALL, True),
    "ordering": (ALL, True),
    "evidence": (ALL, True),
    "essay": (("deferred",), False),
}


class TestRegistry:
    def test_names_each_behavior_as_it_names_itself(self) -> None:
        assert [behavior.name for behavior in BEHAVIORS.values()] == list(BEHAVIORS) == list(ALL)

    def test_has_a_row_for_every_kind(self) -> None:
        assert registry._OFFERED.keys() == OFFERED.keys() == KINDS.keys()

    @pytest.mark.parametrize("kind", OFFERED)
    @pytest.mark.parametrize("behavior", ALL)
    def test_offers_what_the_rules_say(self, kind: str, behavior: str) -> None:
        names, needs_all_or_nothing = OFFERED[kind]
        assert (behavior in offered(kind)) == (behavior in names)
        for is_all_or_nothing in (False, True):
            reason = registry.refusal(behavior, kind, None, is_all_or_nothing=is_all_or_nothing)
            is_fair = is_all_or_nothing or behavior != "certainty" or not needs_all_or_nothing
            assert (reason is None) == (behavior in names and is_fair)

    def test_offers_no_second_try_between_two_options(self) -> None:
        for count, is_refused in ((2, True), (3, False), (None, False)):
            reason = registry.refusal(
                "interactive", "single_choice", count, is_all_or_nothing=False
            )
            assert (reason is not None) == is_refused

    def test_sets_tries_and_their_price_by_the_options(self) -> None:
        three = behavior_for("interactive", 3)
        assert isinstance(three, Interactive)
        assert (three.tries, three.penalty) == (2, F(1, 2))
        assert behavior_for("interactive", None) == Interactive()
        assert behavior_for("deferred", 3) is BEHAVIORS["deferred"]
