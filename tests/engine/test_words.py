"""Messages in English, filled in."""

import pytest

from quizzes.engine.words import Message, Refused, mark, ngettext


class TestMessage:
    @pytest.mark.parametrize(
        ("message", "expected"),
        [
            (Message("Saved."), "Saved."),
            (Message("50 % is one half."), "50 % is one half."),
            (Message("You lose %(percent)s %% a day.", {"percent": 10}), "You lose 10 % a day."),
            (Message("See: %(why)s", {"why": Message("no time")}), "See: no time"),
            (ngettext("%(count)s try", "%(count)s tries", 1), "1 try"),
            (ngettext("%(count)s try", "%(count)s tries", 0), "0 tries"),
            (ngettext("%(count)s try of %(name)s", "%(count)s tries of %(name)s", 2, name="Bob"),
             "2 tries of Bob"),
        ],
    )  # fmt: skip
    def test_reads_as_english(self, message: Message, expected: str) -> None:
        assert str(message) == expected

    def test_is_marked_without_a_change(self) -> None:
        assert mark("Saved.") == "Saved."


class TestRefused:
    def test_carries_its_message(self) -> None:
        refused = Refused(Message("Closed at %(hour)s.", {"hour": 18}))

        assert (str(refused), refused.message.params) == ("Closed at 18.", {"hour": 18})
