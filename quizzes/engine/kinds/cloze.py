"""Cloze: gaps in a text are typed or picked; the weighted mean of what they earn."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from quizzes.engine.kinds import defaults, gaps, options, short_answer
from quizzes.engine.kinds.base import (
    InvalidResponse,
    InvalidSpec,
    Sample,
    Shape,
    Warned,
    at,
    chance_warnings,
    mean,
    read_text,
    within,
)
from quizzes.engine.kinds.gaps import Gap, GapOption, Judged
from quizzes.engine.kinds.short_answer import Variant
from quizzes.engine.kinds.typed_gaps import as_short_answer, correct_typed, judged_typed
from quizzes.engine.scoring import ONE, ZERO, PartScore, Score
from quizzes.engine.words import Message, ngettext
from quizzes.engine.words import mark as _

name = "cloze"
label = Message(_("Gap text"))
shape = Shape.PARTS
reading = defaults.reading
chosen = defaults.chosen

_MAX_GAPS = 30
_MAX_OPTIONS = 20
# The chance of a guess looks at every sum of weights.
_MAX_SUMS = 2**12

# Gap id and what was typed or picked, in the order of the text; blank gaps are not in it.
Response = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Spec:
    """A text with "[[gap id]]" at the place of each gap, and which differences do not matter."""

    text: str
    gaps: tuple[Gap, ...]
    folds_case: bool = True
    folds_white_space: bool = True
    folds_quotes: bool = True
    folds_dashes: bool = True
    folds_diacritics: bool = False
    is_shuffled: bool = True


def check_spec(spec: Spec) -> tuple[Message, ...]:
    """Return warnings about variants and guessing; raise InvalidSpec for a mistake."""
    if not spec.gaps:
        raise InvalidSpec(Message(_("The text has no gap.")), "text")
    if len(spec.gaps) > _MAX_GAPS:
        raise InvalidSpec(ngettext("At most %(count)s gap.", "At most %(count)s gaps.", _MAX_GAPS))
    options.check_ids([gap.id for gap in spec.gaps])
    options.check_ids([option.id for gap in spec.gaps for option in gap.options])
    with at("text"):
        gaps.check_places(spec.text, [gap.id for gap in spec.gaps])
    warnings = [
        warning
        for place, gap in enumerate(spec.gaps)
        for warning in _gap_warnings(spec, gap, f"gaps[{place}]")
    ]
    for group in gaps.groups(_in_text(spec)):
        with at(f"gaps[{spec.gaps.index(group[0])}]"):
            gaps.check_set(group)
            _correct(spec, group)
    _check_weights(spec)
    return (*warnings, *chance_warnings(chance(spec)))


def _check_weights(spec: Spec) -> None:
    """Raise InvalidSpec where too many sums are possible to look at all of them."""
    alike = Counter(gap.weight for gap in spec.gaps if gap.options)
    if prod(count + 1 for count in alike.values()) > _MAX_SUMS:
        raise InvalidSpec(Message(_("Too many different weights: give more gaps the same one.")))


def _gap_warnings(spec: Spec, gap: Gap, place: str) -> tuple[Message, ...]:
    try:
        warnings = _check_gap(spec, gap)
    except InvalidSpec as error:
        said = _in_gap(gap, error.message, within(place, error.place))
        raise InvalidSpec(said, said.place) from error
    return tuple(
        _in_gap(gap, warning, within(place, warning.place if isinstance(warning, Warned) else ""))
        for warning in warnings
    )


def _in_gap(gap: Gap, said: Message, place: str) -> Warned:
    return Warned(_("Gap [[%(gap)s]]: %(said)s"), {"gap": gap.id, "said": said}, place=place)


def _check_gap(spec: Spec, gap: Gap) -> tuple[Message, ...]:
    if bool(gap.variants) == bool(gap.options):
        raise InvalidSpec(Message(_("Give either the accepted answers or options to choose.")))
    if gap.weight <= 0:
        raise InvalidSpec(Message(_("The weight must be above 0.")), "weight")
    if gap.variants:
        return short_answer.check_spec(as_short_answer(gap, spec))
    with at("options"):
        options.check_options(gap.options, _MAX_OPTIONS)
        if len({option.is_right for option in gap.options}) < 2:
            raise InvalidSpec(Message(_("At least one option is right and at least one is wrong.")))
    return ()


def parse(spec: Spec, raw: object, language: str) -> Response | None:
    """Return what is in the gaps, None if all are blank; raise InvalidResponse for all else."""
    if raw is None:
        return None
    if not isinstance(raw, dict) or not raw.keys() <= set(part_ids(spec)):
        raise InvalidResponse(Message(_("This answer could not be read.")))
    given = [(gap.id, _read(gap, raw.get(gap.id))) for gap in _in_text(spec)]
    # All together make the answer that has a limit.
    read_text("".join(text for _gap_id, text in given))
    return tuple((gap_id, text) for gap_id, text in given if text.strip()) or None


def _read(gap: Gap, raw: object) -> str:
    text = read_text(raw)
    if gap.options and text.strip():
        return options.require_known(text, _option_ids(gap))
    return text


def compared(spec: Spec, response: Response) -> object:
    """Return what is in the gaps, typed text as it is matched."""
    typed = {gap.id: as_short_answer(gap, spec) for gap in spec.gaps if gap.variants}
    return tuple(
        (gap_id, short_answer.compared(typed[gap_id], text) if gap_id in typed else text)
        for gap_id, text in response
    )


def score(spec: Spec, response: Response) -> Score:
    """Return the weighted mean of the gaps, with a note if one of them is a near miss.

    As in Moodle (question/type/multianswer/question.php); sets are our own rule. The whole is a
    near miss where nothing else that was given is wrong: or else a misspelled gap would make tries
    at all the others free.
    """
    judged = _judged(spec, response)
    weights = {gap.id: gap.weight for gap in spec.gaps}
    earned = sum((each.fraction * weights[each.gap_id] for each in judged), ZERO)
    has_near_miss = any(each.is_near_miss for each in judged)
    given = dict(response)
    is_near_miss = has_near_miss and all(
        each.is_near_miss for each in judged if each.gap_id in given and each.fraction != ONE
    )
    return Score(
        earned / sum(weights.values()),
        parts=tuple(PartScore(each.gap_id, each.fraction) for each in judged),
        notes=(Message(_("Close: check the spelling.")),) if has_near_miss else (),
        is_near_miss=is_near_miss,
    )


def correct_response(spec: Spec) -> object:
    """Return a text or an option's id for each gap; raise InvalidSpec if not all can be right."""
    found = [_correct(spec, group) for group in gaps.groups(_in_text(spec))]
    return {gap_id: right for group in found for gap_id, right in group.items()}


def chance(spec: Spec) -> Fraction:
    """Return the mean over all ways to pick, no text twice in a set; typed gaps earn 0."""
    return mean(guesses(spec))


def guesses(spec: Spec) -> Mapping[Fraction, int]:
    """Return how many ways to pick earn each fraction, the sets put together one by one."""
    if not any(gap.options for gap in spec.gaps):
        return {}
    found: Mapping[Fraction, int] = {ZERO: 1}
    for group in gaps.groups(spec.gaps):
        found = _with_set(found, group)
    whole = sum(gap.weight for gap in spec.gaps)
    return {earned / whole: ways for earned, ways in found.items()}


def _with_set(found: Mapping[Fraction, int], group: Sequence[Gap]) -> Mapping[Fraction, int]:
    added: Counter[Fraction] = Counter()
    for (earned, ways), (right, more) in product(found.items(), gaps.guesses(group).items()):
        added[earned + right * group[0].weight] += ways * more
    return +added


def instruction(spec: Spec) -> Message | None:
    """Return which gaps make a set, by number: `chance` counts on its being said."""
    numbers = {gap_id: number for number, gap_id in enumerate(part_ids(spec), start=1)}
    sets = [group for group in gaps.groups(_in_text(spec)) if group[0].set]
    if not sets:
        return None
    if len(sets[0]) == len(spec.gaps):
        return Message(_("The order does not matter. Each answer counts once."))
    told = "; ".join(", ".join(str(numbers[gap.id]) for gap in group) for group in sets)
    return Message(
        _("In these gaps the order does not matter, and each answer counts once: %(gaps)s."),
        {"gaps": told},
    )


def shuffled(spec: Spec, rng: random.Random) -> tuple[str, ...]:
    """Return the ids of all options, gap by gap; the gaps of a set show theirs in one order."""
    shown: list[str] = []
    orders: dict[str, tuple[str, ...]] = {}
    for gap in _in_text(spec):
        order = options.shuffled_ids(gap.options, is_shuffled=spec.is_shuffled, rng=rng)
        if spec.is_shuffled and gap.set:
            order = _in_same_order(gap, orders.setdefault(gap.set, _texts_of(gap, order)))
        shown += order
    return tuple(shown)


def _texts_of(gap: Gap, ids: Iterable[str]) -> tuple[str, ...]:
    by_id = {option.id: gaps.plain(option) for option in gap.options}
    return tuple(by_id[each] for each in ids)


def _in_same_order(gap: Gap, order: Sequence[str]) -> tuple[str, ...]:
    by_text = {gaps.plain(option): option.id for option in gap.options}
    return tuple(by_text[text] for text in order)


def part_ids(spec: Spec) -> tuple[str, ...]:
    """Return the gaps' ids in the order of the text."""
    return gaps.places(spec.text)


def choices(spec: Spec, part_id: str) -> tuple[str, ...]:
    """Return the ids of the gap's options; () if it is typed."""
    return next((_option_ids(gap) for gap in spec.gaps if gap.id == part_id), ())


def option_count(spec: Spec) -> int | None:
    """Return the number of options of the gap that has the fewest; None if one is typed."""
    return min(len(gap.options) for gap in spec.gaps) or None


def texts(spec: Spec) -> Mapping[str, str]:
    """Return the text, the options' texts and the feedback; variants are plain text."""
    told = [gaps.feedback_texts(group) for group in gaps.groups(_in_text(spec))]
    return {
        **public_texts(spec),
        **{key: text for group in told for key, text in group.items()},
    }


def public_texts(spec: Spec) -> Mapping[str, str]:
    """Return the text and the options' texts."""
    picked = (option for gap in spec.gaps for option in gap.options)
    return {"block:text": spec.text, **options.option_texts(picked)}


def feedback_keys(spec: Spec, response: Response) -> tuple[str, ...]:
    """Return the keys of the feedback on what is in the gaps, in the order of the text."""
    return tuple(each.feedback_key for each in _judged(spec, response) if each.feedback_key)


def samples() -> tuple[Sample, ...]:
    """Return gaps of both sorts, alone and in sets."""
    return (*_samples_of_single_gaps(), *_samples_of_typed_sets(), *_samples_of_picked_sets())


def _option_ids(gap: Gap) -> tuple[str, ...]:
    return tuple(option.id for option in gap.options)


def _in_text(spec: Spec) -> tuple[Gap, ...]:
    by_id = {gap.id: gap for gap in spec.gaps}
    return tuple(by_id[gap_id] for gap_id in part_ids(spec))


def _judged(spec: Spec, response: Response) -> tuple[Judged, ...]:
    given = dict(response)
    found = {
        each.gap_id: each
        for group in gaps.groups(_in_text(spec))
        for each in (
            gaps.judged_picked(group, given)
            if group[0].options
            else judged_typed(group, given, spec)
        )
    }
    return tuple(found[gap_id] for gap_id in part_ids(spec))


def _correct(spec: Spec, group: Sequence[Gap]) -> Mapping[str, str]:
    found = gaps.correct_picked(group) if group[0].options else correct_typed(group, spec)
    if len(found) < len(group):
        raise InvalidSpec(Message(_("Each gap of a set needs a right answer of its own.")))
    return found


def _samples_of_single_gaps() -> tuple[Sample, ...]:
    city = (Variant("Astana", ONE, "Yes."), Variant("Kazakhstan", Fraction(1, 2), "Which city?"))
    month = (
        GapOption("june", "June", is_right=True),
        GapOption("may", "May", is_right=False, feedback="That was the first summit."),
        GapOption("january", "January", is_right=False),
    )
    spec = Spec(
        "The second summit took place in [[city]] in [[month]] 2025.",
        (Gap("month", options=month), Gap("city", city, weight=Fraction(2))),
    )
    return (
        Sample(spec, {"city": " astana ", "month": "june"}, ONE),
        Sample(spec, {"city": "Kazakhstan", "month": "june"}, Fraction(2, 3)),
        Sample(spec, {"city": "Astana"}, Fraction(2, 3)),
        Sample(spec, {"city": "", "month": "june"}, Fraction(1, 3)),
        Sample(spec, {"city": "Xi'an", "month": "may"}, ZERO),
        Sample(spec, {"city": " ", "month": None}, "blank"),
        Sample(spec, {}, "blank"),
        Sample(spec, None, "blank"),
        Sample(spec, {"city": "Astana", "month": "June"}, "unreadable"),
        Sample(spec, {"city": "Astana", "year": "2025"}, "unreadable"),
        Sample(spec, ["Astana", "june"], "unreadable"),
    )


def _samples_of_typed_sets() -> tuple[Sample, ...]:
    goods = (("grapes", ""), ("walnuts", "Yes, walnuts."), ("music", ""))
    spec = Spec(
        "Central Asia gave China [[a]], [[b]] and [[c]].",
        tuple(
            Gap(gap_id, (Variant(text, ONE, told),), set="goods")
            for gap_id, (text, told) in zip("abc", goods, strict=True)
        ),
    )
    return (
        Sample(spec, {"a": "music", "b": "grapes", "c": "walnuts"}, ONE),
        Sample(spec, {"a": "music", "c": "Grapes"}, Fraction(2, 3)),
        Sample(spec, {"a": "grapes", "b": "Grapes", "c": "silk"}, Fraction(1, 3)),
        Sample(spec, {"b": "silk"}, ZERO),
    )


def _samples_of_picked_sets() -> tuple[Sample, ...]:
    cities = ("Samarkand", "Bukhara", "Merv", "Astana", "Xi'an", "Beijing")
    spec = Spec(
        "On the old road were [[first]] and [[second]].",
        tuple(
            Gap(
                gap_id,
                options=tuple(
                    GapOption(f"{gap_id}-{place}", text, is_right=place < 3)
                    for place, text in enumerate(cities)
                ),
                set="cities",
            )
            for gap_id in ("first", "second")
        ),
    )
    return (
        Sample(spec, {"first": "first-2", "second": "second-0"}, ONE),
        Sample(spec, {"first": "first-1", "second": "second-1"}, Fraction(1, 2)),
        Sample(spec, {"first": "first-4", "second": "second-1"}, Fraction(1, 2)),
        Sample(spec, {"second": "second-3"}, ZERO),
        Sample(spec, {"first": "second-0"}, "unreadable"),
    )
