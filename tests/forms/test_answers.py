"""Answers that arrive: JSON of the page's script, and plain forms."""

import json

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds.registry import KINDS
from quizzes.forms.answers import RAW_FROM
from quizzes.forms.answers.posted import posted_answers
from quizzes.forms.answers.sent import MOST_ITEMS, NotReadable, sent_answers
from tests import factories
from tests.factories import incoming, save, start

ITEM = {"position": 1, "raw": "b", "action": "save", "base_revision": 0}


def body(*items, **changes):
    return json.dumps({"user": "u", "items": list(items), **changes}).encode()


class TestSentAnswers:
    def test_reads_what_our_page_sends(self):
        sent = sent_answers(body(ITEM, {**ITEM, "position": 2, "raw": ["a"], "action": "check"}))
        assert sent.user == "u"
        assert sent.answers == (incoming(1, "b"), incoming(2, ["a"], action="check"))

    @pytest.mark.parametrize(
        "sent",
        [
            b"",
            b"\xff",
            b"[]",
            b"null",
            b"{}",
            body(),
            body(ITEM, user=None),
            body(ITEM, user=["u"]),
            body(ITEM, items="x"),
            body(*[{**ITEM, "position": n} for n in range(1, MOST_ITEMS + 2)]),
            body(ITEM, ITEM),
            body("x"),
            body({**ITEM, "position": 0}),
            body({**ITEM, "position": "1"}),
            body({**ITEM, "position": True}),
            body({**ITEM, "position": 2**40}),
            body({**ITEM, "base_revision": -1}),
            body({**ITEM, "base_revision": 1.5}),
            body({**ITEM, "action": "delete"}),
            body({**ITEM, "action": None}),
            body({key: value for key, value in ITEM.items() if key != "raw"}),
        ],
    )
    def test_refuses_anything_else(self, sent):
        with pytest.raises(NotReadable):
            sent_answers(sent)

    @given(st.binary())
    def test_never_breaks_on_bytes(self, sent):
        with pytest.raises(NotReadable):
            sent_answers(sent)

    json_values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )

    @given(st.fixed_dictionaries({"user": st.text(), "items": json_values}))
    def test_never_breaks_on_json(self, sent):
        try:
            sent_answers(json.dumps(sent).encode())
        except NotReadable:
            return
        assert isinstance(sent["items"], list)


class TestRawFrom:
    def test_knows_every_kind(self):
        assert set(RAW_FROM) == set(KINDS)

    @pytest.mark.parametrize(
        ("kind", "query", "raw"),
        [
            ("single_choice", "q1=b", "b"),
            ("single_choice", "", ""),
            ("true_false", "q1=true", "true"),
            ("true_false", "", ""),
            ("multiple_choice", "q1=a&q1=c", ["a", "c"]),
            ("multiple_choice", "", []),
            ("short_answer", "q1=+Astana+", " Astana "),
            ("short_answer", "q1=a%0D%0Ab", "a\nb"),
        ],
    )
    def test_reads_the_fields_of_its_kind(self, kind, query, raw):
        assert RAW_FROM[kind](QueryDict(query), "q1") == raw


class TestPostedAnswers:
    """One quiz: single choice, multiple choice, short answer."""

    @pytest.fixture
    def attempt(self, world):
        return start(world.quiz, world.carol)

    @pytest.mark.parametrize(
        ("layout", "query", "expected"),
        [
            ("one_per_page", "current=1&q1=b&q1-base=0", [incoming(1, "b")]),
            ("one_per_page", "current=1&q1=b&q1-base=0&q3=x&q3-base=0", [incoming(1, "b")]),
            (
                "all_on_one",
                "q1=b&q1-base=0&q3=x&q3-base=0",
                [incoming(1, "b"), incoming(3, "x")],
            ),
            # Nothing was chosen or typed: no answer.
            ("all_on_one", "q1-base=0&q2-base=0&q3=&q3-base=0", []),
            # A field of which the page does not say its revision is none of ours.
            ("all_on_one", "q1=b", []),
            ("all_on_one", "q1=b&q1-base=x", [incoming(1, "b")]),
            ("all_on_one", "q9=b&q9-base=0", []),
        ],
    )
    def test_takes_what_was_shown_and_changed(self, attempt, layout, query, expected):
        attempt.layout = layout
        assert posted_answers(QueryDict(query), attempt) == expected

    def test_leaves_what_says_the_same_as_when_the_page_was_made(self, attempt):
        save(attempt, incoming(1, "b"), incoming(2, ["a", "c"]))
        save(attempt, incoming(1, "c", base=1))
        attempt.layout = "all_on_one"
        stale = QueryDict("q1=b&q1-base=1&q2=c&q2=a&q2-base=1&q3=x&q3-base=0")
        assert posted_answers(stale, attempt) == [incoming(3, "x")]

    def test_takes_an_answer_back(self, attempt):
        save(attempt, incoming(2, ["a"]), incoming(3, "x"))
        attempt.layout = "all_on_one"
        emptied = QueryDict("q2-base=1&q3=&q3-base=1")
        assert posted_answers(emptied, attempt) == [incoming(2, [], 1), incoming(3, "", 1)]

    def test_checks_what_was_already_saved(self, world):
        attempt = start(factories.make_quiz(behavior="immediate"), world.carol)
        save(attempt, incoming(1, "b"))
        form = QueryDict("current=1&q1=b&q1-base=1")
        assert posted_answers(form, attempt, check=1) == [incoming(1, "b", 1, "check")]

    def test_leaves_a_locked_question_alone(self, world):
        attempt = start(factories.make_quiz(behavior="immediate"), world.carol)
        save(attempt, incoming(1, "b", action="check"))
        assert posted_answers(QueryDict("current=1&q1=c&q1-base=1"), attempt) == []
