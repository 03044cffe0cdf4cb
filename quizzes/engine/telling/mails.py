"""The site's mails, which an administrator may word anew: the shipped words and their places.

A mail begins with a greeting and ends with who sends it; here is what stands between.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quizzes.engine.words import mark as _


@dataclass(frozen=True, slots=True)
class Place:
    """What fills a name between braces, and a sample of it."""

    meaning: str
    sample: str


PLACES: Mapping[str, Place] = {
    "what": Place(_("what has happened, in one sentence"), _("New in Reading 5 b: The Silk Road")),
    "name": Place(_("who reads the mail"), "Ida Bauer"),
    "site": Place(_("the name of this site"), "Quizsite"),
    "address": Place(_("the page that the mail leads to"), "https://quiz.example.org/page/"),
    "notices": Place(
        _("what has happened, a line each"),
        _("– New in Reading 5 b: The Silk Road\n– Results of yours can be seen"),
    ),
}


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail: when it is sent, how it is worded as shipped, which places it has and needs."""

    when: str
    subject: str
    body: str
    places: tuple[str, ...]
    needed: tuple[str, ...] = ("address",)


def _notice(when: str, body: str) -> Mail:
    return Mail(when, "{what}", body, ("what", "name", "site", "address"))


MAILS: Mapping[str, Mail] = {
    "notice_assigned": _notice(
        _("A class is given a quiz"), _("{what}.\n\nOpen the assignment:\n{address}")
    ),
    "notice_ending": _notice(
        _("An assignment ends in a day"), _("{what}.\n\nOpen the assignment:\n{address}")
    ),
    "notice_released": _notice(_("Results can be seen"), _("{what}.\n\nLook at them:\n{address}")),
    "notice_mark_changed": _notice(
        _("A score has changed"), _("{what}.\n\nSee what has changed:\n{address}")
    ),
    "notice_look_answered": _notice(
        _("A second look was taken"), _("{what}.\n\nSee the answer:\n{address}")
    ),
    "notice_joined": _notice(
        _("Somebody wants to join a class"), _("{what}.\n\nLet them in, or not:\n{address}")
    ),
    "notice_to_mark": _notice(
        _("Answers wait for marking"), _("{what}.\n\nBegin to mark:\n{address}")
    ),
    "notice_reported": _notice(
        _("A question was reported"), _("{what}.\n\nRead the report:\n{address}")
    ),
    "notice_look_wanted": _notice(
        _("A student asks for a second look"), _("{what}.\n\nTake a second look:\n{address}")
    ),
    "digest": Mail(
        _("What has happened in a day, together"),
        _("What is new at {site}"),
        _("{notices}\n\nSee all of it:\n{address}"),
        ("notices", "name", "site", "address"),
        ("notices", "address"),
    ),
    "invitation": Mail(
        _("Somebody is invited to make an account"),
        _("You are invited to {site}"),
        _(
            "You are invited to make an account here. The link works once, for you."
            "\n\nOpen your invitation:\n{address}"
        ),
        ("site", "address"),
    ),
    "invitation_teacher": Mail(
        _("Somebody is invited to teach"),
        _("You are invited to {site}"),
        _(
            "You are invited to teach here. The link works once, for you: with a new account, or"
            " with the one that you have.\n\nOpen your invitation:\n{address}"
        ),
        ("site", "address"),
    ),
    "teacher_granted": Mail(
        _("An administrator agrees to a teacher"),
        _("You are a teacher now at {site}"),
        _(
            "You asked to be a teacher, and an administrator has agreed."
            "\n\nBegin to teach:\n{address}"
        ),
        ("name", "site", "address"),
    ),
    "teacher_refused": Mail(
        _("An administrator does not agree to a teacher"),
        _("Your request to be a teacher at {site}"),
        _(
            "You asked to be a teacher. An administrator has not agreed; you go on as a student."
            " If you think that this is a mistake, talk to them. You can ask again in a week."
            "\n\nSee how your request stands:\n{address}"
        ),
        ("name", "site", "address"),
    ),
}
