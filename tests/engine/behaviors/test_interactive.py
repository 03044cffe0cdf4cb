"""Interactive: which try counts and what it earns, what uses a try, and where a student stands."""

from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.behaviors import immediate
from quizzes.engine.behaviors.base import Action, TakenStep
from quizzes.engine.behaviors.interactive import Checked, Interactive, Standing, interactive
from quizzes.engine.scoring import PartScore, Score
from tests.engine.behaviors.test_replay import steps
from tests.engine.kinds.strategies import shares

SAVE, CHECK, HINT, GIVE_UP = Action

TWO = Interactive()
THREE = Interactive(tries=3, penalty=F(1, 4))
ONE_TRY = Interactive(tries=1, penalty=F(1))

EARNED = {
    "right": Score(F(1)),
    "most": Score(F(3, 4)),
    "half": Score(F(1, 2)),
    "wrong": Score(F(0)),
    "false": Score(F(0)),
    "absurd": Score(F(0)),
    "near": Score(F(0), is_near_miss=True),
    "near most": Score(F(3, 4), is_near_miss=True),
    "near right": Score(F(1), is_near_miss=True),
    "essay": Score(None),
}
CERTAIN = [response for response in EARNED if not response.startswith("near")][:-1]


def score(response: object) -> Score:
    return EARNED[str(response).casefold()]


def some_steps(*responses: str) -> st.SearchStrategy[list[TakenStep]]:
    """Steps of any kind with these responses, blank, unreadable or late ones among them."""
    kinds = st.tuples(
        st.sampled_from([SAVE, CHECK, CHECK]),
        st.sampled_from([*responses, None]),
        st.sampled_from(["", "", "", "late", "unreadable"]),
    )
    return st.lists(kinds, max_size=7).map(lambda taken: steps(*taken))


ANY_STEPS = some_steps(*list(EARNED)[:-1])
ANY_BEHAVIOR = st.builds(Interactive, st.integers(1, 4), shares(0, 1))


class TestInteractive:
    @pytest.mark.parametrize(
        ("taken", "is_finished", "revision", "fraction", "state"),
        [
            ([], False, None, F(0), "unanswered"),
            # Each try that was not fully right takes a third off what comes after it.
            ([(CHECK, "right")], True, 1, F(1), "answered"),
            ([(CHECK, "wrong"), (CHECK, "right")], True, 2, F(2, 3), "answered"),
            ([(CHECK, "half"), (CHECK, "right")], True, 2, F(2, 3), "answered"),
            ([(CHECK, "wrong"), (CHECK, "half")], True, 2, F(1, 3), "answered"),
            ([(CHECK, "wrong"), (CHECK, "false")], True, 1, F(0), "answered"),
            ([(CHECK, "wrong")], False, 1, F(0), "answered"),
            # The best counts, the earlier of equals: 3/4 less a third is 1/2.
            ([(CHECK, "most"), (CHECK, "half")], True, 1, F(3, 4), "answered"),
            ([(CHECK, "half"), (CHECK, "wrong")], True, 1, F(1, 2), "answered"),
            ([(CHECK, "half"), (CHECK, "most")], True, 1, F(1, 2), "answered"),
            # Nothing changes what is finished.
            ([(CHECK, "right"), (SAVE, "wrong")], True, 1, F(1), "answered"),
            ([(CHECK, "wrong"), (CHECK, "false"), (CHECK, "right")], True, 1, F(0), "answered"),
            ([(CHECK, "wrong"), (CHECK, "false"), (SAVE, "right")], True, 1, F(0), "answered"),
            # Blank, unreadable, near misses and repetitions cost nothing and use no try.
            ([(CHECK, None), (CHECK, "right")], True, 2, F(1), "answered"),
            ([(CHECK, None, "unreadable"), (CHECK, "right")], True, 2, F(1), "answered"),
            ([(CHECK, "near"), (CHECK, "right")], True, 2, F(1), "answered"),
            ([(CHECK, "near"), (CHECK, "near"), (CHECK, "wrong")], False, 1, F(0), "answered"),
            ([(CHECK, "wrong"), (CHECK, "wrong"), (CHECK, "right")], True, 3, F(2, 3), "answered"),
            # What a reader takes for the same answer is one, however it is typed.
            ([(CHECK, "wrong"), (CHECK, "WRONG"), (CHECK, "right")], True, 3, F(2, 3), "answered"),
            ([(CHECK, "half"), (CHECK, None), (CHECK, "near")], False, 1, F(1, 2), "answered"),
            ([(CHECK, None)], False, 1, F(0), "unanswered"),
            ([(CHECK, None, "unreadable")], False, 1, F(0), "unreadable"),
            # A near miss is scored as it is, and a later mistake or blank does not take it away.
            ([(CHECK, "near most"), (CHECK, "wrong")], False, 1, F(3, 4), "answered"),
            ([(CHECK, "near most"), (CHECK, None)], False, 1, F(3, 4), "answered"),
            ([(CHECK, "wrong"), (CHECK, "near most")], False, 2, F(1, 2), "answered"),
            # Among equals it goes first, so that the teacher sees it.
            ([(CHECK, "wrong"), (CHECK, "near")], False, 2, F(0), "answered"),
            # Fully right is right, whatever else is said of it.
            ([(CHECK, "near right"), (CHECK, "wrong")], True, 1, F(1), "answered"),
            # What is saved and not checked is one more try at the end.
            ([(SAVE, "right")], False, 1, F(1), "answered"),
            ([(SAVE, "right"), (SAVE, "wrong")], False, 2, F(0), "answered"),
            ([(CHECK, "wrong"), (SAVE, "right")], False, 2, F(2, 3), "answered"),
            ([(CHECK, "half"), (SAVE, "wrong")], False, 1, F(1, 2), "answered"),
            ([(CHECK, "half"), (SAVE, "half")], False, 1, F(1, 2), "answered"),
            ([(CHECK, "wrong"), (SAVE, "right"), (SAVE, "false")], False, 1, F(0), "answered"),
            # A try stays where the answer was then cleared; without one, nothing was answered.
            ([(CHECK, "half"), (SAVE, None)], False, 1, F(1, 2), "answered"),
            ([(CHECK, "half"), (SAVE, None, "unreadable")], False, 1, F(1, 2), "answered"),
            ([(SAVE, "right"), (SAVE, None)], False, 2, F(0), "unanswered"),
            ([(SAVE, "right"), (CHECK, None, "unreadable")], False, 2, F(0), "unreadable"),
            # What came too late is no try.
            ([(CHECK, "wrong", "late"), (CHECK, "right")], True, 2, F(1), "answered"),
            ([(CHECK, "half"), (CHECK, "right", "late")], False, 1, F(1, 2), "answered"),
            ([(CHECK, "half"), (SAVE, "right", "late")], False, 1, F(1, 2), "answered"),
            ([(SAVE, "right", "late")], False, None, F(0), "unanswered"),
            # What waits for a person still waits.
            ([(SAVE, "essay")], False, 1, None, "answered"),
        ],
    )
    def test_counts_the_best_try(
        self, taken: list, is_finished: bool, revision: int | None, fraction: F | None, state: str
    ) -> None:
        found = TWO.outcome(steps(*taken), score)

        assert (found.counted_revision, found.fraction, found.state) == (revision, fraction, state)
        assert TWO.is_finished(steps(*taken), score) is is_finished

    @pytest.mark.parametrize(
        ("behavior", "responses", "fraction"),
        [
            (THREE, ["wrong", "false", "right"], F(1, 2)),
            (THREE, ["wrong", "half", "most"], F(3, 8)),
            (THREE, ["most", "half", "right"], F(3, 4)),
            (Interactive(4, F(1, 2)), ["wrong", "half", "false", "right"], F(1, 4)),
            # Not below nothing: three halves are lost at the fourth try.
            (Interactive(4, F(1, 2)), ["wrong", "false", "absurd", "right"], F(0)),
            (Interactive(2, F(0)), ["wrong", "right"], F(1)),
            (Interactive(2, F(1)), ["wrong", "right"], F(0)),
            (ONE_TRY, ["wrong", "right"], F(0)),
        ],
    )
    def test_takes_the_penalty_for_each_try_before(
        self, behavior: Interactive, responses: list[str], fraction: F
    ) -> None:
        taken = steps(*((CHECK, response) for response in responses))

        assert behavior.outcome(taken, score).fraction == fraction

    def test_tells_the_parts_without_the_penalty(self) -> None:
        parts = (PartScore("gap", F(1)), PartScore("other", F(0)))
        found = TWO.outcome(
            steps((CHECK, "wrong"), (CHECK, "half")),
            lambda said: Score(F(1, 2), parts) if said == "half" else score(said),
        )

        assert found.score == Score(F(1, 3), parts)

    @pytest.mark.parametrize(
        ("taken", "action", "is_refused"),
        [
            ([], SAVE, False),
            ([], CHECK, False),
            ([], HINT, True),
            ([], GIVE_UP, True),
            ([(CHECK, "wrong")], CHECK, False),
            ([(CHECK, "wrong"), (CHECK, "near")], CHECK, False),
            ([(CHECK, "right")], SAVE, True),
            ([(CHECK, "wrong"), (CHECK, "false")], CHECK, True),
            ([(CHECK, "wrong"), (CHECK, "false")], SAVE, True),
        ],
    )
    def test_refuses_when_no_try_is_left(
        self, taken: list, action: Action, is_refused: bool
    ) -> None:
        assert bool(TWO.refusal(steps(*taken), action, score)) is is_refused

    @pytest.mark.parametrize(
        ("taken", "standing"),
        [
            ([], Standing(2, 0, 0)),
            ([(SAVE, "wrong")], Standing(2, 0, 0)),
            ([(CHECK, "wrong")], Standing(1, 1, 1)),
            ([(CHECK, "half"), (SAVE, "right")], Standing(1, 1, 1)),
            ([(CHECK, "near")], Standing(2, 0, 0)),
            ([(CHECK, None)], Standing(2, 0, 0)),
            ([(CHECK, "wrong"), (CHECK, "wrong")], Standing(1, 1, 1)),
            ([(CHECK, "wrong"), (CHECK, "right", "late")], Standing(1, 1, 1)),
            ([(CHECK, "wrong"), (CHECK, "false")], Standing(0, 2, 2)),
            ([(CHECK, "wrong"), (CHECK, "right")], Standing(0, 2, 1)),
            ([(CHECK, "right")], Standing(0, 1, 0)),
        ],
    )
    def test_knows_the_tries_left_and_the_hints_due(self, taken: list, standing: Standing) -> None:
        assert TWO.standing(steps(*taken), score) == standing

    def test_tells_what_was_checked(self) -> None:
        taken = steps((CHECK, "wrong"), (SAVE, "x"), (CHECK, "near"), (CHECK, "right"))

        assert TWO.checked(taken, score) == (
            Checked(1, "wrong", EARNED["wrong"], tries_before=0, is_try=True),
            Checked(3, "near", EARNED["near"], tries_before=1, is_try=False),
            Checked(4, "right", EARNED["right"], tries_before=1, is_try=True),
        )

    def test_needs_all_steps_and_leaves_the_input_as_it_is(self) -> None:
        assert TWO.needs_history
        assert TWO.unwrapped({"answer": "b", "certainty": 3}) == (
            {"answer": "b", "certainty": 3},
            1,
        )

    @pytest.mark.parametrize(("tries", "penalty"), [(0, F(0)), (2, F(-1, 3)), (2, F(4, 3))])
    def test_has_settings_within_reason(self, tries: int, penalty: F) -> None:
        with pytest.raises(ValueError, match=r"at least one try|between 0 and 1"):
            Interactive(tries, penalty)


class TestSettings:
    @pytest.mark.parametrize(
        ("option_count", "tries", "penalty"),
        [
            (None, 2, F(1, 3)),
            (6, 2, F(1, 5)),
            (4, 2, F(1, 3)),
            (3, 2, F(1, 2)),
            (2, 1, F(1)),
            (1, 1, F(1)),
            (0, 1, F(1)),
        ],
    )
    def test_follow_from_the_options(
        self, option_count: int | None, tries: int, penalty: F
    ) -> None:
        assert interactive(option_count) == Interactive(tries, penalty)

    @given(st.integers(2, 30))
    def test_leave_nothing_for_the_last_option(self, option_count: int) -> None:
        behavior = interactive(option_count)
        last = Checked(option_count, "right", EARNED["right"], option_count - 1, is_try=True)

        assert behavior.worth(last) == 0
        assert behavior.tries < option_count


class TestPromises:
    @given(ANY_BEHAVIOR, ANY_STEPS)
    def test_earn_no_less_than_any_try_with_its_penalty(
        self, behavior: Interactive, taken: list[TakenStep]
    ) -> None:
        earned = behavior.outcome(taken, score).fraction
        answers = behavior.checked(taken, score)

        assert earned is not None
        assert all(
            earned >= (answer.score.fraction or 0) - behavior.penalty * answer.tries_before
            for answer in answers
        )
        assert (
            0
            <= earned
            <= max(
                (score(step.response).fraction or F(0) for step in taken if step.is_answer),
                default=F(0),
            )
        )

    @given(ANY_BEHAVIOR, ANY_STEPS)
    def test_come_out_the_same_when_replayed(
        self, behavior: Interactive, taken: list[TakenStep]
    ) -> None:
        assert behavior.outcome(taken, score) == behavior.outcome(tuple(taken), score)
        assert behavior.standing(taken, score) == behavior.standing(tuple(taken), score)

    @given(ANY_BEHAVIOR, ANY_STEPS, st.sampled_from(CERTAIN), st.data())
    def test_do_not_change_by_a_late_step(
        self, behavior: Interactive, taken: list[TakenStep], response: str, data: st.DataObject
    ) -> None:
        place = data.draw(st.integers(0, len(taken)))
        late = TakenStep(99, CHECK, response, is_counted=False, compared=response)
        longer = [*taken[:place], late, *taken[place:]]

        assert behavior.outcome(longer, score) == behavior.outcome(taken, score)
        assert behavior.standing(longer, score) == behavior.standing(taken, score)

    @given(ANY_BEHAVIOR, ANY_STEPS, ANY_STEPS)
    def test_do_not_change_once_finished(
        self, behavior: Interactive, taken: list[TakenStep], more: list[TakenStep]
    ) -> None:
        if behavior.is_finished(taken, score):
            assert behavior.outcome([*taken, *more], score) == behavior.outcome(taken, score)
            assert behavior.is_finished([*taken, *more], score)

    @given(
        ANY_BEHAVIOR,
        ANY_STEPS,
        st.sampled_from(["save", "blank", "unreadable", "near miss", "repetition"]),
    )
    def test_cost_nothing_for_what_is_no_try(
        self, behavior: Interactive, taken: list[TakenStep], what: str
    ) -> None:
        tries = [answer.response for answer in behavior.checked(taken, score) if answer.is_try]
        repeated = tries[0] if tries else None
        response = {"save": "wrong", "near miss": "near", "repetition": repeated}.get(what)
        action = SAVE if what == "save" else CHECK
        added = TakenStep(99, action, response, is_readable=what != "unreadable", compared=response)

        assert behavior.standing([*taken, added], score) == behavior.standing(taken, score)

    @given(some_steps(*CERTAIN))
    def test_are_those_of_immediate_with_one_try(self, taken: list[TakenStep]) -> None:
        assert ONE_TRY.outcome(taken, score) == immediate.outcome(taken, score)
        assert ONE_TRY.is_finished(taken, score) == immediate.is_finished(taken, score)
