"""What a person reads on a page."""

import re
from html import unescape

from django.http import HttpResponse
from django.utils.html import strip_tags


def html_of(response: HttpResponse) -> str:
    """Return the HTML of a page's main part."""
    assert response.status_code == 200, response.status_code
    found = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    assert found is not None
    return found[0]


def words_of(response: HttpResponse, start: str = "", end: str = "") -> str:
    """Return the words of a page's main part, or of what stands between two texts of them."""
    words = " ".join(unescape(strip_tags(html_of(response).replace("<", " <"))).split())
    words = re.sub(r" ([.,:)])", r"\1", words)
    if start:
        assert start in words, words
        words = words.partition(start)[2]
    return words.partition(end)[0] if end else words
