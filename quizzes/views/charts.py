"""Charts as SVG, made on the server. The only door to pygal, of which no style or script stays.

A chart is drawn in classes that `charts.css` colors, in light, dark and print; what it shows
stands in a table beside it, with the same numbers.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

# As wide as a phone shows it, so that its letters keep their size there.
WIDTH, HEIGHT = 380, 220
# The heights of shares (0..1).
SHARES = ((0.0, "0%"), (0.25, "25%"), (0.5, "50%"), (0.75, "75%"), (1.0, "100%"))
MARKS = 4
MOST_DOTS = 16
# What is taken over of pygal's drawing, and nothing else.
TAGS = {"g", "path", "rect", "circle", "text"}
ATTRIBUTES = ("x", "y", "width", "height", "d", "transform", "text-anchor")
CLASSES = {"axis", "x", "y", "guide", "bar", "series"}
DROPPED = {"background", "tooltip-overlay", "text-overlay", "titles"}
LONG_NUMBER = re.compile(r"(-?\d+\.\d)\d+")
RADIUS = 4
# Of the squares: where the first column begins, and how far one is from the next.
LEFT, STEP = 46, 26


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table says of one number; `url` leads to the answers that it came from."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table beside a chart."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """A line of a chart in words, and its place: which dash and mark it is drawn with."""

    place: int
    name: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and its table. `headings` are of the rows' labels and of each cell.

    `summary` says in a sentence what the drawing shows: a screen reader hears it in its place.
    """

    key: str
    title: str
    summary: str
    svg: SafeString
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    legends: tuple[Legend, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A line: its name, and a value for each label, None where there is none."""

    name: str
    values: tuple[float | None, ...]


def bars(
    title: str,
    summary: str,
    labels: Sequence[str],
    values: Sequence[float | None],
    *,
    ticks: Sequence[tuple[float, str]],
) -> SafeString:
    """Return bars over their labels; a value None leaves its place empty.

    `ticks` are the heights at which a line is drawn, the lowest and the highest included.
    """
    chart = _new("Bar", labels, ticks)
    chart.add("", list(values))
    return _drawn(chart, title, summary)


def lines(
    title: str,
    summary: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    ticks: Sequence[tuple[float, str]],
) -> SafeString:
    """Return lines with marks of their own shapes, four at most."""
    chart = _new("Line", labels, ticks)
    for each in series[:MARKS]:
        chart.add("", list(each.values), allow_interruptions=False)
    return _drawn(chart, title, summary)


def banded(
    title: str,
    summary: str,
    labels: Sequence[str],
    low: Sequence[float],
    middle: Sequence[float],
    high: Sequence[float],
    *,
    ticks: Sequence[tuple[float, str]],
) -> SafeString:
    """Return a line with the band that it lies in."""
    chart = _new("Line", labels, ticks)
    for values in (middle, low, high):
        chart.add("", list(values))
    return _drawn(chart, title, summary, is_banded=True)


def squares(
    title: str, summary: str, days: Sequence[str], rows: Sequence[str], columns: Sequence[str]
) -> SafeString:
    """Return a square for each day, one column of seven a week.

    `days` are classes: "none", "some" or "many"; `rows` label the seven, `columns` the weeks.
    """
    drawn = [
        f'<rect class="day {days[place]}" x="{LEFT + place // 7 * STEP}" y="{place % 7 * STEP + 2}"'
        ' width="19" height="19" rx="3"/>'
        for place in range(len(days))
    ]
    drawn += [
        f'<text x="{LEFT - 8}" y="{place * STEP + 16}">{escape(each)}</text>'
        for place, each in enumerate(rows)
    ]
    beside = f'<g class="axis y">{"".join(drawn)}</g>'
    below = "".join(
        f'<text x="{LEFT + place * STEP + 10}" y="{7 * STEP + 16}">{escape(each)}</text>'
        for place, each in enumerate(columns)
        if place % 3 == 0
    )
    return _framed(
        "qs-chart qs-chart--days", title, summary, f'{beside}<g class="axis x">{below}</g>'
    )


@cache
def _pygal() -> Any:
    # It takes a third of a second, which a server that starts has no time for.
    import pygal  # type: ignore[import-untyped]  # noqa: PLC0415

    # Its finder of plug-ins is of a time before Python 3.12, and in the way of all later imports.
    sys.meta_path[:] = [each for each in sys.meta_path if type(each).__module__ != "pygal"]
    return pygal


def _new(kind: str, labels: Sequence[str], ticks: Sequence[tuple[float, str]]) -> Any:
    pygal = _pygal()
    chart = getattr(pygal, kind)(
        width=WIDTH,
        height=HEIGHT,
        js=(),
        css=(),
        no_prefix=True,
        disable_xml_declaration=True,
        show_legend=False,
        show_x_guides=False,
        margin=6,
        margin_right=22,
        range=(ticks[0][0], ticks[-1][0]),
        x_labels_major_every=_every(len(labels)),
        show_minor_x_labels=False,
        truncate_label=-1,
        show_dots=len(labels) <= MOST_DOTS,
        style=pygal.style.Style(label_font_size=12, major_label_font_size=12),
    )
    chart.x_labels = list(labels)
    chart.y_labels = [{"value": value, "label": label} for value, label in ticks]
    return chart


def _every(count: int) -> int:
    """Return which labels are written, so that they do not run into each other."""
    return max(1, -(-count // 6))


def _drawn(chart: Any, title: str, summary: str, *, is_banded: bool = False) -> SafeString:
    root = chart.render_tree()
    inside = "".join((_band(root) if is_banded else "", *(_markup(each, 0) for each in root)))
    return _framed(f"qs-chart{' qs-chart--banded' if is_banded else ''}", title, summary, inside)


def _framed(classes: str, title: str, summary: str, inside: str) -> SafeString:
    # Our own tags around numbers and labels that are escaped.
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        classes,
        WIDTH,
        HEIGHT,
        f"{title}. {summary}",
        mark_safe(inside),  # noqa: S308
    )


def _markup(element: Any, serie: int) -> str:
    """Return an element of pygal's as ours: drawings and labels, of which no style stays."""
    classes = str(element.get("class") or "").split()
    if element.tag not in TAGS or DROPPED & set(classes):
        return ""
    if found := [name for name in classes if name.startswith("serie-")]:
        serie = int(found[0].removeprefix("serie-"))
    if element.tag == "circle":
        return _mark(float(element.get("cx")), float(element.get("cy")), serie)
    inside = escape(element.text or "") if element.tag == "text" else ""
    inside += "".join(_markup(child, serie) for child in element)
    if element.tag == "g" and not inside:
        return ""
    kept = [(name, _short(str(value))) for name in ATTRIBUTES if (value := element.get(name))]
    if own := " ".join(name for name in classes if name in CLASSES or name.startswith("serie-")):
        kept.append(("class", own))
    written = "".join(f' {name}="{escape(value)}"' for name, value in kept)
    return f"<{element.tag}{written}>{inside}</{element.tag}>"


def _mark(x: float, y: float, serie: int) -> str:
    """Return the mark of a line's value: a disc, a square, a triangle, a diamond."""
    r = RADIUS
    if serie == 0:
        return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{r}"></circle>'
    corners = {
        1: ((-r, -r), (r, -r), (r, r), (-r, r)),
        2: ((0, -r - 1), (r + 1, r), (-r - 1, r)),
    }.get(serie, ((0, -r - 1), (r + 1, 0), (0, r + 1), (-r - 1, 0)))
    path = " ".join(f"{x + dx:.1f} {y + dy:.1f}" for dx, dy in corners)
    return f'<path class="dot" d="M{path}Z"></path>'


def _band(root: Any) -> str:
    """Return the stretch between the second line of a chart and the third."""
    plot = next(each for each in root.iter("g") if each.get("class") == "plot")
    low, high = (_points(plot, serie) for serie in (1, 2))
    path = " ".join(low + high[::-1])
    return f'<g transform="{plot.get("transform")}"><path class="band" d="M{path}Z"></path></g>'


def _points(plot: Any, serie: int) -> list[str]:
    own = next(g for g in plot.iter("g") if f"serie-{serie} " in str(g.get("class")))
    numbers = _short(str(next(own.iter("path")).get("d"))).replace("M", "").replace("L", "").split()
    return [" ".join(numbers[place : place + 2]) for place in range(0, len(numbers), 2)]


def _short(value: str) -> str:
    return LONG_NUMBER.sub(r"\1", value)
