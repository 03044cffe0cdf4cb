"""What a student without a script is told of an answer: nothing that was typed is lost silently."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import strip_tags

from quizzes.engine.behaviors.registry import behavior_of
from quizzes.engine.saving import Incoming
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.attempts import Attempt
from quizzes.models.bank import QuestionVersion

# Whose answers are what was typed, never the id of an option.
TYPED = ("short_answer", "numeric", "essay")
# Raw inputs that answer nothing, whatever the kind.
BLANK: tuple[object, ...] = (None, "", [], {})


def conflict_told(attempt: Attempt, sent: Incoming) -> Message:
    """Return what is told of a conflict. One query."""
    return Message(
        _(
            "Question %(position)s was changed on another page or device. What is saved there"
            " stays. Here you had answered: %(answer)s. Answer again if you want to use that."
        ),
        _filled(attempt, sent),
    )


def late_told(sent: Incoming) -> Message:
    """Return what is told of an answer after the time."""
    return Message(
        _(
            "Question %(position)s: your answer came too late. It is stored and can be seen, but it"
            " does not count."
        ),
        {"position": sent.position},
    )


def not_taken_told(attempt: Attempt, sent: Incoming) -> Message:
    """Return what is told of an answer to an attempt that was handed in. One query."""
    return Message(
        _("Not taken: your answer to question %(position)s, %(answer)s."), _filled(attempt, sent)
    )


def _filled(attempt: Attempt, sent: Incoming) -> dict[str, object]:
    item = attempt.items.select_related("version").get(position=sent.position)
    raw, _certainty = behavior_of(attempt.behavior).unwrapped(sent.raw)
    return {"position": sent.position, "answer": _in_words(item.version, raw)}


def _in_words(version: QuestionVersion, raw: Any) -> str:
    return f"“{'”, “'.join(texts_given(version, raw))}”"


def texts_given(version: QuestionVersion, raw: Any) -> Sequence[str]:
    """Return what an answer says, a text for each of its parts: what was chosen, or was typed."""
    given = list(raw.values()) if isinstance(raw, dict) else raw if isinstance(raw, list) else [raw]
    return [_text(version, str(each)) for each in given if each is not None]


def _text(version: QuestionVersion, given: str) -> str:
    # What somebody typed may be called like a part of the question.
    if version.kind in TYPED or given in ("stem", "explanation"):
        return given
    return strip_tags(version.rendered.get(given, given))
