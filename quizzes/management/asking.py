"""Asking the person at the keyboard: until an answer can be taken, and never showing a secret."""

from collections.abc import Callable
from dataclasses import dataclass
from getpass import getpass

from django.core.exceptions import ValidationError

Say = Callable[[str], object]


class NobodyAnswers(Exception):  # noqa: N818 - it reads as what is the matter
    """There is no keyboard, or who sat there has left."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a line, what an empty answer means, and what makes an answer good.

    `clean` returns the value to store, or raises ValidationError with what is wrong.
    """

    words: str
    default: str
    clean: Callable[[str], str]


def ask(question: Question, say: Say) -> str:
    """Return the first answer that can be taken."""
    offer = f" [{question.default}]" if question.default else ""
    while True:
        try:
            return question.clean(_line(f"{question.words}{offer}: ") or question.default)
        except ValidationError as error:
            say(_reasons(error))


def ask_password(check: Callable[[str], None], say: Say) -> str:
    """Return a password that was typed twice; the screen shows nothing of it."""
    while True:
        password = _secret("Password: ")
        try:
            check(password)
        except ValidationError as error:
            say(_reasons(error))
            continue
        if _secret("Password, once more: ") == password:
            return password
        say("  These were two different ones. Type it again.")


def _line(prompt: str) -> str:
    try:
        return input(prompt).strip()
    except EOFError as error:
        raise NobodyAnswers from error


def _secret(prompt: str) -> str:
    try:
        return getpass(prompt)
    except EOFError as error:
        raise NobodyAnswers from error


def _reasons(error: ValidationError) -> str:
    return "\n".join(f"  {message}" for message in error.messages)
