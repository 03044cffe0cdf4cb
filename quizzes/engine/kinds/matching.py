"""Matching: each pair's text is given an answer out of one list; every right pair earns a share."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from quizzes.engine.kinds import defaults, options
from quizzes.engine.kinds.base import (
    InvalidResponse,
    InvalidSpec,
    Sample,
    Shape,
    Warned,
    chance_warnings,
    first_repeated,
    mean,
    read_text,
)
from quizzes.engine.scoring import ONE, ZERO, PartScore, Score
from quizzes.engine.words import Message, ngettext
from quizzes.engine.words import mark as _

name = "matching"
label = Message(_("Matching"))
shape = Shape.PARTS
compared = defaults.compared
reading = defaults.reading
chosen = defaults.chosen

_LEAST = 2
_MAX_PAIRS = 20
_MAX_ANSWERS = 30

# Pair id and id of the answer as shown, sorted; a pair that is left blank is not in it.
Response = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """What is asked, the id of its right answer, and what is told where that was not chosen."""

    id: str
    text: str
    answer: str
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be chosen, by every pair. One that is right for no pair is a distractor."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Spec:
    """The pairs in the order to show; answers with the same text are one, the first of them."""

    pairs: tuple[Pair, ...]
    answers: tuple[Answer, ...]
    is_shuffled: bool = True


def check_spec(spec: Spec) -> tuple[Message, ...]:
    """Return warnings about a key that is easily guessed; raise InvalidSpec for a mistake."""
    _check_counts(spec)
    ids = [*part_ids(spec), *(answer.id for answer in spec.answers)]
    if any(not options.is_id(id_) for id_ in ids):
        raise InvalidSpec(
            Message(_("The ids of pairs and answers must be plain letters and digits."))
        )
    if len(set(ids)) < len(ids):
        raise InvalidSpec(Message(_("Two pairs or answers have the same id.")))
    if not all((*_folded_texts(spec.pairs), *_folded_texts(spec.answers))):
        raise InvalidSpec(Message(_("A pair or an answer has no text.")))
    texts = list(_folded_texts(spec.pairs))
    if len(set(texts)) < len(spec.pairs):
        place = f"pairs[{first_repeated(texts)}].text"
        raise InvalidSpec(Message(_("Two pairs have the same text.")), place)
    if not {pair.answer for pair in spec.pairs} <= {answer.id for answer in spec.answers}:
        raise InvalidSpec(Message(_("The right answer of a pair is not among the answers.")))
    return (*chance_warnings(chance(spec)), *_order_warnings(spec))


def _check_counts(spec: Spec) -> None:
    if len(spec.pairs) < _LEAST or len(spec.answers) < _LEAST:
        message = Message(_("A question needs at least two pairs and two answers."))
        raise InvalidSpec(message, "pairs")
    if len(spec.pairs) > _MAX_PAIRS:
        raise InvalidSpec(
            ngettext("At most %(count)s pair.", "At most %(count)s pairs.", _MAX_PAIRS)
        )
    if len(spec.answers) > _MAX_ANSWERS:
        raise InvalidSpec(
            ngettext("At most %(count)s answer.", "At most %(count)s answers.", _MAX_ANSWERS)
        )


def _order_warnings(spec: Spec) -> tuple[Message, ...]:
    right = tuple(_key(spec).values())
    if spec.is_shuffled or right != choices(spec, "")[: len(right)]:
        return ()
    said = _("The answers stand in the order of their pairs: shuffle them.")
    return (Warned(said, place="pairs"),)


def parse(spec: Spec, raw: object, language: str) -> Response | None:
    """Return the answers by pair, None if all are blank; raise InvalidResponse for anything else.

    Of answers with the same text the one that is shown stands for all, so that no choice between
    them makes another try.
    """
    if raw is None:
        return None
    if not isinstance(raw, dict) or not raw.keys() <= set(part_ids(spec)):
        raise InvalidResponse(Message(_("This answer could not be read.")))
    shown = _shown_ids(spec)
    written = ((pair_id, read_text(answer_id)) for pair_id, answer_id in raw.items())
    picked = [
        (pair_id, shown[options.require_known(answer_id, shown)])
        for pair_id, answer_id in written
        if answer_id.strip()
    ]
    return tuple(sorted(picked)) or None


def score(spec: Spec, response: Response) -> Score:
    """Return right pairs / pairs, and 1 or 0 for each pair, 0 where it is left blank.

    As in Moodle (question/type/match/question.php).
    """
    right = _right_pairs(spec, response)
    parts = tuple(
        PartScore(pair_id, ONE if pair_id in right else ZERO) for pair_id in part_ids(spec)
    )
    return Score(Fraction(len(right), len(spec.pairs)), parts)


def correct_response(spec: Spec) -> object:
    """Return the id of the right answer, as shown, by pair id."""
    return _key(spec)


def chance(spec: Spec) -> Fraction:
    """Return 1 / answers shown: each pair takes any of them, and one of them is right."""
    return mean(guesses(spec))


def guesses(spec: Spec) -> Mapping[Fraction, int]:
    """Return how many ways to answer every pair earn each fraction.

    The pairs that are right are chosen; each of the rest has one of the other answers.
    """
    pairs, others = len(spec.pairs), len(choices(spec, "")) - 1
    return {
        Fraction(right, pairs): comb(pairs, right) * others ** (pairs - right)
        for right in range(pairs + 1)
    }


def instruction(spec: Spec) -> Message | None:
    """Return the rule that holds for every matching, so that it tells nothing about the key."""
    return Message(
        _("Choose an answer for each line. An answer can be right more than once, or not at all.")
    )


def shuffled(spec: Spec, rng: random.Random) -> tuple[str, ...]:
    """Return the pairs' ids in the author's order, then those of the answers to show."""
    answer_ids = list(choices(spec, ""))
    if spec.is_shuffled:
        rng.shuffle(answer_ids)
    return (*part_ids(spec), *answer_ids)


def part_ids(spec: Spec) -> tuple[str, ...]:
    """Return the pairs' ids in the author's order."""
    return tuple(pair.id for pair in spec.pairs)


def choices(spec: Spec, part_id: str) -> tuple[str, ...]:
    """Return the ids of the answers that are shown, each text once; the same for every pair."""
    return tuple(dict.fromkeys(_shown_ids(spec).values()))


def option_count(spec: Spec) -> int | None:
    """Return the number of answers that are shown."""
    return len(choices(spec, ""))


def texts(spec: Spec) -> Mapping[str, str]:
    """Return the texts of all pairs and answers, and the feedback there is."""
    return {**public_texts(spec), **options.feedback_texts(spec.pairs)}


def public_texts(spec: Spec) -> Mapping[str, str]:
    """Return the texts of all pairs and answers, of those that repeat another as well."""
    answers = {answer.id: answer.text for answer in spec.answers}
    return {**options.option_texts(spec.pairs), **answers}


def feedback_keys(spec: Spec, response: Response) -> tuple[str, ...]:
    """Return the keys of the feedback of all pairs that are not right, blank ones included."""
    right = _right_pairs(spec, response)
    return tuple(options.feedback_texts(pair for pair in spec.pairs if pair.id not in right))


def samples() -> tuple[Sample, ...]:
    """Return pairs with a distractor, an answer used twice and two answers with one text."""
    cities = Spec(
        (
            Pair("r", "Registan", "s", "The Registan is a square in Samarkand."),
            Pair("k", "Ark", "b", "See paragraph 3."),
            Pair("w", "Bibi-Khanym Mosque", "t"),
            Pair("m", "Magok-i-Attari Mosque", "b"),
        ),
        (
            Answer("s", "Samarkand"),
            Answer("b", "Bukhara"),
            Answer("t", "Samarkand "),
            Answer("x", "Khiva"),
        ),
    )
    years = Spec(
        (Pair("p", "First summit", "2"), Pair("q", "Second summit", "1")),
        (Answer("1", "2025"), Answer("2", "2023")),
        is_shuffled=False,
    )
    return (
        Sample(cities, {"r": "s", "k": "b", "w": "t", "m": "b"}, ONE),
        Sample(cities, {"r": "t", "k": "b", "w": "s", "m": "b"}, ONE),
        Sample(cities, {"r": "s", "k": "b", "w": "b", "m": "x"}, Fraction(1, 2)),
        Sample(cities, {"m": "b", "r": ""}, Fraction(1, 4)),
        Sample(cities, {"r": "x", "k": "x", "w": "x", "m": "x"}, ZERO),
        Sample(cities, {"r": "", "k": " ", "w": None}, "blank"),
        Sample(cities, {}, "blank"),
        Sample(cities, None, "blank"),
        Sample(cities, {"z": "s"}, "unreadable"),
        Sample(cities, {"r": "z"}, "unreadable"),
        Sample(cities, {"r": ["s"]}, "unreadable"),
        Sample(cities, ["s", "b"], "unreadable"),
        Sample(years, {"p": "2", "q": "1"}, ONE),
        Sample(years, {"p": "2", "q": "2"}, Fraction(1, 2)),
        Sample(years, {"p": "1", "q": "2"}, ZERO),
    )


def _folded_texts(entries: Iterable[Pair | Answer]) -> list[str]:
    return [" ".join(entry.text.split()) for entry in entries]


def _shown_ids(spec: Spec) -> Mapping[str, str]:
    first: dict[str, str] = {}
    written = zip(spec.answers, _folded_texts(spec.answers), strict=True)
    return {answer.id: first.setdefault(text, answer.id) for answer, text in written}


def _key(spec: Spec) -> dict[str, str]:
    shown = _shown_ids(spec)
    return {pair.id: shown[pair.answer] for pair in spec.pairs}


def _right_pairs(spec: Spec, response: Response) -> frozenset[str]:
    return frozenset(pair_id for pair_id, _answer in _key(spec).items() & set(response))
