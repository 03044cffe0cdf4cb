"""Evidence that moves along when an article is corrected: found again by its quotes."""

from collections.abc import Collection, Mapping, Sequence

from quizzes.engine.differing import Change, Piece, words_changed
from quizzes.engine.text import Span, find_quote


def moved(old: str, new: str, spans: Collection[Span]) -> Mapping[Span, Span | None]:
    """Return where each stretch of the old text stands in the new one; None where it does not.

    Its words are looked for as they stood, with spaces, quotes and dashes folded. Of several places
    it is the one nearest to where the changes around it have pushed it.
    """
    pieces = words_changed(old, new) if spans else ()
    return {span: find_quote(new, span.of(old), near=_pushed(pieces, span.start)) for span in spans}


def _pushed(pieces: Sequence[Piece], offset: int) -> int:
    """Return where an offset of the old text is in the new one."""
    before = after = 0
    for piece in pieces:
        length = len(piece.text)
        if piece.change is Change.ADDED:
            after += length
            continue
        if offset < before + length:
            return after + (offset - before if piece.change is Change.SAME else 0)
        before += length
        after += length if piece.change is Change.SAME else 0
    return after
