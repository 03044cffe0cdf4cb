"""Acts of marking by hand, each done once: what `test_audit` looks at."""

from fractions import Fraction

from quizzes.queries.grading.groups import groups_of
from quizzes.services import bank, grading
from tests import factories
from tests.factories import NOW, take
from tests.services.grading import marking
from tests.services.grading.marking import LATER, essays, only


def essay(world):
    return only(essays(world))


def typed(world, raw="Paris"):
    version = factories.make_version("short_answer")
    given = factories.make_assignment(factories.make_quiz([version]), world.classroom, world.alice)
    take(given, world.bob, {1: raw})
    return version


def grouped(world, version=None):
    version = version or typed(world)
    [group] = groups_of(world.alice, version, None).groups
    return grading.mark_group(
        version=version,
        group=grading.GroupMark(group.key, Fraction(1, 2), "Nearly."),
        marker=world.alice,
        seen_at=LATER,
        now=LATER,
    )


def phrase(world):
    question = factories.make_version("essay").question
    return grading.keep_phrase(owner=world.alice, question=question, text="Which one?", now=NOW)


def claimed(world):
    item = essay(world)
    grading.claim(item=item, marker=world.alice, now=LATER)
    return item


# None: another act of the table does it.
ACTS = {
    "bank.accept_answer": lambda w: bank.accept_answer(
        question=typed(w).question,
        author=w.alice,
        text="Paris",
        fraction=Fraction(1, 2),
        note="",
        now=NOW,
    ),
    "grading.claim": claimed,
    "grading.claim_next": lambda w: grading.claim_next(
        marker=w.alice, question=essay(w).version.question, now=LATER
    ),
    "grading.put_down": lambda w: grading.put_down(item=claimed(w), marker=w.alice),
    "grading.keep_draft": lambda w: grading.keep_draft(
        item=essay(w), marker=w.alice, levels={}, comment="Why?", base=1, now=LATER
    ),
    "grading.mark_essay": lambda w: marking.mark(essay(w), w.alice),
    "grading.mark_group": grouped,
    "grading.undo_group": lambda w: grading.undo_group(act=grouped(w), actor=w.alice, now=LATER),
    "grading.keep_phrase": phrase,
    "grading.forget_phrase": lambda w: grading.forget_phrase(phrase=phrase(w)),
    "grading.tell_of_mark": None,
    "grading.tell_what_waits": lambda w: (essays(w), grading.tell_what_waits(now=LATER)),
}
# What writes without an AuditRecord, and why that is right.
UNRECORDED = {
    **dict.fromkeys(
        [f"grading.{act}" for act in ("claim", "claim_next", "put_down", "keep_draft")],
        "what a marker has in hand and has not given yet is nobody's business",
    ),
    "grading.keep_phrase": "a marker's own list",
    "grading.forget_phrase": "a marker's own list",
    "grading.tell_of_mark": "a part of marking, which records",
    "grading.tell_what_waits": "the clock's; the notices say whom and when",
}
