"""The only door to Markdown and to the sanitizer: what an author writes, as safe HTML."""

import re
from collections.abc import Sequence
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_INLINE_TAGS = {"a", "code", "em", "strong"}
_BLOCK_TAGS = _INLINE_TAGS | {
    *("p", "br", "hr", "blockquote", "pre", "ol", "ul", "li"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_LINK_SCHEMES = {"http", "https", "mailto"}
_LINK_REL = "noopener noreferrer nofollow"
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def _is_link_allowed(url: str) -> bool:
    return url.partition(":")[0].lower() in _LINK_SCHEMES


def _image_as_text(
    renderer: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: Any
) -> str:
    return escapeHtml(renderer.renderInlineAsText(tokens[place].children, options, env))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.validateLink = _is_link_allowed  # type: ignore[method-assign]
    parser.add_render_rule("image", _image_as_text)
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
