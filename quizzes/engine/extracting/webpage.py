"""Saved web pages: the article, without the menus around it."""

import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import html

from quizzes.engine.extracting.plain import decoded
from quizzes.engine.extracting.writing import Extracted, composed

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_HEADS = 4096
_HEADINGS = {"head", "h1", "h2", "h3", "h4", "h5", "h6"}
_ITEMS = {"item", "li", "row", "tr"}
_BLOCKS = {"p", "quote", "blockquote", "code", "pre", "list", "table", "ul", "ol", *_HEADINGS}
_UNSEEN = ("//script", "//style", "//noscript", "//template", "//head", "//nav", "//form", "//svg")


def extract(content: bytes) -> Extracted:
    """Return the page's article with what the page says of it; else all that the page shows."""
    said = _CHARSET.search(content[:_HEADS])
    text = decoded(content, said[1].decode("ascii") if said else "")
    # A declaration in a text that is decoded already makes the parser refuse it.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    document = html.document_fromstring(text)
    language = str(document.get("lang") or document.get("xml:lang") or "")
    found: Any = trafilatura.bare_extraction(
        text, with_metadata=True, include_comments=False, include_tables=True, favor_recall=True
    )
    if found is None or not (found.text or "").strip():
        return composed(_whole(document), title=_title(document), language=language)
    return composed(
        _blocks(found.body),
        title=found.title or "",
        author=(found.author or "").replace(";", ","),
        source=found.sitename or found.hostname or "",
        published_on=found.date or "",
        language=language or found.language or "",
    )


def _blocks(body: Any) -> Iterator[str]:
    """Yield what stands in blocks, and the loose words between them."""
    loose: list[str] = [body.text or ""]
    for child in body:
        if child.tag in _BLOCKS:
            yield " ".join(loose)
            yield _block(child)
            loose = [child.tail or ""]
        else:
            loose += ["".join(child.itertext()), child.tail or ""]
    yield " ".join(loose)


def _block(element: Any) -> str:
    items = [each for each in element.iter() if each.tag in _ITEMS]
    if items:
        return "\n".join(_item(item) for item in items)
    return " ".join("".join(element.itertext()).split())


def _item(item: Any) -> str:
    if item.tag in ("row", "tr"):
        return " · ".join(" ".join("".join(cell.itertext()).split()) for cell in item)
    return "• " + " ".join("".join(item.itertext()).split())


def _whole(document: Any) -> Iterator[str]:
    for path in _UNSEEN:
        for element in document.xpath(path):
            element.drop_tree()
    for element in document.iter():
        if element.tag in _BLOCKS and not any(up.tag in _BLOCKS for up in element.iterancestors()):
            yield _block(element)


def _title(document: Any) -> str:
    return str(document.findtext(".//title") or "")
