"""The terms of an attempt: what a quiz sets as default and an assignment may override."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum


class Layout(StrEnum):
    """How the questions stand on the page."""

    ONE_PER_PAGE = "one_per_page"
    ALL_ON_ONE = "all_on_one"


class Navigation(StrEnum):
    """Where a student may go."""

    FREE = "free"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Terms:
    """How an attempt is taken and scored; frozen on the attempt at its start.

    `attempts_allowed` and `limit` are None where there is none; `late_percent` is taken off the
    points earned, for each day begun after the due time; `review_preset` names a policy of
    `engine.disclosure`.
    """

    behavior: str
    grading_method: str
    review_preset: str
    layout: str = Layout.ONE_PER_PAGE
    navigation: str = Navigation.FREE
    shuffles_questions: bool = False
    shows_article: bool = True
    attempts_allowed: int | None = None
    limit: timedelta | None = None
    late_percent: int = 0

    def overridden(self, **values: object) -> "Terms":
        """Return these terms with every value that is not None in place of the default."""
        given = {name: value for name, value in values.items() if value is not None}
        return replace(self, **given)  # type: ignore[arg-type]
