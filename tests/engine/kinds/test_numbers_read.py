"""Reading numbers: what people type, in many languages, and what it means."""

import time
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import numbers_read
from quizzes.engine.kinds.base import InvalidResponse, Reading

LANGUAGES = ["en", "de", "fr", "ru", "kk", "de-CH", "pt-PT", "ar", "zh-Hant-TW", "", "x"]

NO_NUMBERS = [
    # Without spaces inside.
    *"abc NaN ∞ inf - + . , % ' / e5 1_000 1,23,456 1,234,5 1,234, 1.234. 1.234.56".split(),
    *"0,123,456 1..5 1,,5 1.2.3 --3 +-3 ±3 3-4 (3) ~3 $3 three 三 Ⅳ 0x1F 1O 3/0 3/-4 3/4/5".split(),
    *"0.5/2 ½½ 50%% %50% 5² 101₂ 2^3 1e 1e1.5 1e31 1e-31 1e999 1e9999999999 10^99".split(),
    # Groups that are none, or are marked in two ways.
    *("1,234 567", "1 234'567", "0 123", "12 34", "1 2345", "1 234 56", "1\n234", "1\t234"),
    # Mixed numbers that may be something else.
    *("1 3/0", "1 4/4", "1 5/4", "1 000/3", "1 234/5", "1 1 1/2"),
    *("3 to 4", "5 km", "× 10^3", "1 × 11^3", "\ud800", "5\x00"),
]
FLOODS = [
    *("9" * 61, "0." + "1" * 60, "1/" + "9" * 61, "1" * 251, "1" * 20_000),
    *("1 " * 9_000, "1,111" * 4_000, "\ufdfa" * 250),
]


class TestRead:
    @pytest.mark.parametrize(
        ("typed", "language", "value", "other"),
        [
            # Whole numbers and signs.
            *(("0", "en", 0, None), ("42", "en", 42, None), (" 42 ", "en", 42, None)),
            ("007", "en", 7, None),
            ("+3", "en", 3, None),
            ("-3", "en", -3, None),
            ("−3", "en", -3, None),
            ("–3", "en", -3, None),
            ("- 3", "en", -3, None),
            ("-0", "en", 0, None),
            ("1234567", "de", 1234567, None),
            # Decimals: where only one mark can be the decimal one, it is.
            ("1.5", "en", F("1.5"), None),
            ("1.5", "de", F("1.5"), None),
            ("1,5", "en", F("1.5"), None),
            ("1,5", "de", F("1.5"), None),
            ("12,34", "en", F("12.34"), None),
            ("1,2345", "en", F("1.2345"), None),
            ("1.2345", "de", F("1.2345"), None),
            *(("1234,567", "en", F("1234.567"), None), ("1234.567", "de", F("1234.567"), None)),
            ("0,123", "en", F("0.123"), None),
            ("0.123", "de", F("0.123"), None),
            ("00,123", "en", F("0.123"), None),
            ("012,345", "en", F("12.345"), None),
            ("-0.5", "ru", F("-0.5"), None),
            (".5", "en", F("0.5"), None),
            (",5", "en", F("0.5"), None),
            (".125", "de", F("0.125"), None),
            *(("5.", "en", 5, None), ("5,", "ru", 5, None)),
            ("0,000", "en", 0, None),
            # Thousands marks that leave one reading.
            ("1,234,567", "en", 1234567, None),
            ("1,234,567", "de", 1234567, None),
            ("1.234.567", "en", 1234567, None),
            ("1.234.567", "de", 1234567, None),
            ("1,234.5", "en", F("1234.5"), None),
            ("1,234.5", "de", F("1234.5"), None),
            ("1.234,5", "en", F("1234.5"), None),
            ("1.234,5", "de", F("1234.5"), None),
            ("1,234.567", "ru", F("1234.567"), None),
            ("1,234.", "de", 1234, None),
            ("12.345.678,9", "fr", F("12345678.9"), None),
            ("1 234", "en", 1234, None),
            ("1 234", "ru", 1234, None),
            ("1\u00a0234\u00a0567", "en", 1234567, None),
            ("1\u202f234,5", "fr", F("1234.5"), None),
            ("1\u2009234,567", "en", F("1234.567"), None),
            ("1  234", "en", 1234, None),
            ("1'234", "de-CH", 1234, None),
            ("1’234.567", "de", F("1234.567"), None),
            ("1ʼ234´567", "en", 1234567, None),
            # Two readings: the language's own, and the other.
            ("1,234", "en", 1234, F("1.234")),
            ("1,234", "de", F("1.234"), 1234),
            ("1,234", "fr", F("1.234"), 1234),
            ("1,234", "ru", F("1.234"), 1234),
            ("1,234", "kk", F("1.234"), 1234),
            ("1.234", "en", F("1.234"), 1234),
            ("1.234", "de", 1234, F("1.234")),
            ("12,345", "en", 12345, F("12.345")),
            ("-123.456", "de", -123456, F("-123.456")),
            ("1,000", "en", 1000, 1),
            # A language that groups by spaces has neither mark for thousands.
            ("1.234", "fr", F("1.234"), 1234),
            ("1.234", "ru", F("1.234"), 1234),
            ("1.234", "kk", F("1.234"), 1234),
            # Regions of a language differ.
            ("1.234", "de-AT", 1234, F("1.234")),
            ("1.234", "de-CH", F("1.234"), 1234),
            ("1,234", "de_CH", F("1.234"), 1234),
            ("1.234", "es", 1234, F("1.234")),
            ("1.234", "es-MX", F("1.234"), 1234),
            ("1,234", "es-419", 1234, F("1.234")),
            ("1.234", "pt-BR", 1234, F("1.234")),
            ("1.234", "pt-PT", F("1.234"), 1234),
            ("1,234", "en-GB", 1234, F("1.234")),
            ("1,234", "EN-us", 1234, F("1.234")),
            ("1,234", "zh-Hans-CN", 1234, F("1.234")),
            ("1,234", "", 1234, F("1.234")),
            ("1,234", "xx-what-ever", 1234, F("1.234")),
            # Fractions.
            ("3/4", "en", F(3, 4), None),
            ("-3/4", "de", F(-3, 4), None),
            ("3 / 4", "en", F(3, 4), None),
            ("3⁄4", "en", F(3, 4), None),
            ("6/4", "en", F(3, 2), None),
            ("1 1/2", "en", F(3, 2), None),
            ("-1 1/2", "en", F(-3, 2), None),
            ("½", "en", F(1, 2), None),
            ("1½", "en", F(3, 2), None),
            ("1 ½", "en", F(3, 2), None),
            ("−2⅔", "en", F(-8, 3), None),
            ("11/2", "en", F(11, 2), None),
            ("⅟5", "en", F(1, 5), None),
            # Percent.
            *(("50%", "en", F(1, 2), None), ("50 %", "de", F(1, 2), None)),
            ("12,5 %", "en", F(1, 8), None),
            ("-5 %", "en", F(-1, 20), None),
            ("½ %", "en", F(1, 200), None),
            ("%50", "tr", F(1, 2), None),
            ("٥٠٪", "ar", F(1, 2), None),
            ("1,234 %", "en", F("12.34"), F("0.01234")),
            # Powers of ten.
            ("1e5", "en", 100_000, None),
            ("1.5e3", "en", 1500, None),
            ("1,5E+3", "en", 1500, None),
            ("1.5e-3", "de", F("0.0015"), None),
            ("1.5 × 10^3", "en", 1500, None),
            ("1,5·10³", "de", 1500, None),
            ("1.5x10^3", "en", 1500, None),
            ("2 * 10 ^ -3", "en", F("0.002"), None),
            ("−6,02 ⋅ 10²³", "ru", -602 * 10**21, None),
            ("1,6·10⁻¹⁹", "ru", F(16, 10**20), None),
            ("1,5е3", "ru", 1500, None),
            ("1,5х10³", "kk", 1500, None),
            ("10^3", "en", 1000, None),
            ("10⁻³", "en", F(1, 1000), None),
            ("1e30", "en", 10**30, None),
            ("1e-30", "en", F(1, 10**30), None),
            ("1,234e3", "en", 1_234_000, 1234),
            # Digits and marks of other scripts.
            ("１２", "ja", 12, None),
            ("１，２３４．５", "ja", F("1234.5"), None),
            ("٣", "ar", 3, None),
            ("١٬٢٣٤٫٥", "ar", F("1234.5"), None),
            ("١٫٢٣٤", "ar", F("1.234"), None),
            ("१२", "hi", 12, None),
            ("𝟏𝟐", "en", 12, None),
            # Invisible marks.
            *(("\u200e-5\u200f", "he", -5, None), ("\ufeff5", "en", 5, None)),
            # As long as it may be.
            ("9" * 60, "en", int("9" * 60), None),
            ("0." + "1" * 59, "en", F("0." + "1" * 59), None),
        ],
    )
    def test_takes_the_language_s_reading_and_knows_the_other(
        self, typed: str, language: str, value: F, other: F | None
    ) -> None:
        reading = numbers_read.read(typed, language)

        assert reading is not None
        assert (reading.value, reading.other_value) == (value, other)
        assert (reading.other_raw is None) == (other is None)

    @pytest.mark.parametrize("typed", [*NO_NUMBERS, *FLOODS])
    @pytest.mark.parametrize("language", ["en", "de", "ru"])
    def test_refuses_what_is_no_number(self, typed: str, language: str) -> None:
        started = time.perf_counter()
        with pytest.raises(InvalidResponse):
            numbers_read.read(typed, language)
        assert time.perf_counter() - started < 0.5

    @pytest.mark.parametrize(
        "raw", [None, "", "  ", "\n", "\u00a0", "\u200b", {"text": " ", "decimal": "."}]
    )
    def test_tells_blank(self, raw: object) -> None:
        assert numbers_read.read(raw, "en") is None

    @pytest.mark.parametrize(
        "raw",
        [
            *(7, 1.5, True, ["5"], {}, {"decimal": "."}),
            {"text": "5"},
            *({"text": "5", "decimal": wrong} for wrong in ("", None, "'", "٫", [","])),
            {"text": 5, "decimal": "."},
            {"text": "5", "decimal": ".", "unit": "km"},
        ],
    )
    def test_refuses_another_shape(self, raw: object) -> None:
        with pytest.raises(InvalidResponse):
            numbers_read.read(raw, "en")

    @pytest.mark.parametrize(
        ("text", "decimal", "value", "other"),
        [
            ("1,234", ".", 1234, F("1.234")),
            ("1,234", ",", F("1.234"), 1234),
            ("1.234", ".", F("1.234"), 1234),
            ("1.234", ",", 1234, F("1.234")),
            # Said before the text was changed: the one reading there is.
            ("1,5", ".", F("1.5"), None),
            ("1.5", ",", F("1.5"), None),
            ("3/4", ",", F(3, 4), None),
        ],
    )
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_takes_the_student_s_word_for_the_decimal_mark(
        self, text: str, decimal: str, value: F, other: F | None, language: str
    ) -> None:
        reading = numbers_read.read({"text": text, "decimal": decimal}, language)

        assert reading is not None
        assert (reading.value, reading.other_value) == (value, other)

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("typed", [" 1,234 ", "1.234", "-12.345 %", "1,234e3"])
    def test_can_be_switched_to_the_other_reading_and_back(self, typed: str, language: str) -> None:
        first = numbers_read.read(typed, language)
        assert first is not None
        second = numbers_read.read(first.other_raw, language)
        assert second is not None
        third = numbers_read.read(second.other_raw, language)

        assert (second.value, second.other_value) == (first.other_value, first.value)
        assert third == Reading(first.value, "", second.value, first.other_raw)
        assert first.other_raw["text"] == typed  # type: ignore[index]


class TestReadWithUnits:
    @pytest.mark.parametrize(
        ("typed", "units", "value", "unit"),
        [
            ("5 km", ["km", "m"], 5, "km"),
            ("5 m", ["km", "m"], 5, "m"),
            ("5km", ["m", "km"], 5, "km"),
            ("5\u00a0  km ", ["km"], 5, "km"),
            ("1.5e3 km", ["km"], 1500, "km"),
            ("3/4 h", ["h"], F(3, 4), "h"),
            ("50 %", ["%"], 50, "%"),
            ("50％", ["%"], 50, "%"),
            ("%50", ["%"], 50, "%"),
            ("50 % vol", ["%", "% vol"], 50, "% vol"),
            *(("$5", ["$"], 5, "$"), ("5 $", ["$"], 5, "$")),
            ("5 m²", ["m", "m²"], 5, "m²"),
            ("5 m^2", ["m²"], 5, "m²"),
            ("5 kg CO₂", ["kg CO₂"], 5, "kg CO₂"),
            ("5 km  per hour", ["km per hour"], 5, "km per hour"),
            ("5 µm", ["μm"], 5, "μm"),
            ("5 ℃", ["°C"], 5, "°C"),
            ("5'", ["'"], 5, "'"),
            ("1'234'", ["'"], 1234, "'"),
            ("5/s", ["/s"], 5, "/s"),
            ("5 e", ["e"], 5, "e"),
            *(("5e3 e", ["e"], 5000, "e"), ("5 e3 m", ["m", "e3 m"], 5, "e3 m")),
            ("5 тг", ["тг"], 5, "тг"),
        ],
    )
    def test_finds_the_unit(self, typed: str, units: list[str], value: F, unit: str) -> None:
        assert numbers_read.read(typed, "en", units) == Reading(F(value), unit)

    def test_keeps_the_unit_in_the_other_reading(self) -> None:
        other_raw = {"text": "1,234 km", "decimal": ","}
        expected = Reading(F(1234), "km", F("1.234"), other_raw)

        assert numbers_read.read("1,234 km", "en", ["km"]) == expected
        assert numbers_read.read(other_raw, "en", ["km"]).value == F("1.234")  # type: ignore[union-attr]

    def test_looks_for_the_decimal_mark_in_the_number_alone(self) -> None:
        reading = numbers_read.read("1.234 a,b", "ru", ["a,b"])

        assert reading is not None
        assert reading.value == F("1.234")

    @pytest.mark.parametrize(
        ("typed", "units", "message"),
        [
            ("5", ["km", "m"], "“5” has no unit. Write it like 12 km. The units are: km, m."),
            ("50 %", ["km"], "“50 %” has no unit."),
            ("5 KM", ["km"], "“5 KM” cannot be read as a number and a unit."),
            ("5 cm", ["km", "m"], "The units are: km, m."),
            ("km", ["km"], "“km” cannot"),
            ("5 % km", ["km", "%"], "“5 % km” cannot"),
            ("50 %%", ["%"], "“50 %%” cannot"),
            ("5 km m", ["km", "m"], "“5 km m” cannot"),
        ],
    )
    def test_says_which_units_are_known(self, typed: str, units: list[str], message: str) -> None:
        with pytest.raises(InvalidResponse) as refusal:
            numbers_read.read(typed, "en", units)
        assert message in str(refusal.value)


class TestMessages:
    @pytest.mark.parametrize(
        ("typed", "quoted"),
        [
            ("twelve", "“twelve”"),
            (" 5 \n km ", "“5 km”"),
            ("100 % sure", "“100 % sure”"),
            ("%(text)s", "“%(text)s”"),
            ("x" * 41, "“" + "x" * 40 + "…”"),
            ("x\ud800\x00y", "“xy”"),
        ],
    )
    def test_quote_what_could_not_be_read_and_give_an_example(
        self, typed: str, quoted: str
    ) -> None:
        with pytest.raises(InvalidResponse) as refusal:
            numbers_read.read(typed, "en")
        assert str(refusal.value) == (
            f"{quoted} cannot be read as a number. Write it like 1200, -3 or 3/4."
        )

    def test_say_how_long_a_number_can_be(self) -> None:
        with pytest.raises(InvalidResponse, match="at most 250 characters"):
            numbers_read.read("1" * 251, "en")


class TestBeginsLikeANumber:
    @pytest.mark.parametrize("unit", ["5 km", "٣m", "-", "+/-", ".", "/4 m", "- 5", "²", "½"])
    def test_is_true_of_what_would_be_read_as_a_part_of_it(self, unit: str) -> None:
        assert numbers_read.begins_like_a_number(unit)

    @pytest.mark.parametrize("unit", ["km", "%", "/s", "'", "°C", "m²", "e", "-fold", "CO₂"])
    def test_is_false_of_units(self, unit: str) -> None:
        assert not numbers_read.begins_like_a_number(unit)


class TestWritten:
    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (F(0), "0"),
            (F(-1234), "-1234"),
            (F(1, 2), "0.5"),
            (F(-5, 4), "-1.25"),
            (F(1234567, 1000), "1234.567"),
            (F(1, 3), "1/3"),
            (F(-22, 7), "-22/7"),
            (F(1, 10**30), "0." + "0" * 29 + "1"),
            (F(1, 10**31), "1/1" + "0" * 31),
            (F(10**59 + 1, 2), "5" + "0" * 58 + ".5"),
            # A decimal of more digits than can be read.
            (F(10**59 + 1, 4), "1" + "0" * 58 + "1/4"),
        ],
    )
    def test_is_exact_without_thousands_marks(self, value: F, expected: str) -> None:
        assert numbers_read.written(value) == expected

    @given(st.fractions(max_denominator=10**20), st.sampled_from(LANGUAGES))
    def test_is_read_back_with_the_decimal_point(self, value: F, language: str) -> None:
        reading = numbers_read.read({"text": numbers_read.written(value), "decimal": "."}, language)
        assert reading is not None
        assert reading.value == value


class TestAnything:
    @given(
        st.text("0123456789.,' /%+-−e×^½³٣٫abkm\u00a0\u200b\n", max_size=30) | st.text(),
        st.sampled_from(LANGUAGES) | st.text(),
        st.lists(st.sampled_from(["km", "m", "%", "m²", "$"]), unique=True),
    )
    def test_is_read_switched_or_refused(self, typed: str, language: str, units: list[str]) -> None:
        try:
            reading = numbers_read.read(typed, language, units)
        except InvalidResponse as refusal:
            str(refusal).encode()
            return
        if reading is None:
            return
        assert reading.unit in units or not units
        if reading.other_raw is not None:
            other = numbers_read.read(reading.other_raw, language, units)
            assert other is not None
            assert (other.value, other.other_value) == (reading.other_value, reading.value)

    @given(st.integers(1000, 10**12), st.integers(0, 999), st.sampled_from(LANGUAGES))
    def test_means_one_number_with_two_different_marks(
        self, whole: int, thousandths: int, language: str
    ) -> None:
        for thousands, decimal in (",.", ".,", " ,", " .", "'.", "’,"):
            typed = f"{whole:,}".replace(",", thousands) + f"{decimal}{thousandths:03}"
            meant = Reading(whole + F(thousandths, 1000))

            assert numbers_read.read(typed, language) == meant
