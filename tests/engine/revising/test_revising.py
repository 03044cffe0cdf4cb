"""Sections by buttons, figures of a text, evidence that moves along, directions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine.revising.languages import direction_of, is_code
from quizzes.engine.revising.measuring import figures_of, minutes_of
from quizzes.engine.revising.moving import moved
from quizzes.engine.revising.sections import CannotChange, changed, has_run_together
from quizzes.engine.text import Span, blocks

TEXT = "First. Second one.\n\nHow it began\n\nIt was online. It was long."


class TestChanged:
    @pytest.mark.parametrize(
        ("act", "expected"),
        [
            ("paragraph:p2", TEXT.replace("began", "began.")),
            ("join:p2", "First. Second one. How it began\n\nIt was online. It was long."),
            ("split:s2", TEXT.replace("First. ", "First.\n\n")),
            ("split:s4", TEXT.replace("online. ", "online.\n\n")),
            ("heading:p3", TEXT[:-1]),
            ("lines", TEXT),
        ],
    )
    def test_changes_what_says_it(self, act, expected):
        assert changed(TEXT, act).text == expected

    def test_goes_there_and_back(self):
        there = changed(TEXT, "paragraph:p2").text
        assert [block.kind for block in blocks(there)] == ["paragraph"] * 3
        assert changed(there, "heading:p2").text == TEXT

    @pytest.mark.parametrize(
        "act", ["heading:p1", "join:p1", "heading:p9", "split:s1", "split:", "", "drop:p1"]
    )
    def test_refuses_what_cannot_be(self, act):
        with pytest.raises(CannotChange):
            changed(TEXT, act)

    @settings(max_examples=25)
    @given(st.text("aB. \n?。", max_size=60), st.sampled_from(["heading", "paragraph", "join"]))
    def test_loses_no_word(self, text, verb):
        for block in blocks(text):
            try:
                after = changed(text, f"{verb}:{block.id}").text
            except CannotChange:
                continue
            assert [letter for letter in after if letter.isalpha()] == [
                letter for letter in text if letter.isalpha()
            ]

    def test_knows_paragraphs_that_have_run_together(self):
        assert has_run_together("One.\nTwo.\nThree.")
        assert not has_run_together(TEXT)
        assert not has_run_together("One.\nTwo.")


class TestFigures:
    def test_are_those_of_a_known_text(self):
        # 119 words, 5 sentences, 639 letters: the example of Coleman and Liau's own abstract as it
        # is worked out on Wikipedia's page about the index; grade 14.5.
        text = (
            "Existing computer programs that measure readability are based largely upon subroutines"
            " which estimate number of syllables, usually by counting vowels. The shortcoming in"
            " estimating syllables is that it necessitates keypunching the prose into the computer."
            " There is no need to estimate syllables since word length in letters is a better"
            " predictor of readability than word length in syllables. Therefore, a new readability"
            " formula was computed that has for its predictors letters per 100 words and sentences"
            " per 100 words. Both predictors can be counted by an optical scanning device, and thus"
            " the formula makes it economically feasible for an organization such as the U.S."
            " Office of Education to calibrate the readability of all textbooks for the public"
            " school system."
        )
        found = figures_of(text, "en-GB")
        assert (found.words, found.sentences, found.minutes) == (119, 5, 1)
        assert "university" in str(found.level)

    @pytest.mark.parametrize(
        ("language", "words", "level"),
        [("en", 120, "grade 1 "), ("sv", 120, "very easy"), ("de", 120, None), ("zh", None, None)],
    )
    def test_say_only_what_is_valid(self, language, words, level):
        found = figures_of("He saw me go out. " * 24, language)
        assert found.words == words
        assert level in str(found.level) if level else found.level is None

    def test_minutes_are_of_the_language(self):
        assert minutes_of("a" * 2550, "zh-CN") == 10
        assert minutes_of("a" * 2550, "en") == 3
        assert minutes_of("", "en") == 1


class TestMoved:
    def test_is_the_place_with_the_words(self):
        old = "He came. She saw it.\n\nHe came. They left."
        new = "A new beginning. He came.  She saw it!\n\nHe came. They left."
        first, again, lost = Span(0, 8), Span(22, 30), Span(9, 20)
        found = moved(old, new, [first, again, lost])
        assert found[first] == Span(17, 25)
        assert new[: found[again].start].endswith("\n\n")
        assert found[lost] is None


class TestLanguages:
    @pytest.mark.parametrize(
        ("code", "direction"),
        [("ar", "rtl"), ("he-IL", "rtl"), ("az-Arab", "rtl"), ("en", "ltr"), ("ur-Latn", "ltr")],
    )
    def test_are_written_one_way(self, code, direction):
        assert direction_of(code) == direction

    def test_have_codes(self):
        assert is_code("zh-Hant-TW")
        assert not any(map(is_code, ["", "e", "en_US", 'en" x="', "en-" + "a" * 30]))
