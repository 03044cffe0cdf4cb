"""Acts about marks for tests, done as the worker does them."""

from quizzes.models.bank import QuestionVersion
from quizzes.queries.grading.regrading.planning import Plan, answers_of, looked_at
from quizzes.services import grading
from tests import factories
from tests.factories import NOW


def corrected(version, spec, *, change="scoring_correction"):
    """Return the next version of a question, with another key."""
    return factories.make_version(
        version.kind,
        spec,
        question=version.question,
        stem=version.stem,
        change=QuestionVersion.Change(change),
    )


def planned(kind, version, *assignments, choice="", keeps_percent=False):
    """Return a plan about a version's question."""
    return Plan(kind, version.question, assignments, choice, keeps_percent)


def act(plan, actor, reason="The key was wrong.", now=NOW):
    """Carry a plan out."""
    looked = looked_at(plan, list(answers_of(plan).values_list("pk", flat=True)))
    return grading.carry_out(plan=plan, looked=looked, actor=actor, reason=reason, now=now)


def regrade(version, *assignments, by, choice="recompute", now=NOW):
    """Score answers again."""
    return act(planned("regrade", version, *assignments, choice=choice), by, now=now)
