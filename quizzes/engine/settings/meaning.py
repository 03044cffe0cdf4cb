"""What a quiz's terms mean for a student, in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from quizzes.engine.behaviors.registry import behavior_of
from quizzes.engine.disclosure import Part, preset
from quizzes.engine.scoring import GradingMethod
from quizzes.engine.terms import Layout, Navigation, Terms
from quizzes.engine.words import Message, ngettext
from quizzes.engine.words import mark as _

_METHODS: Mapping[str, str] = {
    GradingMethod.HIGHEST: _("the best one counts"),
    GradingMethod.LATEST: _("the latest one counts"),
    GradingMethod.FIRST: _("the first one counts, even without an answer"),
    GradingMethod.AVERAGE: _("their average counts"),
}
_OF_TWO: Mapping[str, str] = {**_METHODS, GradingMethod.HIGHEST: _("the better one counts")}


@dataclass(frozen=True, slots=True)
class Shown:
    """When a student sees which parts of a question."""

    when: Message
    parts: Sequence[Part]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Sentences on how a quiz is taken and scored, and what is shown when in a class."""

    sentences: Sequence[Message]
    shown: Sequence[Shown]
    never: Sequence[Part]


def meaning_of(terms: Terms) -> Meaning:
    """Return what terms mean for a student of a class that the quiz is given to."""
    policy = preset(terms.review_preset)
    seen = policy.right_after | policy.at_closing | policy.when_released
    moments = (
        (Message(_("Right after handing in")), policy.right_after | {Part.RESPONSE}),
        (
            Message(_("When nobody in the class can answer any more")),
            policy.at_closing - policy.right_after,
        ),
        (
            Message(_("When you release it")),
            policy.when_released - policy.at_closing - policy.right_after,
        ),
    )
    return Meaning(
        sentences=tuple(_sentences(terms)),
        shown=tuple(Shown(when, _ordered(parts)) for when, parts in moments if parts),
        never=_ordered(frozenset(Part) - seen - {Part.RESPONSE}),
    )


def _sentences(terms: Terms) -> Iterator[Message]:
    yield _time_and_tries(terms)
    told = behavior_of(terms.behavior).description
    yield Message(_("They are told: “%(words)s”"), {"words": told})
    yield _going(terms)
    if terms.shuffles_questions:
        yield Message(_("Each student gets the questions of a section in another order."))
    if terms.shows_article:
        yield Message(_("The article stands beside the questions."))
    else:
        yield Message(_("The article is not shown beside the questions."))


def _time_and_tries(terms: Terms) -> Message:
    return Message(
        _("Students have %(time)s and %(tries)s."),
        {"time": time_of(terms.limit), "tries": _tries(terms)},
    )


def time_of(limit: timedelta | None) -> Message:
    """Return a time limit in words, in minutes."""
    if limit is None:
        return Message(_("as much time as they like"))
    minutes = int(limit.total_seconds()) // 60
    return ngettext(_("%(count)s minute"), _("%(count)s minutes"), minutes)


def _tries(terms: Terms) -> Message:
    count = terms.attempts_allowed
    if count == 1:
        return Message(_("one try"))
    methods = _OF_TWO if count == 2 else _METHODS
    counts = Message(methods[terms.grading_method])
    if count is None:
        return Message(_("as many tries as they like; %(counts)s"), {"counts": counts})
    if count == 2:
        return Message(_("two tries; %(counts)s"), {"counts": counts})
    return Message(_("%(number)s tries; %(counts)s"), {"number": count, "counts": counts})


def _going(terms: Terms) -> Message:
    if terms.navigation == Navigation.FORWARD:
        return Message(_("They see one question at a time and cannot go back."))
    if terms.layout == Layout.ALL_ON_ONE:
        return Message(_("All questions are on one page."))
    return Message(_("They see one question at a time and can go back and forth."))


def _ordered(parts: frozenset[Part]) -> tuple[Part, ...]:
    return tuple(part for part in Part if part in parts)
