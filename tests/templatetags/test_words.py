"""Messages and numbers as their reader writes them."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from quizzes.engine.words import Message, ngettext
from quizzes.templatetags.words import number, percent, points, words


class TestWords:
    def test_fills_the_places(self):
        assert words(Message("Hello %(name)s.", {"name": "Bob"})) == "Hello Bob."

    def test_leaves_percent_signs_without_params(self):
        assert words(Message("You lose 10 % a day.")) == "You lose 10 % a day."

    @pytest.mark.parametrize(
        ("count", "expected"), [(1, "1 try"), (0, "0 tries"), (1200, "1200 tries")]
    )
    def test_picks_the_plural(self, count, expected):
        assert words(ngettext("%(count)s try", "%(count)s tries", count)) == expected

    def test_translates(self):
        with translation.override("de"):
            assert words(Message("Yes")) == "Ja"

    def test_translates_a_message_in_a_message(self):
        with translation.override("de"):
            assert words(Message("%(word)s!", {"word": Message("Yes")})) == "Ja!"

    def test_shows_moments_in_the_readers_zone(self):
        noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
        with timezone.override("Asia/Almaty"):
            assert "17:00" in words(Message("at %(at)s", {"at": noon}))

    def test_writes_numbers_in_the_readers_way(self):
        with translation.override("de"):
            assert words(Message("%(n)s", {"n": Decimal("1.5")})) == "1,5"
            assert words(Message("%(n)s", {"n": Fraction(1, 2)})) == "0,5"

    def test_lets_a_page_escape_what_people_typed(self):
        message = Message("“%(text)s”", {"text": "<b>"})
        page = Template("{% load words %}{{ message|words }}").render(Context({"message": message}))
        assert page == "“&lt;b&gt;”"


class TestNumbers:
    @pytest.mark.parametrize(
        ("number", "expected"),
        [(Fraction(2, 3), "0.67"), (Fraction(3), "3"), (Fraction(1, 8), "0.13"), (2, "2")],
    )
    def test_points_have_two_decimals_at_most(self, number, expected):
        assert points(number) == expected

    @pytest.mark.parametrize(
        ("share", "expected"), [(Fraction(5, 6), "83.33%"), (Fraction(1), "100%"), (None, "")]
    )
    def test_percent(self, share, expected):
        assert percent(share) == expected


class TestNumber:
    @pytest.mark.parametrize(
        ("value", "language", "expected"),
        [
            (Fraction(1234), "en", "1234"),
            (Fraction(5, 4), "en", "1.25"),
            (Fraction(5, 4), "de", "1,25"),
            (Fraction(1, 8), "", "0.125"),
            (Fraction(-1, 2), "en", "−0.5"),
            (Fraction(2, 3), "de", "2⁄3"),
            (Fraction(0), "en", "0"),
            (Fraction(1, 1000), "en", "0.001"),
        ],
    )
    def test_is_exact_and_written_as_the_language_does(self, value, language, expected):
        assert number(value, language) == expected
