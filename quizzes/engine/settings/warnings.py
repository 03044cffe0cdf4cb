"""What an author should think about before a quiz is taken under some terms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from quizzes.engine import disclosure
from quizzes.engine.behaviors.interactive import Interactive
from quizzes.engine.disclosure import Part
from quizzes.engine.scoring import GradingMethod
from quizzes.engine.terms import Terms
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

# Seconds that a student needs for a question, about: a choice takes a minute (Brothen 2012, "Time
# limits on tests: updating the 1-minute rule", Teaching of Psychology 39), half of it where there
# are two; what is typed, sorted or looked up takes longer. Guesses, until answers tell.
SECONDS: Mapping[str, int] = {
    "single_choice": 60,
    "multiple_choice": 75,
    "true_false": 30,
    "short_answer": 60,
    "numeric": 90,
    "cloze": 90,
    "matching": 90,
    "ordering": 90,
    "evidence": 90,
    "essay": 900,
}


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning beside the setting that it is about, by its name in Terms."""

    setting: str
    text: Message


def seconds_for(kind: str) -> int:
    """Return about how long a student needs for a question of a kind, without the reading."""
    return SECONDS[kind]


def warnings_of(terms: Terms, needed: timedelta) -> Iterator[Warned]:
    """Yield what to think about; `needed` is about the time that the questions take."""
    policy = disclosure.preset(terms.review_preset)
    for text in disclosure.warnings(policy, attempts=terms.attempts_allowed):
        yield Warned("review_preset", text)
    if terms.behavior == Interactive.name and Part.CORRECTNESS not in policy.right_after:
        told = _("A second try tells that the first was not right, which is shown later here.")
        yield Warned("behavior", Message(told))
    if terms.limit is not None and terms.limit < needed:
        yield Warned(
            "limit",
            Message(
                _("The questions take about %(minutes)s minutes. Slow readers will not finish."),
                {"minutes": minutes_of(needed)},
            ),
        )
    if terms.attempts_allowed == 1 and terms.grading_method != GradingMethod.HIGHEST:
        yield Warned("grading_method", Message(_("With one try, that one counts in any case.")))


def minutes_of(needed: timedelta) -> int:
    """Return whole minutes, at least one."""
    return max(1, -(-int(needed.total_seconds()) // 60))
