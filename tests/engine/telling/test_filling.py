"""Names between braces, filled and checked."""

import pytest

from quizzes.engine.telling.filling import filled, mistakes
from quizzes.engine.telling.mails import MAILS, PLACES


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello {name}, {name}", "Hello {site}, {site}"),
        ("{nobody}", "{nobody}"),
        ("{name.__class__} {name!r} {0} {", "{name.__class__} {name!r} {0} {"),
        ("%(name)s {{ name }} {% name %}", "%(name)s {{ name }} {% name %}"),
    ],
)
def test_fills_what_is_known_and_runs_nothing(text, said):
    # What is filled in is not filled again.
    assert filled(text, {"name": "{site}", "site": "Quizsite"}) == said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{address}", []),
        ("Come!", ["{address} is missing: without it the mail is of no use."]),
        ("{address} {adress} {adress}", ["There is no {adress} here."]),
        ("{address} {", ["Braces stand around a name only, as in {site}."]),
        ("{address.__class__}", None),
        ("{{address}}", ["Braces stand around a name only, as in {site}."]),
    ],
)
def test_says_what_is_wrong(text, found):
    told = [str(each) for each in mistakes(text, known=["address"], needed=["address"])]
    assert told if found is None else told == found


@pytest.mark.parametrize("name", MAILS)
def test_the_shipped_words_are_right(name):
    mail = MAILS[name]
    assert not mistakes(mail.subject, known=mail.places)
    assert not mistakes(mail.body, known=mail.places, needed=mail.needed)
    assert set(mail.places) <= set(PLACES)
