"""What one student gets beyond the class, in words."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from quizzes.engine.words import Message, ngettext
from quizzes.engine.words import mark as _


def percent_of(factor: Fraction) -> Fraction:
    """Return extra time in percent of the class's: 5/4 is 25."""
    return (factor - 1) * 100


def factor_of(percent: int) -> Fraction:
    """Return the factor of the class's time that an extra percentage makes: 25 is 5/4."""
    return 1 + Fraction(percent, 100)


def words_of_grant(
    *,
    factor: Fraction | None,
    extra_attempts: int,
    opens_at: datetime | None,
    due_at: datetime | None,
    closes_at: datetime | None,
    is_excused: bool,
    is_late_waived: bool,
) -> Iterator[Message]:
    """Yield what a student gets, one sentence part each."""
    if is_excused:
        yield Message(_("excused"))
    if factor is not None:
        if factor == 1:
            yield Message(_("the class's time"))
        else:
            yield Message(_("%(percent)s%% more time"), {"percent": percent_of(factor)})
    if extra_attempts:
        yield ngettext(_("%(count)s more try"), _("%(count)s more tries"), extra_attempts)
    for text, moment in (
        (_("opens %(at)s"), opens_at),
        (_("due %(at)s"), due_at),
        (_("closes %(at)s"), closes_at),
    ):
        if moment is not None:
            yield Message(text, {"at": moment})
    if is_late_waived:
        yield Message(_("nothing taken off for lateness"))
