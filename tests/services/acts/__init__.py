"""Acts that test_audit does once each, by subject."""

from tests.services.acts import (
    administration,
    assignments,
    classes,
    live,
    marking,
    notices,
    regrading,
    roster,
    scores,
)

SUBJECTS = (
    administration,
    assignments,
    classes,
    live,
    marking,
    notices,
    regrading,
    roster,
    scores,
)
