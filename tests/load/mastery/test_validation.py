"""A small run of the validation: the table of CONTRIBUTING has four thousand of each."""

import pytest

from tests.load.mastery.methods import METHODS
from tests.load.mastery.repeating import moved_by_repeats
from tests.load.mastery.table import table
from tests.load.mastery.validation import AFTER, Findings, found


@pytest.fixture(scope="module")
def findings() -> Findings:
    """Two hundred and fifty students of each generator."""
    return found(seed=3, students=250)


class TestMastery:
    def test_predicts_better_than_an_average_and_elo_on_the_mean(self, findings: Findings) -> None:
        means = {method: sum(losses) / len(AFTER) for method, losses in findings.mean.items()}
        assert min(means, key=lambda method: means[method]) == "Mastery"

    def test_is_not_much_worse_on_any(self, findings: Findings) -> None:
        for losses in findings.losses.values():
            totals = {method: sum(losses[method]) / len(AFTER) for method in METHODS}
            assert totals["Mastery"] <= min(totals.values()) + 0.015

    def test_comes_true_as_often_as_it_says(self, findings: Findings) -> None:
        askew = findings.all_tenths.askew()
        assert len(askew) >= 7
        assert max(map(abs, askew.values())) < 0.06

    def test_prints_all_of_it(self, findings: Findings) -> None:
        printed = table(findings)
        assert all(name in printed for name in (*findings.losses, *METHODS, "sure"))


@pytest.mark.django_db
def test_four_rounds_of_practice_move_nothing() -> None:
    assert moved_by_repeats(seed=3) == 0
