"""Essay: a long text, which a person marks by the author's rubric."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from quizzes.engine.kinds import defaults, options
from quizzes.engine.kinds.base import MAX_RAW_CHARACTERS, InvalidSpec, Sample, Shape, at, read_text
from quizzes.engine.scoring import ZERO, Score
from quizzes.engine.words import Message, ngettext
from quizzes.engine.words import mark as _

name = "essay"
label = Message(_("Essay"))
shape = Shape.LONG_TEXT
compared = defaults.compared
guesses = defaults.guesses
shuffled = defaults.shuffled
part_ids = defaults.part_ids
choices = defaults.choices
option_count = defaults.option_count
reading = defaults.reading
public_texts = defaults.public_texts
chosen = defaults.chosen

_MAX_CRITERIA = 10
_LEAST_LEVELS, _MOST_LEVELS = 2, 8
# So many of six letters and a space, nearly, are what an answer can hold.
_MAX_WORDS = 3_000

MODEL = "feedback:block:model"

_IDEOGRAPHS = r"\u3005\u3041-\u3096\u309d-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_IDEOGRAPH = re.compile(rf"[{_IDEOGRAPHS}\U00020000-\U0003fffd]")
# Apostrophes, hyphens, points inside of Catalan and Hebrew words, and what joins letters unseen.
_JOINERS = frozenset("'’-‐‑·׳״\N{SOFT HYPHEN}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")
_WORD = re.compile(r"im*|[ld][ldm]*(?:(?:j|(?<=d)p(?=d))[ld][ldm]*)*")


@dataclass(frozen=True, slots=True)
class Level:
    """How well a criterion can be met, and the points for it."""

    id: str
    text: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is looked at, with its levels from the best to the worst or the reverse."""

    id: str
    text: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Spec:
    """The rubric, how many words are asked for (0: no bound), and how it could be answered."""

    criteria: tuple[Criterion, ...]
    least_words: int = 0
    most_words: int = 0
    model_answer: str = ""


def check_spec(spec: Spec) -> tuple[Message, ...]:
    """Return (): nothing can be had by guessing; raise InvalidSpec for a mistake."""
    if not spec.criteria:
        raise InvalidSpec(Message(_("The rubric has no criterion.")), "criteria")
    if len(spec.criteria) > _MAX_CRITERIA:
        raise InvalidSpec(
            ngettext("At most %(count)s criterion.", "At most %(count)s criteria.", _MAX_CRITERIA)
        )
    for place, criterion in enumerate(spec.criteria):
        with at(f"criteria[{place}]"):
            _check_criterion(criterion)
    options.check_ids([each.id for each in _rubric(spec)])
    _check_words(spec)
    return ()


def _check_criterion(criterion: Criterion) -> None:
    if not _LEAST_LEVELS <= len(criterion.levels) <= _MOST_LEVELS:
        raise InvalidSpec(
            Message(
                _("A criterion has between %(least)s and %(most)s levels."),
                {"least": _LEAST_LEVELS, "most": _MOST_LEVELS},
            ),
            "levels",
        )
    if not all(
        text.strip() for text in (criterion.text, *(each.text for each in criterion.levels))
    ):
        raise InvalidSpec(Message(_("A criterion or a level has no text.")))
    points = [level.points for level in criterion.levels]
    if min(points) != 0 or max(points) == 0:
        message = Message(_("The worst level earns 0 points, the best one more than 0."))
        raise InvalidSpec(message, "levels")
    if points not in (sorted(points), sorted(points, reverse=True)):
        raise InvalidSpec(Message(_("The levels must be in the order of their points.")), "levels")


def _check_words(spec: Spec) -> None:
    least, most = spec.least_words, spec.most_words
    if least < 0 or most < 0:
        raise InvalidSpec(Message(_("A number of words cannot be below 0.")))
    if max(least, most) > _MAX_WORDS:
        raise InvalidSpec(
            ngettext(
                "At most %(count)s word can be asked for.",
                "At most %(count)s words can be asked for.",
                _MAX_WORDS,
            )
        )
    if most and least > most:
        message = Message(_("The least number of words is above the most."))
        raise InvalidSpec(message, "least_words")
    if len(spec.model_answer) > MAX_RAW_CHARACTERS:
        raise InvalidSpec(
            Message(
                _("The model answer can have at most %(limit)s characters."),
                {"limit": MAX_RAW_CHARACTERS},
            )
        )


def parse(spec: Spec, raw: object, language: str) -> str | None:
    """Return the text as typed, None if blank; raise InvalidResponse for what is no text."""
    return text if (text := read_text(raw)).strip() else None


def score(spec: Spec, response: str) -> Score:
    """Return a score that waits for a person."""
    return Score(None)


def fraction_of(spec: Spec, levels: Mapping[str, str]) -> Fraction:
    """Return what a person's mark comes to, 0..1: points / the most points, over all criteria.

    An analytic rubric (Brookhart, How to Create and Use Rubrics, 2013): each criterion by itself.
    `levels` holds the id of the chosen level by criterion. Raise ValueError unless it has one of
    its own levels for each criterion, and nothing else.
    """
    if levels.keys() != {criterion.id for criterion in spec.criteria}:
        raise ValueError("a rubric is marked with one level for each criterion")
    earned = sum((_points(each, levels[each.id]) for each in spec.criteria), ZERO)
    return earned / sum(max(level.points for level in each.levels) for each in spec.criteria)


def _points(criterion: Criterion, level_id: str) -> Fraction:
    for level in criterion.levels:
        if level.id == level_id:
            return level.points
    raise ValueError(f"no level of {criterion.id}: {level_id[:40]!r}")


def count_words(text: str) -> int:
    """Return the number of words: runs of letters and digits with the marks upon them.

    As in Unicode's word boundaries (UAX 29), apostrophes and hyphens inside of a word and the marks
    inside of a number belong to it, and each Chinese character and hiragana is a word. Hyphens
    are ours. Scripts that write no spaces (Thai, Lao, Khmer, Burmese) would need a dictionary:
    there a run between spaces is one word.
    """
    classes = "".join(map(_class_of, unicodedata.normalize("NFC", text)))
    return sum(1 for _word in _WORD.finditer(classes))


def _class_of(character: str) -> str:
    if character in _JOINERS:
        return "j"
    if character in ".,":
        return "p"
    if _IDEOGRAPH.fullmatch(character):
        return "i"
    return {"L": "l", "N": "d", "M": "m"}.get(unicodedata.category(character)[0], " ")


def correct_response(spec: Spec) -> object:
    """Return the model answer, or "": an essay has no right answer, and none earns 1 by itself."""
    return spec.model_answer


def chance(spec: Spec) -> Fraction:
    """Return 0: nobody writes an essay blindly."""
    return ZERO


def instruction(spec: Spec) -> Message | None:
    """Return how many words to write, if that is bounded."""
    least, most = spec.least_words, spec.most_words
    if not least and not most:
        return None
    if not most:
        return ngettext("Write at least %(count)s word.", "Write at least %(count)s words.", least)
    if not least:
        return ngettext("Write at most %(count)s word.", "Write at most %(count)s words.", most)
    if least == most:
        return ngettext("Write %(count)s word.", "Write %(count)s words.", most)
    return ngettext(
        "Write %(least)s to %(count)s word.",
        "Write %(least)s to %(count)s words.",
        most,
        least=least,
    )


def texts(spec: Spec) -> Mapping[str, str]:
    """Return the rubric and the model answer, all of it told afterwards.

    Keys are "feedback:<criterion>", "feedback:<level>" and MODEL.
    """
    told = {f"feedback:{each.id}": each.text for each in _rubric(spec)}
    return told | ({MODEL: spec.model_answer} if spec.model_answer else {})


def feedback_keys(spec: Spec, response: str) -> tuple[str, ...]:
    """Return the keys of the whole rubric and of the model answer, whatever was written."""
    return tuple(texts(spec))


def samples() -> tuple[Sample, ...]:
    """Return texts that wait for a person, with and without a bound on their words."""
    spec = Spec(
        (
            Criterion(
                "claim",
                "Says what the spirit is",
                (
                    Level("claim-full", "All four principles", Fraction(2)),
                    Level("claim-part", "Some of them", Fraction(1)),
                    Level("claim-none", "None of them", ZERO),
                ),
            ),
            Criterion(
                "support",
                "Supports it from the article",
                (
                    Level("support-none", "No sentence of the article", ZERO),
                    Level("support-full", "A fitting sentence", Fraction(3)),
                ),
            ),
        ),
        least_words=80,
        most_words=150,
        model_answer="The spirit is *mutual respect*, trust, benefit and assistance.",
    )
    free = Spec(spec.criteria)
    return (
        Sample(spec, "Mutual respect.\n\nAnd trust.", None),
        Sample(spec, " \n ", "blank"),
        Sample(spec, None, "blank"),
        Sample(spec, "x" * (MAX_RAW_CHARACTERS + 1), "unreadable"),
        Sample(spec, ["Mutual respect."], "unreadable"),
        Sample(free, "共同富裕", None),
    )


def _rubric(spec: Spec) -> Iterator[Criterion | Level]:
    """Yield each criterion and after it its levels."""
    for criterion in spec.criteria:
        yield criterion
        yield from criterion.levels
