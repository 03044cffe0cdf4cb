"""Which version corrects what was shown, and which score counts after a regrade."""

from fractions import Fraction

import pytest

from quizzes.engine.behaviors import immediate
from quizzes.engine.behaviors.base import Action, TakenStep
from quizzes.engine.behaviors.interactive import Interactive
from quizzes.engine.regrading import Choice, Winner, correction_of, took_tries_away, weighed
from quizzes.engine.scoring import Score

HALF = Fraction(1, 2)


class TestCorrectionOf:
    @pytest.mark.parametrize(
        ("shown", "changes", "newest"),
        [
            # C: a scoring correction, N: new content; the first letter is version 1.
            (1, "N", None),
            (1, "NC", 2),
            (2, "NC", None),
            (1, "NCC", 3),
            (1, "NN", None),
            # A correction of new content is none of what was shown before.
            (1, "NNC", None),
            (1, "NCNC", 2),
            (3, "NCNC", 4),
        ],
    )
    def test_is_the_newest_that_says_so_of_what_was_shown(self, shown, changes, newest):
        known = {number: change == "C" for number, change in enumerate(changes, start=1)}
        assert correction_of(shown, known) == newest


class TestWeighed:
    @pytest.mark.parametrize(
        ("choice", "counting", "shown", "corrected", "taken", "winner"),
        [
            ("recompute", 0, 0, 1, False, "corrected"),
            ("recompute", 1, 1, 0, False, "corrected"),
            ("recompute", 1, 1, 1, False, "counting"),
            # The old key ended the item as right: nobody was let try on.
            ("recompute", 1, 1, 0, True, "counting"),
            ("recompute", HALF, HALF, 1, True, "corrected"),
            ("only_rise", 0, 0, HALF, False, "corrected"),
            ("only_rise", 1, 1, HALF, False, "counting"),
            ("both", 0, 0, 1, False, "corrected"),
            ("both", 1, 1, 0, False, "counting"),
            # An earlier regrade took the point that the old key had given.
            ("both", 0, 1, 0, False, "shown"),
            ("both", HALF, 1, 1, False, "corrected"),
            ("both", 1, HALF, HALF, False, "counting"),
            # Waits for a person: no rule decides.
            ("recompute", None, None, 1, False, "counting"),
            ("recompute", 1, 1, None, False, "counting"),
        ],
    )
    def test_follows_the_choice(self, choice, counting, shown, corrected, taken, winner):
        got = weighed(
            Choice(choice),
            counting=counting,
            shown=shown,
            corrected=corrected,
            tries_were_taken=taken,
        )
        assert got is Winner(winner)


def checks(*responses):
    return [
        TakenStep(number, Action.CHECK, response, compared=response)
        for number, response in enumerate(responses, start=1)
    ]


class TestTookTriesAway:
    @pytest.mark.parametrize(
        ("behavior", "responses", "taken"),
        [
            (Interactive(2), "b", True),
            # Right at the last try: there was none to take.
            (Interactive(2), "ab", False),
            (Interactive(2), "a", False),
            (Interactive(2), "ac", False),
            (Interactive(1), "b", False),
            # A check locks, right or wrong.
            (immediate, "b", False),
        ],
    )
    def test_is_so_where_right_ended_it_early(self, behavior, responses, taken):
        def score(response):
            return Score(Fraction(response == "b"))

        assert took_tries_away(behavior, checks(*responses), score) is taken
