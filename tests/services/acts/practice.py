"""Acts of practising, each done once: what `test_audit` looks at."""

from quizzes.services import practice
from tests.services import practising
from tests.services.practising import LATER


def session(world):
    practising.met(world.bob)
    return practising.session(world.bob)


def checked(world):
    attempt = session(world)
    practising.check(attempt, 1)
    return attempt


def judged(world):
    attempt = checked(world)
    practice.judge(attempt=attempt, position=1, rating=3, now=LATER)
    return attempt


def missed(world):
    quiz = practising.met(world.bob)
    return list(quiz.sections.get().items.values_list("question", flat=True))


# None: another act of the table does it.
ACTS = {
    "practice.start": session,
    "practice.start_with": lambda w: practice.start_with(
        student=w.bob, questions=missed(w), now=LATER, seed=7
    ),
    "practice.save": checked,
    "practice.judge": judged,
    "practice.undo": lambda w: practice.undo(attempt=judged(w), now=LATER),
    "practice.skip": lambda w: practice.skip(attempt=session(w), position=1),
    "practice.bury": lambda w: practice.bury(attempt=session(w), position=1, now=LATER),
    "practice.end": lambda w: practice.end(attempt=session(w), now=LATER),
    "practice.end_untouched": lambda w: (
        session(w),
        practice.end_untouched(now=LATER + 2 * practising.DAY),
    ),
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {
    "practice.save": "a step is itself the record: who, what, when, never changed",
    "practice.judge": "a judgment is itself the record: which, when, never changed",
    "practice.undo": "the judgment that takes another back is the record",
    "practice.skip": "where one is in practice is nobody's business",
    "practice.bury": "what a student does not want today is nobody's business",
    "practice.end": "by attempts.submit, which records",
    "practice.end_untouched": "by attempts.close, which records",
}
