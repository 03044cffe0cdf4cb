"""The words that the page for answering says by its script, in the reader's language."""

from collections.abc import Mapping
from functools import cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

Words = Mapping[str, str | dict[str, str]]

# A number of each of Unicode's plural categories, in every language that has the category.
_CATEGORIES = {"one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


def taking_words() -> Words:
    """Return texts by key, with places as in `%(count)s`; where a number decides, by category."""
    return _words_in(get_language())


def reading_words() -> Words:
    """Return the texts of the reading tools, by key."""
    return _reading_words_in(get_language())


@cache
def _reading_words_in(language: str | None) -> Words:
    return {
        "your_notes": _("Your notes on this paragraph"),
        "your_note": _("Your note on this sentence"),
        "edit": _("Edit"),
        "edit_note": _("Edit the note: %(name)s"),
        "highlighted": _("Highlighted"),
        "not_highlighted": _("Highlight removed"),
        "removed": _("Note removed."),
        "put_back": _("The note is back."),
        "saving": _("Saving…"),
        "saved": _("Saved"),
        "typing": _("Saves by itself"),
        "offline": _("Not saved: no connection. What you wrote stays here and is sent again."),
        "login": _("Not saved: you are logged out. Log in in another tab; your text stays here."),
        "refused": _("Not saved: %(reason)s"),
        "failed": _("Not saved: the server could not take it. It is sent again."),
        "changed": _(
            "This note was changed on another page. It says there: “%(stored)s”. "
            "Press Done to keep yours instead."
        ),
        "found_of": _("%(place)s of %(total)s"),
        "not_found": _("Not found"),
    }


@cache
def _words_in(language: str | None) -> Words:
    """Return the words in the active language, whose name is the key of what is remembered."""
    return {**_states(), **_saving(), **_troubles(), **_conflicts(), **_time(), **_handing_in()}


def _by_number(singular: str, plural: str) -> dict[str, str]:
    return {name: ngettext(singular, plural, count) for name, count in _CATEGORIES.items()}


def _states() -> dict[str, str | dict[str, str]]:
    return {
        "question": _("Question %(number)s"),
        "question_of": _("Question %(number)s of %(total)s"),
        "answered_of": _("%(count)s of %(total)s answered"),
        "answered": _("answered"),
        "unanswered": _("not answered"),
        "unreadable": _("cannot be read"),
        "flagged": _("flagged"),
        "no_answer": _("No answer"),
        "answer_first": _("Answer first, then check."),
        "place_of": _("%(place)s of %(total)s"),
        "struck": _("Struck out"),
        "brought_back": _("Brought back"),
        "words": _by_number("%(count)s word", "%(count)s words"),
    }


def _saving() -> dict[str, str | dict[str, str]]:
    return {
        "saves_itself": _("Answers save by themselves"),
        "saving": _("Saving…"),
        "saved": _("Saved %(time)s"),
        "late": _(
            "The time was over when this answer came. It is stored, but it does not count. "
            "Your teacher can see it and accept it."
        ),
        "unsent": _by_number(
            "Not sent yet: %(count)s answer. It is kept on this device.",
            "Not sent yet: %(count)s answers. They are kept on this device.",
        ),
        "unsent_lost": _by_number(
            "Not sent yet: %(count)s answer. Keep this page open.",
            "Not sent yet: %(count)s answers. Keep this page open.",
        ),
        "no_connection": _("No connection. You can go on."),
        "put_back": _("Answers from this device that were not sent are back in place."),
    }


def _troubles() -> dict[str, str | dict[str, str]]:
    return {
        "trouble_offline": _(
            "No connection. You can go on: your answers are kept on this device and sent later."
        ),
        "trouble_login": _(
            "You are logged out. Log in as %(name)s to save your answers. "
            "They are kept on this device."
        ),
        "not_logged_in": _("The server could not be reached. Try again in a moment."),
        "trouble_lost": _(
            "The server does not find this try for your account. "
            "Your answers are kept on this device."
        ),
        "trouble_error": _(
            "The server could not take an answer. It is kept on this device and sent again."
        ),
        "recovered": _("All answers are saved again."),
    }


def _conflicts() -> dict[str, str | dict[str, str]]:
    return {
        "undecided": _by_number(
            "%(count)s answer was changed elsewhere: choose",
            "%(count)s answers were changed elsewhere: choose",
        ),
        "conflict_in": _("Question %(number)s was changed elsewhere. Choose which answer counts."),
        "conflict_mine": _("Your answer of this page is sent."),
        "conflict_stored": _("The saved answer stays."),
        "saved_elsewhere": _("Saved at %(time)s, from another page:"),
    }


def _time() -> dict[str, str | dict[str, str]]:
    return {
        "time_left": _("Time left: %(time)s"),
        "until": _("until %(time)s"),
        "in_zone": _("%(moment)s (%(zone)s)"),
        "deadline_changed": _("Your time has changed. It now ends at %(time)s."),
        "deadline_gone": _("Your time is no longer limited."),
        "time_over": _("The time is over. Your answers are being handed in."),
        "time_over_kept": _(
            "The time is over. Your answers are kept on this device until they can be sent."
        ),
    }


def _handing_in() -> dict[str, str | dict[str, str]]:
    return {
        "not_sent": _(
            "Not all answers could be sent, so nothing was handed in. "
            "They are kept on this device. Try again when there is a connection."
        ),
        "not_handed_in": _(
            "Your answers are saved, but the server could not be reached to hand them in. "
            "Please try again."
        ),
    }
