"""Evidence: the sentences of a passage that support a claim are picked."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from quizzes.engine.kinds import defaults, options
from quizzes.engine.kinds.base import (
    InvalidResponse,
    InvalidSpec,
    Sample,
    Shape,
    at,
    chance_warnings,
    first,
    mean,
)
from quizzes.engine.markup import literal
from quizzes.engine.scoring import ONE, ZERO, Score
from quizzes.engine.words import Message, ngettext
from quizzes.engine.words import mark as _

name = "evidence"
label = Message(_("Evidence"))
shape = Shape.MANY
compared = defaults.compared
part_ids = defaults.part_ids
option_count = defaults.option_count
reading = defaults.reading

# The chance of a guess looks at every choice of at most a third of the passage.
_LEAST_SENTENCES, _MOST_SENTENCES = 4, 12
_MAX_ACCEPTED = 20


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the passage: plain text of the article, as it is there."""

    id: str
    text: str
    begins_paragraph: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Ids of sentences that support the claim together, and of those that do no harm beside them.

    A sentence that is also fine earns nothing and costs nothing.
    """

    sentences: tuple[str, ...]
    also_fine: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spec:
    """The sentences in the order of the article, and each set of them that is accepted."""

    sentences: tuple[Sentence, ...]
    accepted: tuple[Accepted, ...]


def check_spec(spec: Spec) -> tuple[Message, ...]:
    """Return a warning if guessing earns over half; raise InvalidSpec for a mistake."""
    if not _LEAST_SENTENCES <= len(spec.sentences) <= _MOST_SENTENCES:
        raise InvalidSpec(
            Message(
                _("The passage has between %(least)s and %(most)s sentences."),
                {"least": _LEAST_SENTENCES, "most": _MOST_SENTENCES},
            ),
            "sentences",
        )
    options.check_ids([sentence.id for sentence in spec.sentences])
    if any(not sentence.text.strip() for sentence in spec.sentences):
        raise InvalidSpec(Message(_("A sentence has no text.")))
    with at("accepted"):
        _check_accepted(spec)
    return chance_warnings(chance(spec))


def _check_accepted(spec: Spec) -> None:
    empty = [not each.sentences for each in spec.accepted]
    if any(empty) or not empty:
        place = f"[{first(empty)}]" if empty else ""
        raise InvalidSpec(Message(_("Mark the sentences that support the claim.")), place)
    if len(spec.accepted) > _MAX_ACCEPTED:
        raise InvalidSpec(
            ngettext("At most %(count)s answer.", "At most %(count)s answers.", _MAX_ACCEPTED)
        )
    known = {sentence.id for sentence in spec.sentences}
    for each in spec.accepted:
        named = (*each.sentences, *each.also_fine)
        if not known.issuperset(named):
            raise InvalidSpec(Message(_("An accepted sentence is not in the passage.")))
        if len(set(named)) < len(named):
            raise InvalidSpec(Message(_("A sentence is named twice in one accepted answer.")))
    if len({len(each.sentences) for each in spec.accepted}) > 1:
        raise InvalidSpec(
            Message(_("All accepted answers must have the same number of sentences."))
        )
    if len({frozenset(each.sentences) for each in spec.accepted}) < len(spec.accepted):
        raise InvalidSpec(Message(_("Two accepted answers are the same.")))
    if 3 * _count(spec) > len(spec.sentences):
        raise InvalidSpec(Message(_("At most a third of the passage can be asked for.")))


def parse(spec: Spec, raw: object, language: str) -> frozenset[str] | None:
    """Return the chosen ids, None if there are none; raise InvalidResponse for all else."""
    if raw is None or raw == []:
        return None
    if not isinstance(raw, list):
        raise InvalidResponse(Message(_("This answer could not be read.")))
    known = choices(spec, "")
    response = frozenset(options.require_known(sentence_id, known) for sentence_id in raw)
    if len(response) > _count(spec):
        raise InvalidResponse(
            ngettext(
                "Choose at most %(count)s sentence.",
                "Choose at most %(count)s sentences.",
                _count(spec),
            )
        )
    return response


def score(spec: Spec, response: frozenset[str]) -> Score:
    """Return the best overlap with an accepted set: |chosen & set| / |chosen | set|.

    The coefficient of Jaccard, "The distribution of the flora in the alpine zone" (1912). A
    sentence that is also fine for a set is left out of both.
    """
    return Score(_best_overlap(spec, response))


def _best_overlap(spec: Spec, response: frozenset[str]) -> Fraction:
    return max(_overlap(each, response) for each in spec.accepted)


def _overlap(accepted: Accepted, response: frozenset[str]) -> Fraction:
    wanted, counted = frozenset(accepted.sentences), response.difference(accepted.also_fine)
    return Fraction(len(counted & wanted), len(counted | wanted))


def correct_response(spec: Spec) -> object:
    """Return the ids of the first accepted set."""
    return list(spec.accepted[0].sentences)


def chance(spec: Spec) -> Fraction:
    """Return the mean over all choices of the number told."""
    return mean(guesses(spec))


def guesses(spec: Spec) -> Mapping[Fraction, int]:
    """Return how many choices of the number told earn each fraction."""
    tried = map(frozenset, combinations(choices(spec, ""), _count(spec)))
    return Counter(_best_overlap(spec, guess) for guess in tried)


def instruction(spec: Spec) -> Message | None:
    """Return how many to choose: `chance` counts on its being said."""
    return ngettext("Choose %(count)s sentence.", "Choose %(count)s sentences.", _count(spec))


def shuffled(spec: Spec, rng: random.Random) -> tuple[str, ...]:
    """Return the sentences' ids in the order of the passage, always."""
    return choices(spec, "")


def choices(spec: Spec, part_id: str) -> tuple[str, ...]:
    """Return the ids of all sentences."""
    return tuple(sentence.id for sentence in spec.sentences)


def texts(spec: Spec) -> Mapping[str, str]:
    """Return the sentences, as Markdown that shows them as they are, and the feedback."""
    return {**public_texts(spec), **options.feedback_texts(spec.sentences)}


def public_texts(spec: Spec) -> Mapping[str, str]:
    """Return the sentences."""
    return {sentence.id: literal(sentence.text) for sentence in spec.sentences}


def chosen(response: frozenset[str]) -> frozenset[str]:
    """Return the chosen ids."""
    return response


def feedback_keys(spec: Spec, response: frozenset[str]) -> tuple[str, ...]:
    """Return the keys of the chosen sentences' feedback, in the order of the passage."""
    picked = [sentence for sentence in spec.sentences if sentence.id in response]
    return tuple(options.feedback_texts(picked))


def paragraph_starts(spec: Spec) -> frozenset[str]:
    """Return the ids of the sentences that begin a paragraph."""
    return frozenset(sentence.id for sentence in spec.sentences if sentence.begins_paragraph)


def nearest_key(spec: Spec, response: frozenset[str]) -> frozenset[str]:
    """Return the accepted set nearest to a response, with the chosen that are also fine for it."""
    best = max(spec.accepted, key=lambda accepted: _overlap(accepted, response))
    return frozenset(best.sentences) | response.intersection(best.also_fine)


def samples() -> tuple[Sample, ...]:
    """Return choices of two sentences, and of one that can be either of two."""
    spec = Spec(
        (
            Sentence(
                "a", "The two sides have shared close ties for millennia.", begins_paragraph=True
            ),
            Sentence("b", "Samarkand and Merv were hubs where civilizations met."),
            Sentence("c", "Silk and porcelain reached the rest of the world.", feedback="Yes."),
            Sentence("d", "Grapes, walnuts and music enriched Chinese culture.", feedback="Yes."),
            Sentence(
                "e",
                "The six countries signed a treaty.",
                begins_paragraph=True,
                feedback="Much later.",
            ),
            Sentence("f", "Friendly cooperation has remained the prevailing theme."),
        ),
        (Accepted(("c", "d"), also_fine=("b",)), Accepted(("b", "d"))),
    )
    single = Spec(spec.sentences[:4], (Accepted(("c",)), Accepted(("d",))))
    return (
        Sample(spec, ["c", "d"], ONE),
        Sample(spec, ["d", "b"], ONE),
        Sample(spec, ["c"], Fraction(1, 2)),
        Sample(spec, ["c", "b"], Fraction(1, 2)),
        Sample(spec, ["c", "a"], Fraction(1, 3)),
        Sample(spec, ["a", "e"], ZERO),
        Sample(spec, [], "blank"),
        Sample(spec, None, "blank"),
        Sample(spec, ["b", "c", "d"], "unreadable"),
        Sample(spec, ["c", "z"], "unreadable"),
        Sample(spec, "c", "unreadable"),
        Sample(single, ["d"], ONE),
        Sample(single, ["a"], ZERO),
    )


def _count(spec: Spec) -> int:
    """Return how many sentences are asked for."""
    return len(spec.accepted[0].sentences)
