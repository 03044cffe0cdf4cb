"""One question for a pen: letters, lines, boxes, and what is right in the same letters."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from string import ascii_uppercase
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext, ngettext

from quizzes.engine.kinds import essay, evidence
from quizzes.engine.kinds.base import Shape
from quizzes.engine.markup import literal
from quizzes.engine.paper.prose import prose
from quizzes.engine.paper.sheet import Bank, Look, Option, Question, Words
from quizzes.engine.scoring import ONE, shown
from quizzes.engine.words import Message
from quizzes.models.bank import QuestionVersion

# The place of a gap in a text (see Kind.texts).
GAP = re.compile(r"\[\[([A-Za-z0-9_-]{1,40})\]\]")
TEXT = "block:text"
BLANK, NO_BREAK = "__________", "\N{NO-BREAK SPACE}"
# So many words stand on a line, in a hand of middling size.
WORDS_PER_ROW = 9
FEWEST_ROWS, MOST_ROWS, ROWS_UNSAID = 6, 40, 14


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question in the order of one variant: its texts by id, and the ids in order."""

    version: QuestionVersion
    order: Sequence[str]
    texts: Mapping[str, str]
    right: Any

    def words(self, key: str) -> Words:
        return Words(self.texts.get(key, ""), str(self.version.rendered.get(key, "")))

    def lettered(self, ids: Sequence[str]) -> tuple[Option, ...]:
        return tuple(Option(letter_of(n), self.words(each)) for n, each in enumerate(ids))


def letter_of(place: int) -> str:
    """Return A to Z, then AA: a single choice can have forty options."""
    first, last = divmod(place, len(ascii_uppercase))
    return (ascii_uppercase[first - 1] if first else "") + ascii_uppercase[last]


def points_written(points: Fraction) -> str:
    """Return points with two decimals at most, as they are written."""
    return str(localize(shown(points)))


def laid_out(
    version: QuestionVersion, number: int, points: Fraction, language: str, rng: random.Random
) -> Question:
    """Return a question as it stands on paper, its options shuffled. No query."""
    kind, spec = version.kind_module, version.loaded_spec
    asked = _Asked(version, kind.shuffled(spec, rng), kind.texts(spec), kind.correct_response(spec))
    told = kind.instruction(spec)
    written = points_written(points)
    question = Question(
        number=number,
        points=ngettext("%(points)s point", "%(points)s points", 1 if points == ONE else 2)
        % {"points": written},
        look=Look.LINES,
        stem=Words(version.stem, str(version.rendered.get("stem", ""))),
        instruction=_said(told) if told else "",
        language=language,
        explanation=Words(version.explanation, str(version.rendered.get("explanation", ""))),
    )
    return _LAYOUTS[version.kind](question, asked)


def _said(message: Message) -> str:
    """Return a message in the reader's language, as `words` of the templates does."""
    if message.plural:
        text = ngettext(message.text, message.plural, message.count or 1)
    else:
        text = gettext(message.text)
    return text % message.params if message.params else text


def _choice(question: Question, asked: _Asked) -> Question:
    is_one = asked.version.kind_module.shape is Shape.ONE
    right = [asked.right] if is_one else asked.right
    options = asked.lettered(asked.order)
    letters = [each.letter for each, key in zip(options, asked.order, strict=True) if key in right]
    look = Look.ONE if is_one else Look.MANY
    return replace(question, look=look, options=options, key=(", ".join(letters),))


def _true_false(question: Question, asked: _Asked) -> Question:
    names = {"true": gettext("True"), "false": gettext("False")}
    options = tuple(
        Option(letter_of(place), Words(literal(names[each]), names[each]))
        for place, each in enumerate(asked.order)
    )
    letter = letter_of(list(asked.order).index(asked.right))
    return replace(
        question, look=Look.ONE, options=options, key=(f"{letter}: {names[asked.right]}",)
    )


def _short_answer(question: Question, asked: _Asked) -> Question:
    full = [each.text for each in asked.version.loaded_spec.variants if each.fraction == ONE]
    return replace(question, rows=1, key=(" / ".join(full),))


def _numeric(question: Question, asked: _Asked) -> Question:
    return replace(question, rows=1, key=(str(asked.right),))


def _cloze(question: Question, asked: _Asked) -> Question:
    kind, spec = asked.version.kind_module, asked.version.loaded_spec
    parts = kind.part_ids(spec)
    numbers = {part: f"({place})" for place, part in enumerate(parts, start=1)}
    banks = []
    for part in parts:
        choices = kind.choices(spec, part)
        words = tuple(_bare(asked.texts[each]) for each in asked.order if each in choices)
        if words:
            banks.append(Bank(numbers[part], words))
    right = {
        part: _bare(asked.texts[value]) if kind.choices(spec, part) else value
        for part, value in asked.right.items()
    }
    text = Words(
        GAP.sub(
            lambda gap: f"{numbers[gap[1]]}\N{NO-BREAK SPACE}{literal(BLANK)}", asked.texts[TEXT]
        ),
        GAP.sub(lambda gap: f"{numbers[gap[1]]} {BLANK}", str(asked.version.rendered[TEXT])),
    )
    return replace(
        question,
        look=Look.GAPS,
        text=text,
        banks=tuple(banks),
        lines=tuple(Option(numbers[part], Words("", "")) for part in parts),
        key=tuple(f"{numbers[part]} {right[part]}" for part in parts),
    )


def _bare(markdown: str) -> str:
    """Return the words of one line of Markdown, for a list of words in which no mark is meant."""
    return "".join(each.text for each in prose(markdown))


def _matching(question: Question, asked: _Asked) -> Question:
    kind, spec = asked.version.kind_module, asked.version.loaded_spec
    pairs = kind.part_ids(spec)
    answers = [each for each in asked.order if each not in pairs]
    options = asked.lettered(answers)
    letters = {key: option.letter for key, option in zip(answers, options, strict=True)}
    lines = tuple(Option(str(n), asked.words(pair)) for n, pair in enumerate(pairs, start=1))
    key = "   ".join(
        f"{line.letter} {letters[asked.right[pair]]}"
        for line, pair in zip(lines, pairs, strict=True)
    )
    told = gettext("Write a letter on each line. One can be right more than once, or not at all.")
    return replace(
        question, look=Look.MATCH, lines=lines, options=options, key=(key,), instruction=told
    )


def _ordering(question: Question, asked: _Asked) -> Question:
    options = asked.lettered(asked.order)
    letters = dict(zip(asked.order, (each.letter for each in options), strict=True))
    told = gettext("Number these from first (1) to last (%(last)s).") % {"last": len(options)}
    key = (" – ".join(letters[each] for each in asked.right),)
    return replace(question, look=Look.ORDER, options=options, key=key, instruction=told)


def _evidence(question: Question, asked: _Asked) -> Question:
    begins = evidence.paragraph_starts(asked.version.loaded_spec)
    paragraphs: list[list[Option]] = []
    numbers = {}
    for place, each in enumerate(asked.order, start=1):
        numbers[each] = str(place)
        if each in begins or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(Option(str(place), asked.words(each)))
    key = tuple(
        ", ".join(sorted((numbers[each] for each in accepted.sentences), key=int))
        for accepted in asked.version.loaded_spec.accepted
    )
    passage = tuple(map(tuple, paragraphs))
    return replace(question, look=Look.PASSAGE, passage=passage, key=(_either(key),))


def _either(keys: Sequence[str]) -> str:
    return f" {gettext('or')} ".join(keys)


def _level(level: essay.Level) -> str:
    return f"{_bare(level.text)} ({points_written(level.points)})"


def _essay(question: Question, asked: _Asked) -> Question:
    spec = asked.version.loaded_spec
    words = spec.most_words or spec.least_words * 3 // 2
    rows = -(-words // WORDS_PER_ROW) if words else ROWS_UNSAID
    rubric = tuple(
        f"{_bare(each.text)}: "
        + "; ".join(
            f"{_bare(level.text)} ({points_written(level.points)})" for level in each.levels
        )
        for each in spec.criteria
    )
    return replace(
        question,
        rows=min(max(rows, FEWEST_ROWS), MOST_ROWS),
        key=rubric,
        model=asked.words(essay.MODEL) if spec.model_answer else None,
    )


_LAYOUTS: Mapping[str, Callable[[Question, _Asked], Question]] = {
    "single_choice": _choice,
    "multiple_choice": _choice,
    "true_false": _true_false,
    "short_answer": _short_answer,
    "numeric": _numeric,
    "cloze": _cloze,
    "matching": _matching,
    "ordering": _ordering,
    "evidence": _evidence,
    "essay": _essay,
}
