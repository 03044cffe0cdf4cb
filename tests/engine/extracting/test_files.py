"""The text of files, as teachers have them and as nobody should send them."""

import pytest

from quizzes.engine.extracting import apart, markdown, pdf, plain, refusals, webpage, word
from quizzes.engine.extracting.sorts import Sort, sort_of
from quizzes.engine.text import blocks
from tests import documents
from tests.documents import WORDS

RUSSIAN = "Дух был назван в городе. Автор говорит, что в нём четыре части, и это важно для всех."
TURKISH = "Ruh şehirde adlandırıldı; yazar dört bölümü olduğunu söylüyor. Çok ışık, güneş ve ağaç."
LINES = [
    "The first meeting was online and it was long, as all of the peo-",
    "ple who took part in it have told us since then in their letters.",
    "Then they met.",
    "The second meeting was held in the old city beside the great river",
    "and everybody came to it.",
]


def kinds(text):
    return [(block.kind, block.span.of(text)) for block in blocks(text)]


class TestSortOf:
    @pytest.mark.parametrize(
        ("content", "name", "sort"),
        [
            (b"One.", "a.TXT", Sort.PLAIN),
            (b"# One", "a.md", Sort.MARKDOWN),
            (b"<p>One", "a.htm", Sort.WEB_PAGE),
            # A saved page, whatever it is called.
            (b"\n<!DOCTYPE HTML><p>One", "a.txt", Sort.WEB_PAGE),
            (b"<!-- saved --> <!-- > -->\n<html>", "a.txt", Sort.WEB_PAGE),
            # Of a page of comments a look at every way to read them would have no end.
            (b"<!---->" * 500 + b"One.", "a.txt", Sort.PLAIN),
            (b"\n%PDF-1.7\n", "a.txt", Sort.PDF),
            (documents.word(), "a", Sort.WORD),
            ("Ünö".encode("utf-16"), "a.txt", Sort.PLAIN),
        ],
    )
    def test_looks_at_what_it_is(self, content, name, sort):
        assert sort_of(content, name) == sort

    @pytest.mark.parametrize(
        ("content", "name", "refusal"),
        [
            (b" \n ", "a.txt", refusals.Empty),
            (b"a" * 5_000_001, "a.txt", refusals.TooLarge),
            (b"One.", "a.pdf", refusals.NotWhatItIsCalled),
            (b"One.", "a.docx", refusals.NotWhatItIsCalled),
            (b"PK\x03\x04 and no more", "a.docx", refusals.NotWhatItIsCalled),
            (documents.zipped(content_xml=b"<x/>"), "a.odt", refusals.UnknownSort),
            (b"{\\rtf1 One}", "a.rtf", refusals.UnknownSort),
            (b"\x7fELF\x00\x00", "a", refusals.UnknownSort),
            (b"MZ\x00\x00", "a.txt", refusals.NotWhatItIsCalled),
            (bytes.fromhex("d0cf11e0a1b11ae1"), "a.doc", refusals.OldWord),
        ],
    )
    def test_refuses_what_is_not_read(self, content, name, refusal):
        with pytest.raises(refusal):
            sort_of(content, name)


class TestText:
    @pytest.mark.parametrize(
        ("words", "charset"),
        [
            (RUSSIAN, "utf-8"),
            (RUSSIAN, "utf-16"),
            (RUSSIAN, "cp1251"),
            (TURKISH, "cp1254"),
            ("精神在城市诞生。作者说它有四个部分，大家都同意这一点。", "gb18030"),
            ("“Curly” – it’s the author’s", "cp1252"),
        ],
    )
    def test_is_read_in_its_character_set(self, words, charset):
        assert plain.decoded(words.encode(charset)) == words

    def test_is_refused_where_letters_are_none(self):
        with pytest.raises(refusals.Garbled):
            plain.decoded(bytes(range(1, 32)) * 50)

    def test_knows_paragraphs_of_lines_cut_at_one_width(self):
        found = plain.extract("\n".join(["A spirit", "", *LINES]).encode())
        assert found.title == "A spirit"
        assert "all of the people who took part" in found.text

    def test_takes_each_line_for_a_paragraph_where_no_line_is_empty(self):
        found = plain.extract(f"{WORDS}\n{WORDS}\nHow it began\n{WORDS}".encode())
        assert [kind for kind, _words in kinds(found.text)] == [
            *("paragraph", "paragraph", "heading", "paragraph")
        ]

    def test_drops_what_is_no_letter(self):
        found = plain.extract(f"{WORDS}\x00\x07\r\n\r\n\r\n{WORDS}\u2028".encode())
        assert found.text == f"{WORDS}\n\n{WORDS}"

    def test_has_an_end(self):
        with pytest.raises(refusals.TooLong):
            plain.extract(b"word " * 50_000)


class TestMarkdown:
    def test_is_read_as_it_is_shown(self):
        source = (
            "---\nlayout: post\n---\n# A *spirit*\n\nIt has [four](http://x) **parts**.\n\n"
            "## How it began\n\n1. One\n2. Two\n\n| a | b |\n|---|---|\n| c | d |\n\nEnd."
        )
        found = markdown.extract(source.encode())
        assert found.title == "A spirit"
        assert found.text == (
            "It has four parts.\n\nHow it began\n\n• One\n• Two\n\na · b\nc · d\n\nEnd."
        )


class TestWebPage:
    def test_is_its_article(self):
        found = webpage.extract(documents.PAGE.encode())
        assert (found.title, found.author, found.source) == ("A spirit", "Ann Bell", "The Daily")
        assert (found.published_on, found.language) == ("2024-05-06", "en")
        assert kinds(found.text)[:2] == [("paragraph", WORDS), ("heading", "How it began")]
        assert "• Silk went west.\n• Music came east." in found.text
        assert "Sport" not in found.text
        assert "Imprint" not in found.text

    def test_is_all_that_it_shows_where_no_article_is_found(self):
        page = b"<title>T</title><meta charset=cp1251><script>x()</script><p>" + "Дух".encode(
            "cp1251"
        )
        assert webpage.extract(page).text == "Дух"


class TestWord:
    def test_is_paragraphs_lists_and_tables(self):
        found = word.extract(documents.word())
        assert (found.title, found.author) == ("A spirit", "Ann Bell")
        assert found.text == (
            f"{WORDS}\n\nHow it began\n\nThe first meeting was online.\n\n"
            "• Silk went west.\n• Music came east.\n\nYear · 2013"
        )

    def test_is_not_unpacked_without_end(self):
        with pytest.raises(refusals.CannotExtract):
            word.extract(documents.bomb())


class TestPdf:
    def test_is_paragraphs_without_what_is_repeated(self):
        pages = [["The Daily", *LINES, str(number)] for number in (1, 2, 3)]
        found = pdf.extract(documents.pdf(*pages))
        assert "The Daily" not in found.text
        assert "all of the people who took part" in found.text
        assert [kind for kind, _words in kinds(found.text)].count("heading") == 0
        assert not any(line.isdigit() for line in found.text.splitlines())

    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (documents.pdf([]), refusals.Scanned),
            (documents.pdf(LINES, password="secret"), refusals.Locked),
            (documents.pdf(*[["One."]] * 201), refusals.TooManyPages),
        ],
    )
    def test_is_refused_with_the_reason(self, content, refusal):
        with pytest.raises(refusal):
            pdf.extract(content)


class TestApart:
    @pytest.mark.parametrize(
        ("content", "name"),
        [(WORDS.encode(), "a.txt"), (documents.pdf(LINES), "a.pdf")],
    )
    def test_reads_in_a_process_of_its_own(self, content, name):
        assert apart.extracted(content, name).text

    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            # Cut off: the parser fails in a way of its own.
            (documents.word()[:-400] + bytes(400), refusals.CannotExtract),
            (documents.pdf([]), refusals.Scanned),
        ],
    )
    def test_tells_why_not(self, content, refusal):
        with pytest.raises(refusal):
            apart.extracted(content, "a.docx" if content[:2] == b"PK" else "a.pdf")

    def test_gives_up(self, monkeypatch):
        monkeypatch.setattr(apart, "MOST_SECONDS", 0.001)
        with pytest.raises(refusals.TookTooLong):
            apart.extracted(b"One.", "a.txt")
