"""Which parts of a text questions rest on: sentence by sentence, section by section."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizzes.engine.text import Block, Span, sentences_of


@dataclass(frozen=True, slots=True)
class Ground:
    """A stretch of the text that a question rests on."""

    question: int
    span: Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section of a text, and what of it is asked about.

    `title` is its heading, "" for what stands before the first one; `questions` are those that
    rest on it, each once.
    """

    title: str
    paragraph_count: int
    sentence_count: int
    asked_paragraphs: int
    asked_sentences: int
    questions: tuple[int, ...]

    @property
    def is_gap(self) -> bool:
        """Whether no question rests on any of it."""
        return not self.asked_sentences


def resting_on(blocks: Sequence[Block], grounds: Iterable[Ground]) -> Mapping[str, tuple[int, ...]]:
    """Return the questions that rest on each sentence, by its id; sentences without are left out.

    A question counts once for a sentence, however often it quotes it.
    """
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for ground in grounds:
        for sentence in sentences_of(blocks, ground.span):
            found[sentence.id][ground.question] = None
    return {sentence: tuple(questions) for sentence, questions in found.items()}


def stretches(
    text: str, blocks: Sequence[Block], resting: Mapping[str, tuple[int, ...]]
) -> tuple[Stretch, ...]:
    """Return the sections of a text in order; headings that follow each other make one."""
    found: list[tuple[list[str], list[Block]]] = [([], [])]
    for block in blocks:
        if block.kind == "heading":
            if found[-1][1]:
                found.append(([], []))
            found[-1][0].append(block.span.of(text))
        else:
            found[-1][1].append(block)
    return tuple(_stretch(" · ".join(titles), own, resting) for titles, own in found if own)


def _stretch(
    title: str, paragraphs: Sequence[Block], resting: Mapping[str, tuple[int, ...]]
) -> Stretch:
    asked = [[s for s in each.sentences if s.id in resting] for each in paragraphs]
    questions = {question: None for own in asked for s in own for question in resting[s.id]}
    return Stretch(
        title=title,
        paragraph_count=len(paragraphs),
        sentence_count=sum(len(each.sentences) for each in paragraphs),
        asked_paragraphs=sum(bool(own) for own in asked),
        asked_sentences=sum(len(own) for own in asked),
        questions=tuple(questions),
    )
