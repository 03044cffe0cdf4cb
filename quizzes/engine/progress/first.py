"""The first checked answer to a question: what mastery learns from, before any penalty."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizzes.engine.behaviors.base import Behavior, Scorer, TakenStep, last_counted
from quizzes.engine.behaviors.interactive import Interactive

GIVEN, PERSON = "given", "person"


@dataclass(frozen=True, slots=True)
class SaidMark:
    """A mark as it bears on the first answer: its source, the step and the content it scored."""

    source: str
    revision: int
    version: int
    fraction: Fraction | None


@dataclass(frozen=True, slots=True)
class Worth:
    """What decides what the first answer earns: a person's mark, or a version to score it by."""

    is_by_person: bool
    fraction: Fraction | None
    version: int | None


def first_answer(behavior: Behavior, steps: Sequence[TakenStep], score: Scorer) -> TakenStep | None:
    """Return the step that is the first checked answer; None if nothing readable was answered.

    All at the end and with certainty: what counted at handing in. With a check: the one checked,
    else what counted at the end. Interactive: the first try, as rules.md says it; a near miss is no
    try, since its student is told to check the spelling and does, so that it is the first answer
    only where no try came after it. What was saved and never checked is a try at the end.
    """
    if isinstance(behavior, Interactive):
        checked = behavior.checked(steps, score)
        tries = [answer.revision for answer in checked if answer.is_try]
        if tries:
            return _step(steps, tries[0])
        last = last_counted(steps)
        if (
            last is not None
            and last.is_answer
            and last.revision not in {each.revision for each in checked}
        ):
            return last
        return _step(steps, checked[0].revision if checked else None)
    outcome = behavior.outcome(steps, score)
    return _step(steps, outcome.counted_revision if outcome.state == "answered" else None)


def worth(marks: Sequence[SaidMark], revision: int, *, is_interactive: bool) -> Worth:
    """Return what decides what the first answer, at a revision, earns by itself.

    `marks` are those of the question, in order. A person's mark of that answer does, but not where
    tries cost: it is then about all of them. Points given to everybody say nothing of an answer;
    else it is scored by the content that the newest rule or regrade has scored by.
    """
    said = [mark for mark in marks if mark.source != GIVEN]
    of_answer = [mark for mark in said if mark.revision == revision]
    if of_answer and of_answer[-1].source == PERSON and not is_interactive:
        return Worth(is_by_person=True, fraction=of_answer[-1].fraction, version=None)
    by_rule = [mark.version for mark in said if mark.source != PERSON]
    return Worth(is_by_person=False, fraction=None, version=by_rule[-1] if by_rule else None)


def _step(steps: Sequence[TakenStep], revision: int | None) -> TakenStep | None:
    return next((step for step in steps if step.revision == revision), None)
