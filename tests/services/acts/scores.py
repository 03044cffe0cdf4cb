"""Acts, each done once: what `test_audit` looks at."""

from fractions import Fraction

from quizzes.services import assignments
from tests.factories import NOW

# None: another act of the table does it.
ACTS = {
    "assignments.hold": lambda w: assignments.hold(assignment=w.assignment, actor=w.alice, now=NOW),
    "assignments.set_categories": lambda w: assignments.set_categories(
        classroom=w.classroom,
        categories=[assignments.CategoryWish(None, "Tests", Fraction(2), 1)],
        sorted_into={w.assignment.public_id: "Tests"},
        actor=w.alice,
        now=NOW,
    ),
    "assignments.set_counting": lambda w: assignments.set_counting(
        classroom=w.classroom,
        are_missing_zero=True,
        is_comparison_shown=True,
        grade_scale=[["50", "A"], ["0", "B"]],
        actor=w.alice,
        now=NOW,
    ),
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {}
