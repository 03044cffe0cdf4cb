"""Markdown files, as the plain text that they show."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from quizzes.engine.extracting.plain import decoded
from quizzes.engine.extracting.writing import Extracted, composed

_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")
_LINES_OF = {"bullet_list_close": -1, "ordered_list_close": -1, "table_close": -1} | {
    "bullet_list_open": 1,
    "ordered_list_open": 1,
    "table_open": 1,
}


def extract(content: bytes) -> Extracted:
    """Return the text without its marks; the first heading is the title."""
    tokens = _PARSER.parse(_without_front_matter(decoded(content)))
    title = ""
    if tokens and tokens[0].type == "heading_open":
        title, tokens = _shown(tokens[1]), tokens[3:]
    return composed(_blocks(tokens), title=title)


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield headings and paragraphs; a list or a table is one block, an item or a row a line."""
    depth, lines = 0, [""]
    for token in tokens:
        depth += _LINES_OF.get(token.type, 0)
        if token.type in ("list_item_open", "tr_open"):
            lines.append("• " if token.type == "list_item_open" else "")
        elif token.type == "inline" and depth:
            joint = " · " if token.level and lines[-1].strip(" •") else ""
            lines[-1] += joint + _shown(token)
        elif token.type in ("inline", "fence", "code_block"):
            yield _shown(token)
        if not depth and len(lines) > 1:
            yield "\n".join(lines)
            lines = [""]


def _shown(token: Token) -> str:
    """Return what a reader sees of a token: no marks, no addresses, what an image says."""
    if not token.children:
        return token.content
    return "".join(
        " " if child.type in ("softbreak", "hardbreak") else child.content
        for child in token.children
    )


def _without_front_matter(text: str) -> str:
    """Return the text without what some programs write above it between two lines of dashes."""
    lines = text.splitlines()
    if lines[:1] == ["---"] and "---" in lines[1:60]:
        return "\n".join(lines[lines.index("---", 1) + 1 :])
    return text
