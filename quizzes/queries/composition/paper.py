"""A quiz on paper: variants shuffled by a seed, every kind laid out for a pen."""

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase

from django.core.files.storage import default_storage
from django.utils.translation import gettext

from quizzes.engine import drawing
from quizzes.engine.paper.sheet import Section, Sheets, Text, Variant
from quizzes.engine.scoring import ZERO
from quizzes.models.articles import ArticleRevision
from quizzes.models.bank import Media, QuestionVersion
from quizzes.models.composition import Quiz
from quizzes.queries.composition.asked import Asked, Place, places_of
from quizzes.queries.composition.on_paper import laid_out, points_written

MOST_VARIANTS = 8
_IMAGE = re.compile(r'src="(/media/([0-9a-f-]{36})\.[a-z]+)"')


@dataclass(frozen=True, slots=True)
class Wish:
    """How a quiz is put on paper. `shuffles` None is as the quiz says; all else is by the seed."""

    variants: int = 1
    seed: int = 0
    shuffles: bool | None = None
    shows_text: bool = False
    # The letters of the variants that are made now; empty for all.
    only: str = ""


def sheets_of(quiz: Quiz, wish: Wish) -> Sheets:
    """Return a quiz on paper. Five queries at most, and the files of its images."""
    places = places_of(quiz)
    letters = [each for each in ascii_uppercase[: wish.variants] if each in (wish.only or each)]
    variants = tuple(_variant(quiz, places, wish, letter) for letter in letters)
    first = variants[0].sections if variants else ()
    return Sheets(
        title=quiz.title,
        description=quiz.description,
        language=quiz.language,
        variants=variants,
        text=_text(quiz) if wish.shows_text else None,
        words=_words(),
        images=_images(version for place in places for version in place.versions),
        question_count=sum(len(section.questions) for section in first),
    )


def _variant(quiz: Quiz, places: Sequence[Place], wish: Wish, letter: str) -> Variant:
    """Return one shuffle: what is drawn, in which order, with which options where.

    Questions are shuffled within their section, whose instructions they need. Of a quiz with draws
    each variant draws anew.
    """
    # The seed and the letter name the shuffle, in every run of Python.
    rng = random.Random(f"{wish.seed}{letter}")  # noqa: S311 - a shuffle to replay, not a secret
    is_shuffled = quiz.shuffles_questions if wish.shuffles is None else wish.shuffles
    sections, number, total = [], 1, ZERO
    for (title, instructions), group in groupby(_drawn(places, rng), _section_of):
        asked = list(group)
        if is_shuffled:
            rng.shuffle(asked)
        questions = []
        for each in asked:
            questions.append(laid_out(each.version, number, each.points, quiz.language, rng))
            number, total = number + 1, total + each.points
        sections.append(Section(title, instructions, tuple(questions)))
    return Variant(
        letter=letter if wish.variants > 1 else "",
        code=f"{wish.seed:X}-{letter}",
        sections=tuple(sections),
        points=points_written(total),
    )


def _section_of(asked: Asked) -> tuple[str, str]:
    return asked.section_title, asked.instructions


def _drawn(places: Sequence[Place], rng: random.Random) -> Iterator[Asked]:
    """Yield what a variant asks, in the order of the places, drawn as for somebody new to all."""
    found = drawing.drawn([place.drawn_from for place in places], {}, rng)
    for place, questions in zip(places, found, strict=True):
        yield from map(place.asking, questions)


def _text(quiz: Quiz) -> Text | None:
    """Return the article's newest text. One query."""
    revisions = ArticleRevision.objects.filter(article=quiz.article_id).order_by("-number")
    revision = revisions.first()
    if revision is None:
        return None
    return Text(
        title=revision.title,
        byline=revision.author,
        attribution=revision.attribution,
        language=revision.language,
        blocks=tuple(
            (block.kind == "heading", " ".join(block.span.of(revision.text).split()))
            for block in revision.blocks()
        ),
    )


def _images(versions: Iterable[QuestionVersion]) -> Mapping[str, bytes]:
    """Return the files of all images in these texts, by their address. One query, none for none."""
    asked = {
        found[2]: found[1]
        for version in versions
        for html in version.rendered.values()
        for found in _IMAGE.finditer(html)
    }
    files = {}
    for media in Media.objects.filter(public_id__in=asked) if asked else ():
        try:
            with default_storage.open(media.path) as file:
                files[asked[str(media.public_id)]] = file.read()
        except FileNotFoundError:
            continue
    return files


def _words() -> Mapping[str, str]:
    """Return the words of the sheets themselves, in the reader's language."""
    return {
        "questions": gettext("Questions"),
        "answers": gettext("Answer sheet"),
        "key": gettext("Key"),
        "variant": gettext("Variant %(letter)s"),
        "numbered": gettext("%(page)s of %(total)s"),
        "name": gettext("Name"),
        "class": gettext("Class"),
        "date": gettext("Date"),
        "reached": gettext("Points: _____ of %(points)s"),
        "points": gettext("Points: %(points)s"),
        "model": gettext("How it could be answered"),
        "why": gettext("Why"),
    }
