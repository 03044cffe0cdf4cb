"""Charts: what stands in the drawing stands in its table, and nothing of pygal's style stays."""

from datetime import date
from fractions import Fraction

import pytest
from defusedxml.ElementTree import fromstring

from quizzes.engine.progress.levels import Level
from quizzes.engine.progress.mastery import Estimate
from quizzes.engine.progress.periods import Period
from quizzes.queries.practice.coming import Coming
from quizzes.queries.practice.knowing import Known
from quizzes.views.charts import Series, bars, lines
from quizzes.views.learner.progress import drawing

TICKS = [(0.0, "0"), (1.0, "1")]
MONDAYS = [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)]


def known(name: str, *means: float) -> Known:
    past = [
        (day.toordinal(), mean, mean - 0.1, mean + 0.1, 5)
        for day, mean in zip(MONDAYS, means, strict=False)
    ]
    estimate = Estimate(*past[-1][1:4])
    return Known(f"topic:{name}", name, name, None, Level.MOSTLY, estimate, 9, past)


def heights(svg: str) -> list[float]:
    """Return the heights of bars, as shares of the highest."""
    found = [float(each.get("height")) for each in fromstring(svg).iter("rect")]
    return [each / max(found) for each in found]


class TestDrawing:
    def test_keeps_no_style_script_or_address(self):
        svg = bars("A", "B", ["<b>", "&"], [0.5, 1.0], ticks=TICKS)
        root = fromstring(svg)
        names = {name for each in root.iter() for name in each.attrib}
        assert {each.tag for each in root.iter()} <= {"svg", "g", "path", "rect", "text"}
        assert not names & {"style", "id", "onclick", "href"}
        assert "http" not in svg
        assert [each.text for each in root.iter("text")][-2:] == ["<b>", "&"]

    def test_is_named_for_who_does_not_see_it(self):
        root = fromstring(bars('A "b"', "It rose.", ["x"], [1.0], ticks=TICKS))
        assert (root.get("role"), root.get("aria-label")) == ("img", 'A "b". It rose.')

    def test_tells_four_lines_apart_by_their_marks(self):
        series = [Series(str(n), (0.1 * n, 0.2 * n)) for n in range(4)]
        svg = lines("A", "B", ["x", "y"], series, ticks=TICKS)
        root = fromstring(svg)
        marks = [each for each in root.iter() if each.get("class") == "dot"]
        shapes = {each.tag + str(each.get("d", "").count(" ")) for each in marks}
        assert len(marks) == 8
        assert len(shapes) >= 3


class TestProgress:
    def test_weeks_are_as_high_as_the_table_says(self):
        weeks = [
            Period(day, 4, earned, 60 * n)
            for n, (day, earned) in enumerate(
                zip(MONDAYS, (Fraction(4), Fraction(1), Fraction(2)), strict=True), start=1
            )
        ]
        chart = drawing.accuracy(weeks)
        assert [row.cells[0].text for row in chart.rows] == ["100%", "25%", "50%"]
        assert heights(chart.svg) == pytest.approx([1, 0.25, 0.5], abs=0.01)
        spent = drawing.time_by_week(weeks)
        assert [row.cells[0].text for row in spent.rows] == ["1 minute", "2 minutes", "3 minutes"]
        assert heights(spent.svg) == pytest.approx([1 / 3, 2 / 3, 1], abs=0.01)

    def test_each_number_leads_to_its_answers(self):
        [row] = drawing.accuracy([Period(MONDAYS[0], 1, Fraction(1), 9)]).rows
        assert row.cells[0].url == "/progress/answers/?week=2026-03-02"

    def test_topics_over_time_are_those_of_the_table(self):
        chart = drawing.over_time([known("Trade", 0.4, 0.6, 0.8)], MONDAYS[0], MONDAYS[-1])
        assert [each.name for each in chart.legends] == ["Trade"]
        assert chart.rows[0].cells[0].text == "40%"
        assert chart.rows[-1].cells[0].text == "80%"
        discs = list(fromstring(chart.svg).iter("circle"))
        assert len(discs) == len(chart.rows)
        tops = [float(each.get("cy")) for each in discs]
        assert tops == sorted(tops, reverse=True)

    def test_the_band_holds_the_line(self):
        chart = drawing.of_subject(known("Trade", 0.4, 0.6, 0.8), MONDAYS[-1])
        assert 'class="band"' in chart.svg
        assert [cell.text for cell in chart.rows[-1].cells] == ["70%", "80%", "90%", "5"]

    def test_a_forecast_of_nothing_is_drawn_too(self):
        chart = drawing.coming_back(Coming(MONDAYS[0], 20, 0, (0,) * 30, {}))
        assert {row.cells[0].url for row in chart.rows} == {""}
