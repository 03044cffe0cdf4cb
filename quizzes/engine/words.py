"""Words for people: written and marked in English here, translated in the web layer."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def mark(text: str) -> str:
    """Return the text unchanged; imported as `_`, by which gettext finds the literal."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for a person, not yet translated.

    `text` and `plural` hold named places as in `%(count)s`; `params` fills them and may carry
    numbers, moments and other messages, which the web layer formats for its reader. Without params
    nothing is filled in and a percent sign stands for itself.
    """

    text: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)
    plural: str = ""
    count: int | None = None

    def __str__(self) -> str:
        template = self.plural if self.plural and self.count != 1 else self.text
        return template % self.params if self.params else template


def ngettext(singular: str, plural: str, count: int, **params: object) -> Message:
    """Return a message in the number that fits `count`, which fills `%(count)s` as well."""
    return Message(singular, {"count": count, **params}, plural, count)


class Refused(Exception):  # noqa: N818 - it reads as what happened: attempt refused
    """A failure that a person can cause, with the message to show to that person."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)
