"""Interactive: a few tries with a hint after each wrong one; tries before the best cost a share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from quizzes.engine.behaviors.base import (
    Action,
    Outcome,
    Scorer,
    TakenStep,
    last_counted,
    outcome_of,
)
from quizzes.engine.scoring import ONE, ZERO, Score
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

DEFAULT_TRIES = 2
PENALTY_WITHOUT_OPTIONS = Fraction(1, 3)


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer that was checked, with what it scored by itself.

    `is_try`: it used a try. A near miss uses none. The tries before it were not fully right: after
    one that is, nothing more is checked.
    """

    revision: int
    response: object
    score: Score
    tries_before: int
    is_try: bool

    @property
    def is_right(self) -> bool:
        """Whether it earned everything."""
        return self.score.fraction == ONE


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a student is with a question.

    `hints_shown` is how many of its hints are due, one for each try that was not fully right: the
    newest is at `hints_shown` - 1, if the question has so many.
    """

    tries_left: int
    tries_used: int
    hints_shown: int


@dataclass(frozen=True, slots=True)
class Interactive:
    """The behavior with a question's number of tries, and what each one before the best costs."""

    tries: int = DEFAULT_TRIES
    penalty: Fraction = PENALTY_WITHOUT_OPTIONS

    # Without annotations, so that they are no fields.
    name = "interactive"
    label = Message(_("More than one try"))
    description = Message(
        _("You check each question. After a wrong answer you get a hint and can try again.")
    )
    ACTIONS = frozenset({Action.SAVE, Action.CHECK})
    needs_history = True

    def __post_init__(self) -> None:
        if self.tries < 1:
            raise ValueError(f"a question takes at least one try, not {self.tries}")
        if not ZERO <= self.penalty <= ONE:
            raise ValueError(f"a penalty lies between 0 and 1, not {self.penalty}")

    def unwrapped(self, raw: object) -> tuple[object, int]:
        """Return the raw input as it is: nobody says here how sure they are."""
        return raw, 1

    def is_finished(self, steps: Sequence[TakenStep], score: Scorer) -> bool:
        """Return whether a try was fully right or all tries are used."""
        return self.standing(steps, score).tries_left == 0

    def refusal(self, steps: Sequence[TakenStep], action: Action, score: Scorer) -> Message | None:
        """Return why the action cannot be taken: it is not offered, or there is no try left."""
        if action not in self.ACTIONS:
            return Message(_("In this quiz, a question can only be saved or checked."))
        if self.is_finished(steps, score):
            return Message(_("This question takes no more tries, so its answer is locked."))
        return None

    def outcome(self, steps: Sequence[TakenStep], score: Scorer) -> Outcome:
        """Return what the best answer came to: of those checked, and of the last if it was not.

        An answer that was saved and not checked is one more try, where there is one left, as in
        Moodle (question/behaviour/interactive/behaviour.php, process_finish). The best of all is
        our own rule: Moodle takes the last. The parts of the score are told without the penalty.
        """
        answers = [*self.checked(steps, score), *self._unchecked(steps, score)]
        if not answers:
            return outcome_of(last_counted(steps), score)
        # max() keeps the first of equals. A near miss goes before its equals: a teacher sees it.
        best = max(answers, key=lambda answer: (self.worth(answer), answer.score.is_near_miss))
        is_waiting = best.score.fraction is None
        earned = best.score if is_waiting else replace(best.score, fraction=self.worth(best))
        return Outcome(best.revision, earned, "answered")

    def worth(self, answer: Checked) -> Fraction:
        """Return what an answer earns with the penalty for tries before it; 0 while it waits."""
        fraction = answer.score.fraction or ZERO
        return fraction * max(ZERO, 1 - self.penalty * answer.tries_before)

    def standing(self, steps: Sequence[TakenStep], score: Scorer) -> Standing:
        """Return the tries left and used, and the hints due."""
        tries = [answer for answer in self.checked(steps, score) if answer.is_try]
        is_right = any(answer.is_right for answer in tries)
        left = 0 if is_right else self.tries - len(tries)
        return Standing(left, tries_used=len(tries), hints_shown=len(tries) - is_right)

    def checked(self, steps: Sequence[TakenStep], score: Scorer) -> tuple[Checked, ...]:
        """Return the answers that were checked, in order, until the question is finished.

        Blank and unreadable ones, late ones and repetitions of an earlier try are left out.
        """
        found: list[Checked] = []
        tried: list[object] = []
        for step in steps:
            if step.action is not Action.CHECK or not step.is_answer or step.compared in tried:
                continue
            answer = _checked(step, score, len(tried))
            found.append(answer)
            if answer.is_try:
                tried.append(step.compared)
            if answer.is_right or len(tried) == self.tries:
                break
        return tuple(found)

    def _unchecked(self, steps: Sequence[TakenStep], score: Scorer) -> tuple[Checked, ...]:
        """Return the answer that stands at the end, where it could still be checked."""
        last = last_counted(steps)
        standing = self.standing(steps, score)
        if last is None or not last.is_answer or not standing.tries_left:
            return ()
        return (_checked(last, score, standing.tries_used),)


def _checked(step: TakenStep, score: Scorer, tries_before: int) -> Checked:
    earned = score(step.response)
    # What earned everything has no mistake to come back from, whatever else is said of it.
    is_try = earned.fraction == ONE or not earned.is_near_miss
    return Checked(step.revision, step.response, earned, tries_before, is_try)


def interactive(option_count: int | None) -> Interactive:
    """Return the behavior for a question of which one part can take so many answers; None: typed.

    With n options, 1/(n - 1) for each wrong try leaves nothing for the last option, which is known
    by then. So with two, interactive is not offered; with its one try it is then as `immediate`.
    """
    if option_count is None:
        return Interactive()
    others = max(1, option_count - 1)
    return Interactive(min(DEFAULT_TRIES, others), Fraction(1, others))
