"""Acts that test_audit does once each, by subject."""

from tests.services.acts import (
    administration,
    analysis,
    assignments,
    classes,
    learning,
    live,
    marking,
    notices,
    practice,
    progress,
    regrading,
    roster,
    scores,
)

SUBJECTS = (
    administration,
    analysis,
    assignments,
    classes,
    learning,
    live,
    marking,
    notices,
    practice,
    progress,
    regrading,
    roster,
    scores,
)
