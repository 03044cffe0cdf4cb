"""The gaps of a cloze: where they are, which make a set, and what picked ones earn."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html.parser import HTMLParser
from math import comb, perm

from quizzes.engine.kinds.base import InvalidSpec
from quizzes.engine.kinds.short_answer import Variant
from quizzes.engine.markup import to_html
from quizzes.engine.scoring import ONE, ZERO
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

# The best assignment of texts looks at every subset of a set.
_MAX_IN_SET = 8

_PLACE = re.compile(r"\[\[([^\[\]\n]*)\]\]")


@dataclass(frozen=True, slots=True)
class GapOption:
    """One option of a picked gap."""

    id: str
    text: str
    is_right: bool
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap is typed if it has variants, as a short answer has them, and picked if it has options.

    Gaps that name the same set are filled in any order, each text once. Each of a typed set has the
    variants of one key; all of a picked set have the same options, with the same ones right.
    """

    id: str
    variants: tuple[Variant, ...] = ()
    options: tuple[GapOption, ...] = ()
    weight: Fraction = ONE
    set: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What one gap earned, 0..1, and the key of its feedback, "" where there is none."""

    gap_id: str
    fraction: Fraction = ZERO
    feedback_key: str = ""
    is_near_miss: bool = False


def places(text: str) -> tuple[str, ...]:
    """Return the ids between double brackets, in the order of the text."""
    return tuple(_PLACE.findall(text))


def check_places(text: str, ids: Sequence[str]) -> None:
    """Raise InvalidSpec unless each gap is at one place of the text, and can be filled in there."""
    found = places(text)
    for each in found:
        if each not in ids:
            raise InvalidSpec(Message(_("There is no gap [[%(gap)s]]."), {"gap": each}))
    for each in ids:
        if found.count(each) != 1:
            raise InvalidSpec(
                Message(_("[[%(gap)s]] must be in the text exactly once."), {"gap": each})
            )
    if _shown_places(text) != found:
        raise InvalidSpec(
            Message(_("A gap is in a link or in other markup, where nothing can be filled in."))
        )


def groups(gaps: Iterable[Gap]) -> tuple[tuple[Gap, ...], ...]:
    """Return the sets, in the order of their first gaps; a gap alone is a set of its own."""
    by_name: dict[tuple[str, str], list[Gap]] = {}
    for gap in gaps:
        by_name.setdefault((gap.set, "" if gap.set else gap.id), []).append(gap)
    return tuple(map(tuple, by_name.values()))


def check_set(group: Sequence[Gap]) -> None:
    """Raise InvalidSpec unless the gaps of a set are of one sort; a gap alone is no set."""
    if not group[0].set:
        return
    if not 1 < len(group) <= _MAX_IN_SET:
        raise InvalidSpec(
            Message(_("A set has between 2 and %(most)s gaps."), {"most": _MAX_IN_SET})
        )
    if len({bool(gap.variants) for gap in group}) > 1:
        raise InvalidSpec(Message(_("The gaps of a set are either all typed or all chosen.")))
    if len({gap.weight for gap in group}) > 1:
        raise InvalidSpec(Message(_("The gaps of a set must have the same weight.")))
    if group[0].options:
        _check_picked_set(group)


def _check_picked_set(group: Sequence[Gap]) -> None:
    marked = {frozenset((plain(each), each.is_right) for each in gap.options) for gap in group}
    if len(marked) > 1:
        raise InvalidSpec(
            Message(_("The gaps of a set must have the same options, with the same ones right."))
        )
    if sum(not option.is_right for option in group[0].options) < len(group):
        raise InvalidSpec(
            Message(_("The gaps of a set need at least as many wrong options as there are gaps."))
        )


def plain(option: GapOption) -> str:
    """Return the text by which two options are the same."""
    return " ".join(option.text.split())


def feedback_key(gap: Gap, key: Gap, place: int) -> str:
    """Return the key of what is told in a typed gap of one variant, its own or another gap's.

    In a set a text may stand in another gap than the one that lists it; it is told where it stands.
    """
    return f"feedback:{gap.id}:{place}" if gap is key else f"feedback:{gap.id}:{key.id}:{place}"


def feedback_texts(group: Sequence[Gap]) -> Mapping[str, str]:
    """Return the feedback there is in the gaps of a set, by key."""
    told = {_option_key(gap, each): each.feedback for gap in group for each in gap.options}
    for gap in group:
        for key in group:
            for place, variant in enumerate(key.variants):
                told[feedback_key(gap, key, place)] = variant.feedback
    return {key: text for key, text in told.items() if text}


def judged_picked(group: Sequence[Gap], given: Mapping[str, str]) -> tuple[Judged, ...]:
    """Return what each gap of a set earned: a right text earns once, where it stands first."""
    seen: set[str] = set()
    found = []
    for gap in group:
        option = next((each for each in gap.options if each.id == given.get(gap.id)), None)
        if option is None:
            found.append(Judged(gap.id))
            continue
        found.append(_judged_option(gap, option, is_repeated=plain(option) in seen))
        seen.add(plain(option))
    return tuple(found)


def _judged_option(gap: Gap, option: GapOption, *, is_repeated: bool) -> Judged:
    is_earned = option.is_right and not is_repeated
    # What praises a right text is not told of its repetition.
    is_told = bool(option.feedback) and is_earned == option.is_right
    key = _option_key(gap, option) if is_told else ""
    return Judged(gap.id, ONE if is_earned else ZERO, key)


def _option_key(gap: Gap, option: GapOption) -> str:
    return f"feedback:{gap.id}:{option.id}"


def correct_picked(group: Sequence[Gap]) -> Mapping[str, str]:
    """Return a right option for each gap of a set, no text twice; fewer if there are not enough."""
    right = [plain(option) for option in group[0].options if option.is_right]
    return {
        gap.id: next(option.id for option in gap.options if plain(option) == text)
        for gap, text in zip(group, right, strict=False)
    }


def guesses(group: Sequence[Gap]) -> Mapping[int, int]:
    """Return how many ways to pick in the gaps of a set, no text twice, have each number right.

    So many of the right texts are put into so many of the gaps, and others into the rest: with
    c = comb and p = perm, c(gaps, n) p(right, n) p(wrong, gaps - n). Typed ones have one: none.
    """
    if not group[0].options:
        return {0: 1}
    right = sum(option.is_right for option in group[0].options)
    size, wrong = len(group), len(group[0].options) - right
    return {
        count: comb(size, count) * perm(right, count) * perm(wrong, size - count)
        for count in range(size + 1)
    }


def _shown_places(markdown: str) -> tuple[str, ...]:
    """Return the places that are on the page as text, outside of links and of tags."""
    page = _Page()
    page.feed(to_html(markdown))
    page.close()
    return places("\n".join(page.texts))


class _Page(HTMLParser):
    """The texts of a page between its tags, without those of links."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._is_in_link = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._is_in_link |= tag == "a"

    def handle_endtag(self, tag: str) -> None:
        self._is_in_link &= tag != "a"

    def handle_data(self, data: str) -> None:
        if not self._is_in_link:
            self.texts.append(data)
