"""Which parts of a question a person may see at a moment, under a policy, and when the others."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, IntEnum, StrEnum
from typing import Self

from quizzes.engine.timing import is_late
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _


class Part(StrEnum):
    """What can be shown of a question.

    `correctness` is of the question as a whole; by option, gap or pair it counts as `key`.
    """

    RESPONSE = "response"
    SCORE = "score"
    CORRECTNESS = "correctness"
    KEY = "key"
    FEEDBACK = "feedback"
    EXPLANATION = "explanation"
    EVIDENCE = "evidence"


EVERYTHING = frozenset(Part)
BLOCKED_PARTS = frozenset({Part.KEY, Part.FEEDBACK, Part.EXPLANATION, Part.EVIDENCE})


@dataclass(frozen=True, slots=True)
class Policy:
    """What is shown right after submitting (or a check), at closing, and when released by hand.

    A release by hand may come before closing: it opens what closing would. The earliest moment of a
    part counts; a part with none is never shown. The response needs none.
    """

    right_after: frozenset[Part] = frozenset()
    at_closing: frozenset[Part] = frozenset()
    when_released: frozenset[Part] = frozenset()

    def to_json(self) -> dict[str, list[str]]:
        """Return the policy as JSON, which `from_json` reads."""
        return {
            "right_after": sorted(self.right_after),
            "at_closing": sorted(self.at_closing),
            "when_released": sorted(self.when_released),
        }

    @classmethod
    def from_json(cls, json: Mapping[str, Iterable[str]]) -> Self:
        """Return the policy; raise ValueError for a part or TypeError for a moment unknown."""
        return cls(**{moment: frozenset(map(Part, parts)) for moment, parts in json.items()})


PRESETS: Mapping[str, Policy] = {
    "practice": Policy(right_after=EVERYTHING),
    "homework": Policy(
        right_after=frozenset({Part.RESPONSE, Part.SCORE, Part.CORRECTNESS}), at_closing=EVERYTHING
    ),
    "reading_check": Policy(
        right_after=frozenset({Part.RESPONSE, Part.SCORE, Part.CORRECTNESS}), at_closing=EVERYTHING
    ),
    "exam": Policy(right_after=frozenset({Part.RESPONSE}), when_released=EVERYTHING),
}


def preset(name: str) -> Policy:
    """Return the policy of that name; raise KeyError if there is none."""
    return PRESETS[name]


def warnings(policy: Policy, *, attempts: int | None) -> tuple[Message, ...]:
    """Return what an author is told of a policy; None is any number of attempts."""
    found = []
    if policy.right_after & {Part.CORRECTNESS, Part.KEY} and attempts != 1:
        found.append(Message(_("Between tries, students learn which answers to change.")))
    if EVERYTHING - policy.right_after - policy.at_closing - policy.when_released - {Part.RESPONSE}:
        found.append(Message(_("Some parts are never shown. Unexplained errors are learned.")))
    return tuple(found)


class Waiting(IntEnum):
    """What a part waits for before it is shown, the nearest first."""

    FOR_NOTHING = 0
    FOR_SUBMISSION = 1
    FOR_MOMENT = 2
    FOR_CLOSING = 3
    FOR_RELEASE = 4
    FOR_SCORES = 5
    FOR_EVER = 6


@dataclass(frozen=True, slots=True, order=True)
class When:
    """When a part is shown, comparable from now to never; only FOR_MOMENT has a date."""

    waiting: Waiting
    at: datetime | None = None


NOW = When(Waiting.FOR_NOTHING)


class Never(Enum):
    """An end that will not come by itself."""

    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides for one question of one attempt.

    `closing_at` is the *after closing* of its assignment (see `last_closing`), None if it does not
    close; `released_at` is the release by hand; `is_checked` is a question checked and locked in an
    open attempt. `blocked_until` is the last *after closing* among the assignments that block the
    question for this student: None if none does, NEVER if one of them does not close.
    """

    submitted_at: datetime | None
    closing_at: datetime | None = None
    released_at: datetime | None = None
    are_scores_held: bool = False
    is_self_study: bool = False
    is_checked: bool = False
    blocked_until: datetime | Never | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The parts to show, when the others will be, and which of them a block holds back."""

    parts: frozenset[Part]
    later: Mapping[Part, When]
    blocked: Mapping[Part, When] = field(default_factory=dict)

    def shows(self, part: Part) -> bool:
        """Return whether the part may be seen now."""
        return part in self.parts


def visible(policy: Policy, situation: Situation, now: datetime) -> Disclosure:
    """Return what may be seen of a question now, and when the rest."""
    block = _after_block(situation, now)
    blocked = dict.fromkeys(BLOCKED_PARTS, block) if block > NOW else {}
    whens = {
        part: max(_by_policy(part, policy, situation, now), blocked.get(part, NOW)) for part in Part
    }
    later = {part: when for part, when in whens.items() if when > NOW}
    return Disclosure(EVERYTHING - later.keys(), later, blocked)


def merge(disclosures: Sequence[Disclosure]) -> tuple[Disclosure, ...]:
    """Return an attempt's disclosures with what is blocked in one held back in all.

    So nobody learns which question is in another assignment.
    """
    blocked: dict[Part, When] = {}
    for disclosure in disclosures:
        for part, when in disclosure.blocked.items():
            blocked[part] = max(when, blocked.get(part, NOW))
    return tuple(_held_back(disclosure, blocked) for disclosure in disclosures)


def last_closing(
    class_closes_at: datetime | None,
    own_closings: Iterable[datetime | None],
    *,
    each_own: datetime | None = None,
) -> datetime | None:
    """Return the *after closing* of an assignment, None if somebody's does not close.

    It is the last closing time among its students, never before the class's. Where the teacher
    chose each student's own instead, `each_own` is that student's.
    """
    if each_own is not None:
        return each_own
    closings = [class_closes_at, *own_closings]
    dated = [closing for closing in closings if closing is not None]
    return max(dated) if len(dated) == len(closings) else None


def explain(when: When) -> Message:
    """Return when a part will be shown, in words; a date is in `at`."""
    if when.at is not None:
        return Message(_EXPLANATIONS[when.waiting], {"at": when.at})
    return Message(_EXPLANATIONS[when.waiting])


_EXPLANATIONS: Mapping[Waiting, str] = {
    Waiting.FOR_NOTHING: _("Shown now."),
    Waiting.FOR_SUBMISSION: _("Shown after you hand in."),
    Waiting.FOR_MOMENT: _("Shown after %(at)s."),
    Waiting.FOR_CLOSING: _("Shown after nobody can answer any more."),
    Waiting.FOR_RELEASE: _("Shown when your teacher releases it."),
    Waiting.FOR_SCORES: _("Shown when your teacher releases the scores."),
    Waiting.FOR_EVER: _("Not shown in this quiz."),
}


def _by_policy(part: Part, policy: Policy, situation: Situation, now: datetime) -> When:
    if part is Part.RESPONSE:
        return _right_after(situation)
    moments = tuple(_moments(part, policy, situation, now))
    when = min(moments, default=When(Waiting.FOR_EVER))
    return max(when, _scores(situation))


def _moments(part: Part, policy: Policy, situation: Situation, now: datetime) -> Iterator[When]:
    is_later = part in policy.at_closing or part in policy.when_released
    if part in policy.right_after or (is_later and situation.is_self_study):
        yield _right_after(situation)
    if part in policy.at_closing:
        # A release by hand may come before closing, and must where nothing ever closes.
        opening = min(_closing(situation, now), _release(situation, now))
        yield max(_submission(situation), opening)
    if part in policy.when_released:
        yield max(_submission(situation), _release(situation, now))


def _submission(situation: Situation) -> When:
    return NOW if situation.submitted_at else When(Waiting.FOR_SUBMISSION)


def _right_after(situation: Situation) -> When:
    return NOW if situation.is_checked else _submission(situation)


def _closing(situation: Situation, now: datetime) -> When:
    return _after(situation.closing_at, now) if situation.closing_at else When(Waiting.FOR_CLOSING)


def _release(situation: Situation, now: datetime) -> When:
    is_released = situation.released_at is not None and situation.released_at <= now
    return NOW if is_released else When(Waiting.FOR_RELEASE)


def _scores(situation: Situation) -> When:
    is_held = situation.are_scores_held and not situation.is_self_study
    return When(Waiting.FOR_SCORES) if is_held else NOW


def _after_block(situation: Situation, now: datetime) -> When:
    if situation.blocked_until is None:
        return NOW
    if situation.blocked_until is Never.NEVER:
        return When(Waiting.FOR_CLOSING)
    return _after(situation.blocked_until, now)


def _after(moment: datetime, now: datetime) -> When:
    # As long as grace takes somebody's last save, the key is no help to anybody.
    return NOW if is_late(now, moment) else When(Waiting.FOR_MOMENT, moment)


def _held_back(disclosure: Disclosure, blocked: Mapping[Part, When]) -> Disclosure:
    held = {part: max(when, disclosure.later.get(part, NOW)) for part, when in blocked.items()}
    return Disclosure(disclosure.parts - held.keys(), {**disclosure.later, **held}, blocked)
