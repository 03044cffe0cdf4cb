"""The only door to Markdown and to the sanitizer: what an author writes, as safe HTML."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import nh3
from latex2mathml import exceptions
from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

_MATH_TAGS = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mstyle", "mpadded", "mphantom"),
    *("msup", "msub", "msubsup", "mover", "munder", "munderover", "mfrac", "msqrt", "mroot"),
    *("mtable", "mtr", "mtd", "menclose"),
}
_INLINE_TAGS = {"a", "code", "em", "strong", "img", *_MATH_TAGS}
_BLOCK_TAGS = _INLINE_TAGS | {
    *("p", "br", "hr", "blockquote", "pre", "ol", "ul", "li"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "img": {"src", "alt", "loading"},
    "math": {"display"},
    "mo": {"stretchy", "fence", "separator", "movablelimits"},
    "mi": {"mathvariant"},
    "mtd": {"columnalign"},
    "mtable": {"columnalign"},
    "mspace": {"width"},
    "mfrac": {"linethickness"},
}
# What the site itself keeps: a path, without a host, a query or a way up.
_OWN_IMAGE = re.compile(r"/media/[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*\.(?:png|jpe?g|gif|webp|avif)")
_LONGEST_FORMULA = 2_000
# What the converter raises for LaTeX that it cannot read: its own, and what slips through it.
_BROKEN_LATEX: tuple[type[Exception], ...] = (
    *(each for each in vars(exceptions).values() if isinstance(each, type)),
    *(AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError),
)
_LINK_SCHEMES = {"http", "https", "mailto"}
_LINK_REL = "noopener noreferrer nofollow"
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def _is_link_allowed(url: str) -> bool:
    return url.partition(":")[0].lower() in _LINK_SCHEMES or bool(_OWN_IMAGE.fullmatch(url))


def _image(
    renderer: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: Any
) -> str:
    """Draw an image of our own media that says what it shows; of any other, what it says."""
    words = escapeHtml(renderer.renderInlineAsText(tokens[place].children, options, env))
    source = str(tokens[place].attrGet("src") or "")
    if not words.strip() or not _OWN_IMAGE.fullmatch(source):
        return words
    return f'<img src="{source}" alt="{words}" loading="lazy">'


def _formula(latex: str, options: Mapping[str, Any]) -> str:
    """Return a formula as MathML; its source where it cannot be read as LaTeX."""
    display = "block" if options.get("display_mode") else "inline"
    if len(latex) > _LONGEST_FORMULA:
        return f"<code>{escapeHtml(latex)}</code>"
    try:
        return str(convert(latex, display=display))
    except _BROKEN_LATEX:
        return f"<code>{escapeHtml(latex)}</code>"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # A price ("$5 and $6") is no formula: a dollar sign beside a digit or a space begins none.
    parser.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        double_inline=True,
        renderer=_formula,
    )
    parser.validateLink = _is_link_allowed  # type: ignore[method-assign]
    parser.add_render_rule("image", _image)
    # A stem's own headings would break the outline of the page around it.
    parser.add_render_rule("heading_open", lambda *_: "<p><strong>")
    parser.add_render_rule("heading_close", lambda *_: "</strong></p>\n")
    return parser


_PARSER = _parser()


def to_html(markdown: str) -> str:
    """Return the HTML of a text of several blocks."""
    return _sanitized(_PARSER.render(markdown), _BLOCK_TAGS)


def to_inline_html(markdown: str) -> str:
    """Return the HTML of one line, without a paragraph around it; line breaks become spaces."""
    return _sanitized(_PARSER.renderInline(" ".join(markdown.split())), _INLINE_TAGS)


def tokens(markdown: str) -> list[Token]:
    """Return what a text of several blocks is made of, for what is not drawn as HTML."""
    return _PARSER.parse(markdown)


def literal(text: str) -> str:
    """Return the Markdown of one line that shows this text as it is.

    A backslash before any ASCII punctuation makes it a plain character (CommonMark 0.31, 2.4).
    """
    return _PUNCTUATION.sub(r"\\\g<0>", text)


def _sanitized(html: str, tags: set[str]) -> str:
    return nh3.clean(
        html,
        tags=tags,
        attributes=_ATTRIBUTES,
        url_schemes=_LINK_SCHEMES,
        link_rel=_LINK_REL,
    ).strip()
