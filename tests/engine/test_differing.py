"""What has changed between two texts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine.differing import Change, Piece, passages_changed, words_changed

A, R, S = Change.ADDED, Change.REMOVED, Change.SAME
SIGNS = {A: "+", R: "-", S: "="}


def told(pieces):
    return [f"{SIGNS[piece.change]}{piece.text}" for piece in pieces]


class TestWordsChanged:
    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ("", "", []),
            ("One.", "One.", ["=One."]),
            ("", "One.", ["+One."]),
            ("A red fox ran.", "A blue fox ran.", ["=A ", "-red", "+blue", "= fox ran."]),
            # A space between two changed words is no island.
            ("the red fox", "a blue fox", ["-the red", "+a blue", "= fox"]),
            ("It isn't so.", "It is so.", ["=It ", "-isn't", "+is", "= so."]),
            ("One.\n\nTwo.\n", "One.\n\nTwo!\n", ["=One.\n\nTwo", "-.", "+!", "=\n"]),
            ("精神在上海诞生。", "精神在北京诞生。", ["=精神在", "-上海", "+北京", "=诞生。"]),
        ],
    )
    def test_tells_words(self, old, new, expected):
        assert told(words_changed(old, new)) == expected

    @settings(max_examples=25)
    @given(*[st.text("ab .\n\r\x0c精\u2028-’", max_size=40)] * 2)
    def test_loses_nothing(self, old, new):
        pieces = words_changed(old, new)
        assert "".join(piece.text for piece in pieces if piece.change is not A) == old
        assert "".join(piece.text for piece in pieces if piece.change is not R) == new
        assert all(piece.text for piece in pieces)

    def test_takes_no_time_for_long_texts_that_have_nothing_in_common(self):
        old, new = " ".join(map(str, range(60_000))), " ".join(map(str, range(60_000, 120_000)))
        assert words_changed(old, new) == (Piece(R, old), Piece(A, new))


class TestPassagesChanged:
    def test_leaves_out_what_stayed(self):
        old = "One.\n\nTwo.\n\nThree is red.\n\nFour.\n"
        new = "One.\n\nTwo.\n\nThree is blue.\n\nFour.\n"
        told_of = [told(passage) for passage in passages_changed(words_changed(old, new))]
        assert told_of == [[], ["=Three is ", "-red", "+blue", "=."], []]

    def test_is_empty_where_nothing_changed(self):
        assert passages_changed(words_changed("One.", "One.")) == ((),)
