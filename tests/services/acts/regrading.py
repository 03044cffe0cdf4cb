"""Acts, each done once: what `test_audit` looks at."""

from quizzes.engine.scoring import ONE
from quizzes.services import assignments, grading, review
from tests import factories
from tests.factories import NOW, make_assignment, make_quiz, make_version
from tests.services.grading.acts import act, planned


def asked(world):
    """Return an answer of Bob's with a window for second looks."""
    terms = {"review_preset": "homework"}
    given = make_assignment(make_quiz([make_version()]), world.classroom, world.alice, **terms)
    given.second_look_until = NOW
    given.save()
    attempt = factories.take(given, world.bob, {1: "a"})
    return attempt.items.select_related("attempt__assignment").get()


def everyone(world):
    """Give everybody the point."""
    item = asked(world)
    return act(planned("everyone", item.version, item.attempt.assignment), world.alice)


def look(world):
    """Ask for a second look."""
    return grading.ask_for_look(item=asked(world), student=world.bob, text="Why?", now=NOW)


def override(world):
    """Give another mark."""
    return grading.override(item=asked(world), fraction=ONE, actor=world.alice, reason="?", now=NOW)


def use_newest(world):
    """Publish a version, and let it reach those who have not begun."""
    item = asked(world)
    question = item.version.question
    make_version(question=question)
    return assignments.use_newest_version(
        assignment=item.attempt.assignment, question=question, actor=world.alice, now=NOW
    )


def answered_report(world):
    """Report a question and answer."""
    made = review.report(item=asked(world), reporter=world.bob, reason="key", text="", now=NOW)
    return review.answer_report(report=made, actor=world.alice, answer="No.", now=NOW)


# None: another act of the table does it.
ACTS = {
    "attempts.deciding_marks": None,
    "attempts.carry_over": None,
    "grading.shift_kept_shares": None,
    "assignments.use_newest_version": use_newest,
    "grading.carry_out": everyone,
    "grading.undo": lambda w: grading.undo(act=everyone(w), actor=w.alice, now=NOW),
    "grading.override": override,
    "grading.ask_for_look": look,
    "grading.answer_look": lambda w: grading.answer_look(
        look=look(w), actor=w.alice, answer="It stays.", now=NOW
    ),
    "review.answer_report": answered_report,
    **dict.fromkeys(
        (
            "grading.locked_attempts",
            "grading.new_mark",
            "grading.settle_attempts",
            "grading.store_items",
            "grading.store_marks",
            "grading.tell_changed",
            "grading.words_of",
            "notices.tell_each",
        )
    ),
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {}
