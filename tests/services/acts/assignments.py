"""How to do each act about giving quizzes to classes once, for the audit test."""

from quizzes.services import assignments, attempts, notices
from tests import factories
from tests.factories import NOW, grant


def deleted(world):
    given = factories.make_assignment(world.quiz, world.classroom, world.alice)
    assignments.delete(assignment=given, actor=world.alice, now=NOW)


# None: a part of other acts, or nothing but a computation.
ACTS = {
    "assignments.give": lambda w: assignments.give(
        quiz=w.quiz,
        gifts=[assignments.Gift(w.classroom, assignments.AssignmentTerms())],
        actor=w.alice,
        now=NOW,
    ),
    "assignments.delete": deleted,
    "assignments.said": None,
    "assignments.tell_of": None,
    "attempts.change_assignments": lambda w: attempts.change_assignments(
        changes=[attempts.Change(w.assignment, {"late_percent": 5})], actor=w.alice, now=NOW
    ),
    "attempts.withdraw": lambda w: attempts.withdraw(
        accommodation=grant(w, extra_attempts=1), actor=w.alice, now=NOW
    ),
    "notices.make_feed": lambda w: notices.make_feed(user=w.bob, now=NOW),
    "notices.remove_feed": lambda w: (
        notices.make_feed(user=w.bob, now=NOW),
        notices.remove_feed(user=w.bob, now=NOW),
    ),
    "attempts.bring_up_to_date": None,
    "attempts.told": None,
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {}
