"""{% book_cells row columns wanted %}: the cells of a class book, thousands of them, written fast.

A template of ours for each cell would take longer than all the rest of the page.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from quizzes.engine.gradebook.cells import WORDS, Cell, State
from quizzes.engine.gradebook.spread import Spread
from quizzes.engine.scoring import shown
from quizzes.queries.grading.scores.book import BookCell, Column, Row
from quizzes.queries.grading.scores.changes import Change, kind_words
from quizzes.queries.grading.scores.narrowing import Wanted, hits
from quizzes.templatetags.words import points, words

register = template.Library()

LOOKS = {
    State.SCORED: "",
    State.ZERO: "qs-book__zero",
    State.WAITING: "qs-book__waiting",
    State.IN_PROGRESS: "qs-book__in_progress",
    State.NOT_BEGUN: "qs-book__not_begun",
    State.MISSING: "qs-book__missing",
    State.AHEAD: "qs-book__ahead",
    State.EXCUSED: "qs-book__excused",
    State.UNSCORED: "qs-book__unscored",
    State.NOT_GIVEN: "qs-book__not_given",
}

# In the place of an attempt's id in an address, which is then made once and not for each cell.
ANY = UUID(int=0)
NUMBERED = (State.SCORED, State.ZERO, State.WAITING)


@register.simple_tag
def book_cells(row: Row, columns: Sequence[Column], wanted: Wanted, report: str) -> SafeString:
    """Return a row's cells as table cells; `report` is the address of the student's page."""
    language = get_language() or ""
    review = reverse("quizzes:attempt-review", args=[ANY]).split(str(ANY))
    parts = []
    for column in columns:
        cell = row.cells[column.key]
        written = _written(
            cell.cell, len(cell.tries), language, is_dropped=column.key in row.total.dropped
        )
        if cell.tries:
            address = _address(cell, column, review, report)
            written = SafeString(f'<a href="{address}">{written}</a>')
        look = LOOKS[cell.cell.state]
        if wanted.state and hits(cell, wanted):
            look += " qs-book__hit"
        parts.append(f'<td class="{look}">{written}</td>')
    # Made of numbers, our own words and addresses: nothing that anybody typed.
    return SafeString("".join(parts))


@register.filter
def state_words(cell: Cell) -> str:
    """Return what a cell's state is called."""
    return words(WORDS[cell.state])


@register.filter
def book_percent(share: Fraction | None) -> str:
    """Return a share (0..1) as the book's number, without a sign; a dash for None."""
    if share is None:
        return "\N{EN DASH}"
    return _number(share, get_language() or "")


def _address(cell: BookCell, column: Column, review: Sequence[str], report: str) -> str:
    """Return where a cell leads: to its one attempt, or to all of them on the student's page."""
    (first, *others) = cell.tries
    if others or first.made.is_open:
        return f"{report}#a{column.assignment.public_id}"
    return f"{review[0]}{first.public_id}{review[1]}"


@lru_cache(maxsize=10_000)
def _written(cell: Cell, try_count: int, language: str, *, is_dropped: bool) -> SafeString:
    if cell.state in NUMBERED and cell.share is not None:
        first = _number(cell.share, language)
    else:
        first = words(WORDS[cell.state])
    notes = _notes(cell, is_dropped=is_dropped, try_count=try_count)
    if is_dropped:
        first = format_html("<s>{}</s>", first)
    said = format_html_join("", "<small>{}</small>", ((note,) for note in notes))
    return format_html("{}{}", first, said)


def _notes(cell: Cell, *, is_dropped: bool, try_count: int) -> Iterable[str]:
    if cell.state not in NUMBERED and cell.share is not None:
        number = {"number": _number(cell.share, get_language() or "")}
        is_out = cell.state is State.EXCUSED
        yield (gettext("%(number)s%%, not counted") if is_out else gettext("%(number)s%%")) % number
    if cell.state is State.WAITING:
        yield words(WORDS[State.WAITING])
    if cell.is_without_answer:
        yield gettext("No answer")
    if cell.days_late:
        late = ngettext("%(count)s day late", "%(count)s days late", cell.days_late)
        yield late % {"count": cell.days_late}
    if try_count > 1:
        yield ngettext("%(count)s try", "%(count)s tries", try_count) % {"count": try_count}
    if is_dropped:
        yield gettext("left out")


@lru_cache(maxsize=10_000)
def _number(share: Fraction, _language: str) -> str:
    number: Decimal = shown(share * 100)
    return str(formats.localize(number))


@register.filter
def of_key(values: Mapping[int, Any] | str | None, key: int) -> Any:
    """Return what stands under a key; None where nothing does, or there are no values."""
    return values.get(key) if isinstance(values, Mapping) else None


@register.filter
def spread_width(spread: Spread) -> int:
    """Return how wide the middle half is drawn, in percent; never nothing."""
    return max(1, spread.high - spread.low)


@register.filter
def spread_place(share: Fraction) -> int:
    """Return where a share is drawn, in whole percent."""
    return round(share * 100)


@register.filter
def change_points(change: Change) -> str:
    """Return what a change made of an answer's points: "1 → 2 of 2"; a dash where none counted."""
    sides = [
        "\N{EN DASH}" if side is None else points(side * change.points)
        for side in (change.before, change.after)
    ]
    return gettext("%(before)s → %(after)s of %(most)s") % {
        "before": sides[0],
        "after": sides[1],
        "most": points(change.points),
    }


@register.filter
def change_words(change: Change) -> str:
    """Return what was done."""
    return kind_words(change)
