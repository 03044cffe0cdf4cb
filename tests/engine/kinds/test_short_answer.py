"""Short answer: variants, folding, stars, near misses, and what an author may get wrong."""

from dataclasses import replace
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest

from quizzes.engine.kinds import short_answer as kind
from quizzes.engine.kinds.base import InvalidResponse, InvalidSpec

NO_FOLDING = {
    "folds_case": False,
    "folds_white_space": False,
    "folds_quotes": False,
    "folds_dashes": False,
    "folds_diacritics": False,
}


def spec(*variants: str | tuple[str, F | int], **folds: bool) -> kind.Spec:
    """Accepted texts, each alone (earning 1) or with its fraction."""
    pairs = [(variant, 1) if isinstance(variant, str) else variant for variant in variants]
    return kind.Spec(
        tuple(kind.Variant(text, F(fraction), f"On {text}") for text, fraction in pairs), **folds
    )


PLACES = spec("Astana", ("Kazakhstan", F(1, 2)), ("Asia", 0))


class TestCompared:
    @pytest.mark.parametrize(
        ("asked", "one", "other", "is_same"),
        [
            (PLACES, "Tashkent", "Tashkent", True),
            (PLACES, "Tashkent", "  tashkent ", True),
            (PLACES, "New  Delhi", "new delhi", True),
            (PLACES, "Tashkent", "Tashkents", False),
            (spec("Astana", **NO_FOLDING), "Tashkent", "tashkent", False),
            (spec("Astana", **NO_FOLDING), "Tashkent", " Tashkent", True),
        ],
    )
    def test_is_by_what_the_question_folds(self, asked, one, other, is_same):
        assert (kind.compared(asked, one) == kind.compared(asked, other)) is is_same


class TestScore:
    @pytest.mark.parametrize(
        ("asked", "response", "expected"),
        [
            (PLACES, "Astana", F(1)),
            (PLACES, "Kazakhstan", F(1, 2)),
            (PLACES, "Asia", F(0)),
            (PLACES, "Tashkent", F(0)),
            (PLACES, "in Astana", F(0)),
            # The first that matches in the author's order counts.
            (spec(("Silk*", F(1, 2)), "Silk Road"), "Silk Road", F(1, 2)),
            (spec("Silk Road", ("Silk*", F(1, 2))), "Silk Road", F(1)),
            (spec("Silk Road", ("Silk*", F(1, 2))), "Silk Route", F(1, 2)),
            # Stars.
            (spec("*Silk*Road*"), "the old silk and road", F(1)),
            (spec("*Silk*Road*"), "road of silk", F(0)),
            (spec("the * road"), "the old road", F(1)),
            (spec("the * road"), "the oldroad", F(0)),
            (spec("a*a"), "a", F(0)),
            (spec("a*a"), "aa", F(1)),
            (spec("a*b*b*c"), "abc", F(0)),
            (spec("a*b*b*c"), "a-b-b-c", F(1)),
            (spec(r"5\*"), "5*", F(1)),
            (spec(r"5\*"), "55", F(0)),
            (spec(r"\**"), "* and more", F(1)),
            (spec("a.c"), "abc", F(0)),
            # Unicode NFKC, always.
            (spec("2025", **NO_FOLDING), "２０２５", F(1)),
            (spec("ﬁve", **NO_FOLDING), "five", F(1)),
            (spec("é", **NO_FOLDING), "e\N{COMBINING ACUTE ACCENT}", F(1)),
            (spec("*" + "b" * 9), "b" * 19_999 + "c", F(0)),
        ],
    )
    def test_is_that_of_the_first_variant_that_matches(
        self, asked: kind.Spec, response: str, expected: F
    ) -> None:
        assert kind.score(asked, response).fraction == expected

    @pytest.mark.parametrize(
        ("fold", "accepted", "response"),
        [
            ("folds_case", "Astana", "ASTANA"),
            ("folds_case", "straße", "STRASSE"),
            ("folds_case", "Ёлка", "ёлка"),
            ("folds_white_space", "Silk Road", "Silk \n  Road"),
            ("folds_white_space", "Silk Road", "Silk\N{LINE SEPARATOR}Road"),
            ("folds_quotes", 'the "Bright Road"', "the “Bright Road”"),
            ("folds_quotes", "Xi'an", "Xi’an"),
            ("folds_quotes", "Xi’an", "Xi´an"),
            ("folds_quotes", 'a "b"', "a «b»"),
            ("folds_dashes", "China-Asia", "China–Asia"),
            ("folds_dashes", "China–Asia", "China—Asia"),
            ("folds_dashes", "-5", "−5"),
            ("folds_diacritics", "café", "cafe"),
            ("folds_diacritics", "cafe", "cafe\N{COMBINING ACUTE ACCENT}"),
            ("folds_diacritics", "שלום", "שָׁלוֹם"),
        ],
    )
    def test_folds_what_the_author_chose(self, fold: str, accepted: str, response: str) -> None:
        strict = spec(accepted, **NO_FOLDING)

        assert kind.score(strict, response).fraction == 0
        assert kind.score(replace(strict, **{fold: True}), response).fraction == 1

    @pytest.mark.parametrize(
        ("accepted", "response"), [("がく", "かく"), ("कि", "क"), ("हिन्दी", "हिनदी")]
    )
    def test_folds_no_mark_that_belongs_to_its_letter(self, accepted: str, response: str) -> None:
        assert kind.score(spec(accepted, folds_diacritics=True), response).fraction == 0

    def test_never_minds_white_space_at_the_ends(self) -> None:
        assert kind.score(spec(" Astana ", **NO_FOLDING), "\tAstana\n").fraction == 1


class TestNearMiss:
    @pytest.mark.parametrize(
        ("asked", "response", "expected"),
        [
            # A letter left out, added, replaced, two neighbors swapped.
            (spec("Kazakhstan"), "Kazakstan", True),
            (spec("Kazakhstan"), "Kazakhhstan", True),
            (spec("Kazakhstan"), "Kazachstan", True),
            (spec("Kazakhstan"), "Kazokhstan", True),
            (spec("Kazakhstan"), "Kazahkstan", True),
            (spec("Kazakhstan"), "azakhstan", True),
            (spec("Kazakhstan"), "Kazakhstna", True),
            # Two edits.
            (spec("Kazakhstan"), "Kasakstan", False),
            (spec("Kazakhstan"), "Kzaakhstna", False),
            # Inside one word of five letters or more.
            (spec("Astana Declaration"), "Astana Declartion", True),
            (spec("Astana Declaration"), "Astena Declartion", False),
            (spec("Astana Declaration"), "AstanaDeclaration", False),
            (spec("Astana Declaration"), "Astana", False),
            (spec("road"), "raod", False),
            (spec("roads"), "raods", True),
            (spec("the road"), "teh road", False),
            (spec("roads"), "road", True),
            (spec("road"), "roads", False),
            (spec("roads!"), "roads?", False),
            # No digit in it.
            (spec("abcde5"), "abcdf5", False),
            (spec("2025"), "2026", False),
            (spec("treaty of 1992"), "traety of 1992", True),
            (spec("treaty of 1992"), "treaty of 1993", False),
            # None with a star; a star that is meant is a character.
            (spec("Kazakh*"), "Kzzakh", False),
            # Not another listed variant.
            (spec("Astana", ("Asiana", 0)), "Asiana", False),
            (spec("Astana", ("Asian*", 0)), "Asiana", False),
            (spec("Astana", ("Astena", F(1, 2))), "Astena", False),
            (spec("Astana", ("*", 0)), "Astena", True),
            (spec("Astana", ("Bukhara", 0)), "Bukhera", False),
            (spec("Astana", ("Bukhara", F(1, 2))), "Bukhera", True),
            # As the author folds.
            (spec("Astana"), "ASTENA", True),
            (spec("Astana", folds_case=False), "astana", True),
            (spec("Astana", folds_case=False), "ASTANA", False),
            (spec("Astana"), "Astana", False),
            (spec("Ташкент"), "Ташкнет", True),
        ],
    )
    def test_is_one_edit_inside_one_word(
        self, asked: kind.Spec, response: str, expected: bool
    ) -> None:
        assert kind.score(asked, response).is_near_miss is expected

    def test_is_scored_as_it_is_and_noted(self) -> None:
        score = kind.score(spec("Astana", ("*", F(1, 4))), "Astena")

        assert score.fraction == F(1, 4)
        assert [str(note) for note in score.notes] == ["Close: check the spelling."]


class TestParse:
    @pytest.mark.parametrize("raw", ["", " \n\t", None])
    def test_tells_blank(self, raw: object) -> None:
        assert kind.parse(PLACES, raw, "en") is None

    def test_keeps_what_was_typed(self) -> None:
        assert kind.parse(PLACES, " As tana", "en") == " As tana"

    @pytest.mark.parametrize("raw", [7, True, ["Astana"], {}, "x" * 20_001])
    def test_refuses_what_is_no_text(self, raw: object) -> None:
        with pytest.raises(InvalidResponse):
            kind.parse(PLACES, raw, "en")


class TestCheckSpec:
    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            (spec(), "No answer earns all points"),
            (spec(("Astana", F(1, 2))), "No answer earns all points"),
            (spec(("Astana*", 0), "Astana"), "No answer earns all points"),
            (spec("Astana", " "), "no text"),
            (spec("Astana", ("x", 2)), "between 0 and 100"),
            (spec("Astana", ("x", -1)), "between 0 and 100"),
            (spec("*"), "A star alone"),
            (spec("Astana", " ** "), "A star alone"),
            (spec("x" * 501), "at most 500"),
            (spec(*(f"v{number}" for number in range(101))), "At most 100"),
        ],
    )
    def test_refuses_an_author_s_mistake(self, wrong: kind.Spec, message: str) -> None:
        with pytest.raises(InvalidSpec, match=message):
            kind.check_spec(wrong)

    @pytest.mark.parametrize(
        ("asked", "unreached"),
        [
            (PLACES, []),
            (spec("Astana", ("astana", F(1, 2))), ["astana"]),
            (spec("Silk Road", ("Silk*", F(1, 2)), ("Silk Way", F(1, 4))), ["Silk Way"]),
            (spec("Astana", ("*", 0)), []),
            (spec("Astana", ("*", 0), ("Asia", 0)), ["Asia"]),
            (spec("the * road"), []),
        ],
    )
    def test_warns_of_variants_never_reached(self, asked: kind.Spec, unreached: list[str]) -> None:
        assert [warning.params["text"] for warning in kind.check_spec(asked)] == unreached


class TestCorrectResponse:
    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            (PLACES, "Astana"),
            (spec(("Asia", 0), "Astana"), "Astana"),
            (spec("*Silk*Road"), "SilkRoad"),
            (spec("the * road"), "the … road"),
            (spec(r"5\* road"), "5* road"),
            (spec(("Astana", F(1, 2)), "ASTANA", "Nur-Sultan"), "Nur-Sultan"),
        ],
    )
    def test_is_the_first_text_that_earns_1(self, asked: kind.Spec, expected: str) -> None:
        assert kind.correct_response(asked) == expected


class TestTexts:
    def test_tell_the_feedback_of_the_variant_that_matched(self) -> None:
        assert kind.feedback_keys(PLACES, "kazakhstan") == ("feedback:1",)
        assert kind.texts(PLACES)["feedback:1"] == "On Kazakhstan"
        assert kind.feedback_keys(PLACES, "nowhere") == ()
        assert kind.public_texts(PLACES) == {}
