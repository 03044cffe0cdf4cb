"""Paragraphs, sentences and quotes, on made-up texts and on a real article."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.text import Span, blocks, find_quote, sentences, sentences_of

ARTICLE = (Path(__file__).parents[1] / "data" / "china-central-asia-spirit.txt").read_text("utf-8")


class TestSentences:
    @pytest.mark.parametrize(
        "parts",
        [
            ["One sentence."],
            ["One.", "Two!", "Three?"],
            ["No stop at the end"],
            # Closing quotes and brackets belong to the sentence.
            ['He said: "Go."', "Then he went."],
            ["He said “Go!”", "Then he went.", "(So it is written.)", "The end."],
            ["“Go!” he said.", "He went."],
            # Abbreviations and initials do not end one.
            ["Dr. Smith met Mr. J. K. Rowe.", "They spoke."],
            ["Treaties, e.g. Those of 1992, last.", "They do."],
            ["The U.S. President came.", "He left."],
            ["See No. 5 and Fig. 3.", "He said no.", "Then he left."],
            ["On Jan. 5 it rained.", "It stopped."],
            ["Das ist z. B. Herr Dr. Maier.", "Er kommt."],
            # A lower-case letter after the stop does not start one.
            ["They came etc. and left.", "All did."],
            ["Yahoo! is a firm.", "So is e.on."],
            # Decimal points, addresses, ellipses, several stops.
            ["It grew by 3.5 percent.", "Then by 2.0."],
            ["See example.com for more.", "Or not."],
            ["Wait... what?!", "Yes…", "No… but maybe."],
            ["Wait . . . what?", "He said “no”.", 'She said "yes".', "Vraiment ?", "Oui !"],
            ["It ended in 2023.", "15 countries agreed."],
            # List numbers, footnotes, broken lines.
            ["1. First things first.", "2. Then the rest."],
            ["It is so.[12]", "It was."],
            ["A line that\ngoes on.", "And ends."],
            # Other scripts.
            ["Он пришёл.", "Она ушла?", "Да!"],
            ["سافر الرجل.", "هل عاد؟", "نعم."],
            ["वह आया।", "वह गया।"],
            ["ประโยคแรก ประโยคที่สอง"],
        ],
    )
    def test_are_split_where_a_reader_would(self, parts: list[str]) -> None:
        text = " ".join(parts)

        assert [sentence.span.of(text) for sentence in sentences(text)] == parts

    @pytest.mark.parametrize(
        "parts",
        [
            ["习近平出席峰会。", "会议在阿斯塔纳举行！", "为什么？"],
            ["他说：“合作共赢。”", "大家同意。"],
            ["真的吗？！", "是3.5米。"],
        ],
    )
    def test_end_at_chinese_stops_without_spaces(self, parts: list[str]) -> None:
        text = "".join(parts)

        assert [sentence.span.of(text) for sentence in sentences(text)] == parts

    @pytest.mark.parametrize("pattern", [".", '."', ". ", "。", "[1]", " \n", '"', "(", "- "])
    def test_are_found_soon_in_hostile_text(self, pattern: str) -> None:
        assert len(sentences("A." + pattern * 100_000 + "b")) >= 1

    def test_are_numbered_over_the_whole_text(self) -> None:
        text = "One. Two.\n\nA heading\n\nThree."

        assert [(s.id, s.span.of(text)) for s in sentences(text)] == [
            ("s1", "One."),
            ("s2", "Two."),
            ("s3", "Three."),
        ]

    @given(st.text(st.sampled_from('aB1.!?。"”) \n\r\t…')))
    def test_cover_every_paragraph_without_overlap(self, text: str) -> None:
        for block in blocks(text):
            position = block.span.start
            for sentence in block.sentences:
                assert not text[position : sentence.span.start].strip()
                assert sentence.span.of(text).strip() == sentence.span.of(text) != ""
                position = sentence.span.end
            assert position == block.span.end or block.kind == "heading"


class TestBlocks:
    @pytest.mark.parametrize(
        ("text", "kinds"),
        [
            ("", ""),
            (" \n\n ", ""),
            ("A title", "p"),
            ("A paragraph.\n\nA heading\n\nAnother.", "php"),
            ("A paragraph.\r\n\r\nA heading\r\n \r\nAnother.", "php"),
            ("A.\n\n\n\nB heading", "ph"),
            ("A.\n\nNot a heading?", "pp"),
            ('A.\n\nNot "a heading."', "pp"),
            ("A.\n\n(Not a heading.)", "pp"),
            ("A.\n\nTwo lines\nwithout a stop", "pp"),
            ("A.\n\n" + "x" * 120, "ph"),
            ("A.\n\n" + "x" * 121, "pp"),
            ("甲。\n\n标题\n\n乙。", "php"),
        ],
    )
    def test_are_paragraphs_and_headings(self, text: str, kinds: str) -> None:
        assert "".join(block.kind[0] for block in blocks(text)) == kinds

    def test_have_spans_without_the_white_space_around(self) -> None:
        text = "\n  One.\nMore. \n\n Two. "

        assert [(b.id, b.span.of(text)) for b in blocks(text)] == [
            ("p1", "One.\nMore."),
            ("p2", "Two."),
        ]


class TestSentencesOf:
    TEXT = "One. Two.\n\nThree."

    @pytest.mark.parametrize(
        ("span", "ids"),
        [
            (Span(0, 1), ["s1"]),
            (Span(0, 4), ["s1"]),
            (Span(3, 6), ["s1", "s2"]),
            (Span(4, 5), []),
            (Span(0, 17), ["s1", "s2", "s3"]),
            (Span(12, 13), ["s3"]),
            (Span(40, 50), []),
        ],
    )
    def test_are_those_that_a_span_touches(self, span: Span, ids: list[str]) -> None:
        assert [sentence.id for sentence in sentences_of(blocks(self.TEXT), span)] == ids


class TestFindQuote:
    @pytest.mark.parametrize(
        ("text", "quote", "near", "expected"),
        [
            ("abc def", "def", None, Span(4, 7)),
            ("abc def", "xyz", None, None),
            ("abc def", "", None, None),
            ("abc def", "  ", 0, None),
            # Folded: white space, quote marks, dashes. The span is of the text as it is.
            ("he  said\n“yes”", 'he said "yes"', None, Span(0, 14)),
            ("China–Central Asia", "China-Central Asia", None, Span(0, 18)),
            ("China - Asia", "China — Asia", None, Span(0, 12)),
            ("it’s so", " it's so ", None, Span(0, 7)),
            # Exact comes first.
            ("a-b a–b", "a–b", None, Span(4, 7)),
            # Several: the nearest, else none.
            ("one two one", "one", None, None),
            ("one two one", "one", 0, Span(0, 3)),
            ("one two one", "one", 7, Span(8, 11)),
            ("x a–b x a–b x", "a-b", None, None),
            ("x a–b x a–b x", "a-b", 9, Span(8, 11)),
            ("aaa", "aa", 1, Span(1, 3)),
        ],
    )
    def test_finds_it_again(
        self, text: str, quote: str, near: int | None, expected: Span | None
    ) -> None:
        assert find_quote(text, quote, near) == expected

    @given(st.text(), st.integers(0, 30), st.integers(1, 30))
    def test_finds_what_was_cut_out(self, text: str, start: int, length: int) -> None:
        quote = text[start : start + length]
        found = find_quote(text, quote, near=start)

        assert found == (Span(start, start + len(quote)) if quote.strip() else None)


class TestArticle:
    def test_has_its_three_headings(self) -> None:
        headings = [b.span.of(ARTICLE) for b in blocks(ARTICLE) if b.kind == "heading"]

        assert [heading.split()[4] for heading in headings] == ["crystallization", "a", "beautiful"]

    def test_has_its_paragraphs_and_sentences(self) -> None:
        found = blocks(ARTICLE)

        assert (len(found), len(sentences(ARTICLE))) == (49, 53)
        assert [len(block.sentences) for block in found if len(block.sentences) > 1] == [
            *(2, 2, 3, 2, 2, 2)
        ]
        assert [block.id for block in found] == [f"p{number}" for number in range(1, 50)]

    def test_every_sentence_is_found_again(self) -> None:
        for sentence in sentences(ARTICLE):
            quote = sentence.span.of(ARTICLE).replace("–", "-").replace('"', "”")
            assert find_quote(ARTICLE, quote) == sentence.span
