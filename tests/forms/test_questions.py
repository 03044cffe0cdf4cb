"""The editing forms: what a spec is, typed and read again; rows that come, go and move."""

import json
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict

from quizzes.engine.kinds.base import InvalidSpec, dump_spec, load_spec
from quizzes.engine.kinds.registry import KINDS
from quizzes.forms.questions import SPEC_PARTS
from quizzes.forms.questions.acts import act
from quizzes.forms.questions.fields import NumberField, ShareField
from quizzes.forms.questions.parts import posted_by

SAMPLES = [
    pytest.param(kind.name, spec, id=f"{kind.name}-{place}")
    for kind in KINDS.values()
    for place, spec in enumerate(dict.fromkeys(sample.spec for sample in kind.samples()))
]


def shipped():
    """Return the kind and the spec of every question of the library."""
    for path in sorted(Path(settings.BASE_DIR, "fixtures").rglob("*.json")):
        for row in json.loads(path.read_text()):
            if row["model"] == "quizzes.questionversion":
                fields = row["fields"]
                yield pytest.param(fields["kind"], fields["spec"], id=fields["question"][0][:8])


def filled(kind, spec, *, is_judged=True):
    posted = posted_by(SPEC_PARTS[kind].entries(dump_spec(spec), "spec", Random(1)))
    return SPEC_PARTS[kind](posted, "spec", is_judged=is_judged)


def read_again(part):
    """Return the form made of what the last one was made of, after buttons have changed it."""
    return type(part)(part.posted, "spec", is_judged=True)


def spec_of(kind, part):
    assert part.is_valid(), {row.prefix: row.errors for row in part.rows}
    return load_spec(KINDS[kind], part.content())


class TestEveryKind:
    @pytest.mark.parametrize(("kind", "spec"), SAMPLES)
    def test_gives_back_the_spec_it_was_filled_with(self, kind, spec):
        # Spaces around a text say nothing, and no form keeps them.
        again = json.dumps(dump_spec(spec_of(kind, filled(kind, spec))))
        assert again == json.dumps(dump_spec(spec)).replace(' "Samarkand "', ' "Samarkand"')

    @pytest.mark.parametrize(("kind", "spec"), list(shipped()))
    def test_gives_back_what_is_shipped(self, kind, spec):
        loaded = load_spec(KINDS[kind], spec)
        assert spec_of(kind, filled(kind, loaded)) == loaded

    @pytest.mark.parametrize("kind", KINDS)
    def test_refuses_an_empty_form_and_says_where(self, kind):
        part = SPEC_PARTS[kind](
            posted_by(SPEC_PARTS[kind].new("spec", Random(1))), "spec", is_judged=True
        )
        if part.is_valid():
            with pytest.raises(InvalidSpec):
                KINDS[kind].check_spec(load_spec(KINDS[kind], part.content()))
        else:
            assert part.errors or any(row.errors for row in part.rows)

    @pytest.mark.parametrize("kind", KINDS)
    def test_reads_what_no_browser_posts(self, kind):
        lists = [f"spec-{name}" for name in SPEC_PARTS[kind].lists]
        posted = QueryDict(mutable=True)
        for name in (*lists, "spec-x", "", "spec-options-%00-text"):
            posted.appendlist(name, "../x y:z\N{SNOWMAN}")
        part = SPEC_PARTS[kind](posted, "spec", is_judged=True)
        assert not part.is_valid()
        before = posted.copy()
        for asked in ("", "add", "add:", "up:spec-options:no", "remove:::", "\0"):
            act([part], posted, asked, Random(1))
        assert posted == before


class TestRows:
    @pytest.fixture
    def part(self):
        spec = next(sample.spec for sample in KINDS["ordering"].samples())
        return filled("ordering", spec)

    def keys(self, part):
        return [row.key for row in read_again(part).below["items"].present]

    def test_move(self, part):
        first, second, *rest = self.keys(part)
        done = act([part], part.posted, f"down:spec-items:{first}", Random(1))
        assert self.keys(part) == [second, first, *rest]
        assert done.words == f"Item: 2 of {2 + len(rest)}."

    @pytest.mark.parametrize(("verb", "place"), [("up", 0), ("down", -1)])
    def test_stay_at_the_ends(self, part, verb, place):
        keys = self.keys(part)
        done = act([part], part.posted, f"{verb}:spec-items:{keys[place]}", Random(1))
        assert self.keys(part) == keys
        number = 1 if verb == "up" else len(keys)
        assert done.words == f"Item: {number} of {len(keys)}."

    def test_move_past_what_is_gone(self, part):
        first, second, third, *rest = self.keys(part)
        act([part], part.posted, f"remove:spec-items:{second}", Random(1))
        act([read_again(part)], part.posted, f"down:spec-items:{first}", Random(1))
        assert self.keys(part) == [third, first, *rest]

    def test_come_back_as_they_were(self, part):
        keys = self.keys(part)
        text = part.posted[f"spec-items.{keys[1]}.-text"]
        done = act([part], part.posted, f"remove:spec-items:{keys[1]}", Random(1))
        assert done.focus == f"spec-items.{keys[1]}."
        gone = read_again(part)
        assert keys[1] not in [row.key for row in gone.below["items"].present]
        assert len(gone.content()["items"]) if gone.is_valid() else False
        row = next(row for row in gone.below["items"].all if row.is_gone)
        assert row.summary == text
        kept = dict(row.kept)
        assert kept[f"spec-items.{keys[1]}.-text"] == text
        act([gone], part.posted, f"restore:spec-items:{keys[1]}", Random(1))
        assert self.keys(part) == keys

    def test_are_left_out_while_gone_even_if_they_are_wrong(self, part):
        key = self.keys(part)[0]
        part.posted[f"spec-items.{key}.-text"] = ""
        assert not read_again(part).is_valid()
        act([part], part.posted, f"remove:spec-items:{key}", Random(1))
        again = read_again(part)
        assert again.is_valid()
        assert key not in [item["id"] for item in again.content()["items"]]

    def test_are_added_with_an_id_of_their_own(self, part):
        keys = self.keys(part)
        done = act([part], part.posted, "add:spec-items", Random(1))
        assert self.keys(part)[:-1] == keys
        assert done.focus == f"spec-items.{self.keys(part)[-1]}."
        assert done.words == f"Item {len(keys) + 1} added."

    def test_of_rows_are_added_too(self):
        part = SPEC_PARTS["essay"](
            posted_by(SPEC_PARTS["essay"].new("spec", Random(1))), "spec", is_judged=False
        )
        criterion = part.below["criteria"].all[0]
        levels = criterion.below["levels"]
        assert len(levels.all) == 3
        act([part], part.posted, f"add:{levels.name}", Random(2))
        act([part], part.posted, "add:spec-criteria", Random(3))
        again = read_again(part)
        assert [len(row.below["levels"].all) for row in again.rows] == [4, 3]


class TestMatching:
    def spec(self, *pairs, wrong=()):
        return load_spec(
            KINDS["matching"],
            {
                "pairs": [
                    {"id": f"p{place}", "text": f"Thing {place}", "answer": answer, "feedback": ""}
                    for place, answer in enumerate(pairs)
                ],
                "answers": [
                    {"id": each, "text": f"Answer {each}"}
                    for each in dict.fromkeys([*pairs, *wrong])
                ],
                "is_shuffled": True,
            },
        )

    def test_keeps_two_pairs_with_one_answer(self):
        spec = self.spec("a", "a", "b")
        assert spec_of("matching", filled("matching", spec)) == spec

    def test_gives_another_text_another_id(self):
        part = filled("matching", self.spec("a", "a", "b"))
        part.posted["spec-pairs.p1.-answer_text"] = "Something else"
        changed = spec_of("matching", read_again(part))
        assert [pair.answer for pair in changed.pairs][::2] == ["a", "b"]
        assert changed.pairs[1].answer not in {"a", "b", "p1"}
        assert len(changed.answers) == 3

    def test_makes_one_answer_of_equal_texts(self):
        part = filled("matching", self.spec("a", "b"))
        act([part], part.posted, "add:spec-pairs", Random(2))
        new = read_again(part).below["pairs"].all[-1].prefix
        part.posted[f"{new}-text"] = "A third thing"
        part.posted[f"{new}-answer_text"] = "Answer  a"
        changed = spec_of("matching", read_again(part))
        assert [pair.answer for pair in changed.pairs] == ["a", "b", "a"]
        assert [answer.id for answer in changed.answers] == ["a", "b"]

    def test_keeps_the_order_of_answers_that_are_not_shuffled(self):
        spec = self.spec("b", "a", wrong=("c",))
        swapped = load_spec(
            KINDS["matching"],
            {**dump_spec(spec), "answers": dump_spec(spec)["answers"][::-1], "is_shuffled": False},
        )
        assert spec_of("matching", filled("matching", swapped)) == swapped

    def test_new_pairs_have_ids_that_tell_nothing(self):
        part = SPEC_PARTS["matching"](
            posted_by(SPEC_PARTS["matching"].new("spec", Random(1))), "spec", is_judged=False
        )
        for row in part.below["pairs"].all:
            answer = row["answer"].value()
            assert answer
            assert answer != row.key


class TestCloze:
    def test_makes_a_row_for_each_gap_of_the_text(self):
        part = filled("cloze", KINDS["cloze"].samples()[0].spec, is_judged=False)
        known = [row.key for row in part.below["gaps"].all]
        part.posted["spec-text"] += " And [[town]] and [[not an id]] and [[town]] and [[year]]."
        done = act([read_again(part)], part.posted, "gaps", Random(1))
        assert [row.key for row in read_again(part).below["gaps"].all] == [*known, "town", "year"]
        assert done.words == "2 rows added."
        again = act([read_again(part)], part.posted, "gaps", Random(1))
        assert again.words == ""
        assert "[[not an id]]" in again.trouble

    def test_brings_back_a_gap_that_the_text_still_has(self):
        part = filled("cloze", KINDS["cloze"].samples()[0].spec, is_judged=False)
        key = part.below["gaps"].all[0].key
        act([part], part.posted, f"remove:spec-gaps:{key}", Random(1))
        assert read_again(part).below["gaps"].all[0].is_gone
        act([read_again(part)], part.posted, "gaps", Random(1))
        assert not read_again(part).below["gaps"].all[0].is_gone

    def test_keeps_gaps_apart_whose_names_begin_alike(self):
        part = SPEC_PARTS["cloze"](
            posted_by([("spec-text", "[[a]] [[a-b]]")]), "spec", is_judged=False
        )
        act([part], part.posted, "gaps", Random(1))
        for row in read_again(part).below["gaps"].all:
            act([read_again(part)], part.posted, f"add:{row.prefix}-variants", Random(1))
        one, other = read_again(part).below["gaps"].all
        act([read_again(part)], part.posted, f"remove:spec-gaps:{one.key}", Random(1))
        kept = read_again(part).below["gaps"].all[0].kept
        assert not [name for name, _value in kept if name.startswith(other.prefix)]


class TestEvidence:
    TEXT = "One is here. Two is there.\n\nA new paragraph begins. It goes on."

    def part(self, text):
        posted = posted_by(SPEC_PARTS["evidence"].new("spec", Random(1)))
        posted["spec-passage"] = text
        return SPEC_PARTS["evidence"](posted, "spec", is_judged=False)

    def test_cuts_a_passage_into_sentences(self):
        part = self.part(self.TEXT)
        act([part], part.posted, "cut", Random(1))
        rows = read_again(part).below["sentences"].all
        assert [row["text"].value() for row in rows] == [
            "One is here.",
            "Two is there.",
            "A new paragraph begins.",
            "It goes on.",
        ]
        assert [bool(row["begins_paragraph"].value()) for row in rows] == [True, False, True, False]
        assert part.posted["spec-passage"] == ""

    def test_offers_each_sentence_in_each_set(self):
        part = self.part(self.TEXT)
        act([part], part.posted, "cut", Random(1))
        again = read_again(part)
        [accepted] = again.below["accepted"].all
        assert list(accepted.fields) == [row.key for row in again.below["sentences"].all]
        act([again], part.posted, f"remove:spec-sentences:{next(iter(accepted.fields))}", Random(1))
        [accepted] = read_again(part).below["accepted"].all
        assert len(accepted.visible_fields()) == 3

    def test_keeps_the_role_of_a_sentence_that_is_gone_for_a_while(self):
        spec = KINDS["evidence"].samples()[0].spec
        key = spec.accepted[0].sentences[0]
        part = filled("evidence", spec)
        act([part], part.posted, f"remove:spec-sentences:{key}", Random(1))
        gone = read_again(part)
        assert gone.is_valid()
        assert key not in gone.content()["accepted"][0]["sentences"]
        hidden = next(iter(gone.below["accepted"].all)).hidden_fields()
        assert [str(field.value()) for field in hidden] == ["supports"]
        act([gone], part.posted, f"restore:spec-sentences:{key}", Random(1))
        assert spec_of("evidence", read_again(part)) == spec

    def test_refuses_a_passage_that_is_not_cut_yet(self):
        spec = KINDS["evidence"].samples()[0].spec
        part = filled("evidence", spec)
        part.posted["spec-passage"] = "Forgotten."
        again = read_again(part)
        assert not again.is_valid()
        assert "Cut into sentences" in str(again.errors["passage"])


class TestShare:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("100", "1"),
            ("100 %", "1"),
            ("50", "1/2"),
            ("33.3", "1/3"),
            ("33,33", "1/3"),
            ("16.67", "1/6"),
            ("14.286", "1/7"),
            ("2/3", "2/3"),
            ("-50", "-1/2"),
            ("\N{MINUS SIGN}25", "-1/4"),
            ("0", "0"),
            ("", "0"),
            (" 12.5 ", "1/8"),
        ],
    )
    def test_reads_what_is_meant(self, typed, stored):
        assert ShareField(required=False).clean(typed) == stored

    @pytest.mark.parametrize("typed", ["101", "half", "1/0", "1e3", "--5", "9" * 80, "NaN"])
    def test_refuses_what_is_none(self, typed):
        with pytest.raises(ValidationError):
            ShareField().clean(typed)

    @pytest.mark.parametrize(
        "stored", ["1", "0", "1/2", "1/3", "2/3", "1/7", "-1/6", "17/93", "1/8"]
    )
    def test_types_what_reads_back(self, stored):
        assert ShareField().clean(ShareField.typed(stored)) == stored


class TestNumber:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            ("12", "12"),
            ("0.5", "1/2"),
            ("0,5", "1/2"),
            ("2/3", "2/3"),
            ("-1.25", "-5/4"),
            ("1 000", "1000"),
            ("", "0"),
            (".5", "1/2"),
        ],
    )
    def test_reads_it_exactly(self, typed, stored):
        assert NumberField(required=False).clean(typed) == stored

    @pytest.mark.parametrize("typed", ["1e999999999", "1.2.3", "two", "1/0", "0x10", "+", "1_0"])
    def test_refuses_what_is_none(self, typed):
        with pytest.raises(ValidationError):
            NumberField().clean(typed)

    @pytest.mark.parametrize(
        ("stored", "typed"),
        [
            ("12", "12"),
            ("1/2", "0.5"),
            ("1/3", "1/3"),
            ("-5/4", "-1.25"),
            ("123456789012345678901/10", "12345678901234567890.1"),
        ],
    )
    def test_types_what_reads_back(self, stored, typed):
        assert NumberField.typed(stored) == typed
        assert NumberField().clean(typed) == stored
