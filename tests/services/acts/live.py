"""Acts, each done once: what `test_audit` looks at."""

from datetime import timedelta

from quizzes.services import attempts, grading
from tests.factories import NOW, incoming, make_assignment, save, start, take

DAY, TEN = timedelta(days=1), timedelta(minutes=10)


def timed(w):
    given = make_assignment(w.quiz, w.classroom, w.alice, limit_seconds=600)
    return start(given, w.bob)


def by_alice(w, **more):
    return {"actor": w.alice, "reason": "An outage.", "now": NOW, **more}


def extended(w):
    attempt = timed(w)
    attempts.add_minutes(known={attempt.public_id: 0}, added=TEN, **by_alice(w))
    return attempt


def reopened(w):
    attempt = take(w.assignment, w.bob)
    return attempts.reopen(attempt=attempt, left=TEN, **by_alice(w))


def accepted(w):
    attempt = timed(w)
    attempts.close_overdue(now=NOW + DAY)
    save(attempt, incoming(1, "b"), now=NOW + DAY)
    return grading.accept_late(chosen=[attempt.public_id], **by_alice(w, now=NOW + DAY))


PARTS = ("count_late", "count_what_came", "finish", "move_end", "open_again")
LOOKS = ("held_attempt", "held_items", "late_steps")

# None: another act of the table does it.
ACTS = {
    "attempts.add_minutes": extended,
    "attempts.take_back_minutes": lambda w: attempts.take_back_minutes(
        known={extended(w).public_id: 600}, taken=TEN, **by_alice(w)
    ),
    "attempts.submit_for": lambda w: attempts.submit_for(attempt=timed(w), **by_alice(w)),
    "attempts.reopen": reopened,
    "attempts.undo_reopening": lambda w: attempts.undo_reopening(
        attempt=reopened(w), **by_alice(w)
    ),
    **dict.fromkeys(f"attempts.{part}" for part in (*PARTS, *LOOKS)),
    "grading.accept_late": accepted,
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {
    **{f"attempts.{part}": "a part of acts that record" for part in PARTS},
    **{f"attempts.{look}": "it writes nothing" for look in LOOKS},
}
