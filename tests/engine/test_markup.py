"""Markdown to safe HTML, with hostile authors."""

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.markup import literal, to_html, to_inline_html

REL = 'rel="noopener noreferrer nofollow"'
SAFE_TAGS = {
    *("p", "br", "hr", "blockquote", "pre", "ol", "ul", "li", "a", "code", "em", "strong"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
MATH_TAGS = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mstyle", "mpadded", "mphantom"),
    *("msup", "msub", "msubsup", "mover", "munder", "munderover", "mfrac", "msqrt", "mroot"),
    *("mtable", "mtr", "mtd", "menclose"),
}
MATH = '<math display="inline"><mrow>'
SAFE_ATTRIBUTES = {
    *("href", "title", "rel", "start", "src", "alt", "loading", "display", "stretchy", "fence"),
    *("separator", "movablelimits", "mathvariant", "columnalign", "width", "linethickness"),
}

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "[x](//evil.example)",
    '[x](https://a.example "\\" onclick=alert(1) x=\\"")',
    "[x](https://a.example/\"onclick='alert(1)')",
    "<javascript:alert(1)>",
    "![<img src=x onerror=alert(1)>](x)",
    "![x](javascript:alert(1))",
    "[r]\n\n[r]: javascript:alert(1)",
    "```<script>\nalert(1)\n```",
    '``` "onload="alert(1)\nx\n```',
    "<!-- --><iframe src=//evil.example>",
    "<style>*{display:none}</style>",
    "| a |\n|---|\n| <form action=//evil.example> |",
    "<math><mi xlink:href='javascript:alert(1)'>",
    r"$\href{javascript:alert(1)}{x}$",
    r"$\style{background:url(//evil.example)}{x}$",
    r"$\text{<script>alert(1)</script>}$",
    "$$<img src=x onerror=alert(1)>$$",
    "![x](/media/a.png?onerror=1)",
    '![x](/media/a.png "onload=alert(1)")',
    "![x](/media/../admin/a.png)",
    "![x](//evil.example/media/a.png)",
]


class _Seen(HTMLParser):
    """The tags, attributes and links in a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]
        self.sources += [value or "" for name, value in attrs if name == "src"]


def assert_harmless(html: str) -> None:
    seen = _Seen(html)
    assert seen.tags <= SAFE_TAGS | MATH_TAGS | {"img"}
    assert all(source.startswith("/media/") and ".." not in source for source in seen.sources)
    assert seen.attributes <= SAFE_ATTRIBUTES
    allowed = ("http:", "https:", "mailto:", "/media/")
    assert all(link.lower().startswith(allowed) for link in seen.links)


class TestToHtml:
    @pytest.mark.parametrize(
        ("markdown", "html"),
        [
            ("", ""),
            ("Two *words*.", "<p>Two <em>words</em>.</p>"),
            ("**a**\n\n`b`", "<p><strong>a</strong></p>\n<p><code>b</code></p>"),
            ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
            ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
            ("a  \nb", "<p>a<br>\nb</p>"),
            ("# Title", "<p><strong>Title</strong></p>"),
            ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
            ("[a](https://b.example 'c')",
             f'<p><a href="https://b.example" title="c" {REL}>a</a></p>'),
            ("<mailto:a@b.co>", f'<p><a href="mailto:a@b.co" {REL}>mailto:a@b.co</a></p>'),
            ("[a](/b)", "<p>[a](/b)</p>"),
            ("[a](ftp://b.example)", "<p>[a](ftp://b.example)</p>"),
            ("![the *map* & me](https://b.example/c.png)", "<p>the map &amp; me</p>"),
        ],
    )  # fmt: skip
    def test_writes_common_markdown(self, markdown: str, html: str) -> None:
        assert to_html(markdown) == html

    def test_writes_tables(self) -> None:
        seen = _Seen(to_html("| a | b |\n|---|--:|\n| 1 | 2 |"))

        assert {"table", "thead", "tbody", "tr", "th", "td"} == seen.tags
        assert not seen.attributes

    @pytest.mark.parametrize("markdown", HOSTILE)
    def test_is_harmless(self, markdown: str) -> None:
        assert_harmless(to_html(markdown))

    @given(st.lists(st.sampled_from([*HOSTILE, "\n\n", "> ", "- ", "`", "**", "[", "](", ")"])))
    def test_is_harmless_however_it_is_put_together(self, parts: list[str]) -> None:
        assert_harmless(to_html("".join(parts)))
        assert_harmless(to_inline_html("".join(parts)))

    @given(st.text())
    def test_never_crashes(self, markdown: str) -> None:
        assert_harmless(to_html(markdown))
        assert_harmless(to_inline_html(markdown))


class TestImages:
    @pytest.mark.parametrize(
        ("markdown", "html"),
        [
            ("![a *map*](/media/maps/asia.png)",
             '<img src="/media/maps/asia.png" alt="a map" loading="lazy">'),
            ('![5 > 4 "so"](/media/a.webp)',
             '<img src="/media/a.webp" alt="5 &gt; 4 &quot;so&quot;" loading="lazy">'),
            ("![](/media/a.png)", ""),
            ("![a map](https://b.example/media/a.png)", "a map"),
            ("![a map](/media/a.svg)", "![a map](/media/a.svg)"),
            ("![a map](/media/../a.png)", "![a map](/media/../a.png)"),
        ],
    )  # fmt: skip
    def test_are_our_own_and_say_what_they_show(self, markdown: str, html: str) -> None:
        assert to_inline_html(markdown) == html


class TestFormulas:
    @pytest.mark.parametrize(
        ("markdown", "html"),
        [
            (
                "$x^2$",
                '<math display="inline"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>',
            ),
            ("It costs $5 and $6.", "It costs $5 and $6."),
            ("a $ b $ c", "a $ b $ c"),
            (r"\$x\$", "$x$"),
            (r"$\frac{$", r"<code>\frac{</code>"),
            ("$a_b_c$", "<code>a_b_c</code>"),
            ("`$x$`", "<code>$x$</code>"),
        ],
    )
    def test_are_drawn_as_mathml_or_shown_as_typed(self, markdown: str, html: str) -> None:
        assert to_inline_html(markdown) == html

    def test_stand_alone_between_two_dollar_signs(self) -> None:
        assert 'display="block"' in to_html("$$\n\\sqrt{2}\n$$")

    def test_of_any_length_take_no_time(self) -> None:
        assert to_inline_html(f"${'{' * 3000}$").startswith("<code>")

    @given(st.text(st.sampled_from(r"\{}^_&$ab1+=[]().frqtleginmx"), max_size=60))
    def test_never_crash(self, latex: str) -> None:
        assert_harmless(to_inline_html(f"${latex}$"))


class TestToInlineHtml:
    @pytest.mark.parametrize(
        ("markdown", "html"),
        [
            ("", ""),
            ("a *b*", "a <em>b</em>"),
            ("a\n\nb  \nc", "a b c"),
            ("# a", "# a"),
            ("1. a", "1. a"),
            ("[a](https://b.example)", f'<a href="https://b.example" {REL}>a</a>'),
            ("![map](https://b.example/c.png)", "map"),
            ("<b>a</b>", "&lt;b&gt;a&lt;/b&gt;"),
        ],
    )
    def test_writes_one_line(self, markdown: str, html: str) -> None:
        assert to_inline_html(markdown) == html

    @pytest.mark.parametrize("markdown", HOSTILE)
    def test_is_harmless(self, markdown: str) -> None:
        assert_harmless(to_inline_html(markdown))
        assert "<p" not in to_inline_html(markdown)


class TestLiteral:
    @pytest.mark.parametrize(
        ("text", "markdown"),
        [
            ("", ""),
            ("Plain words, 2,000 years", r"Plain words\, 2\,000 years"),
            ("*a* _b_ `c`", r"\*a\* \_b\_ \`c\`"),
            ("1. a", r"1\. a"),
            ("\\", r"\\"),
            ("«Дух» — “a”", "«Дух» — “a”"),
        ],
    )
    def test_puts_a_backslash_before_ascii_punctuation(self, text: str, markdown: str) -> None:
        assert literal(text) == markdown

    @pytest.mark.parametrize(
        "text",
        [
            "*a* **b** _c_ `d` ~~e~~",
            "[a](https://b.example) ![c](d) [[e]]",
            "<https://a.example> <b>bold</b> <!-- c -->",
            "&amp; &#42; & ©",
            r"a \* b \\ c\\",
            "# a | - b | 1. c | > d | + e | --- | ```",
            'It\'s "mutual respect" (2,000+ years) @ 100%; a=b: c^d {e} f/g?',
            *HOSTILE,
        ],
    )
    def test_shows_a_text_as_it_is(self, text: str) -> None:
        assert to_inline_html(literal(text)) == escape(" ".join(text.split()), quote=False)

    @given(
        st.text(
            st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"])
            | st.sampled_from(" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
        )
    )
    def test_shows_any_line_as_it_is(self, text: str) -> None:
        assert to_inline_html(literal(text)) == escape(" ".join(text.split()), quote=False)
