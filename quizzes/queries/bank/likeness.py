"""Questions that are much like others, among those that a teacher sees."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from quizzes.engine.likeness import Sketch, grouped, likely_pairs, shingles, sketch
from quizzes.engine.likeness import likeness as likeness_of
from quizzes.models.accounts import User
from quizzes.models.bank import Question, QuestionVersion

# Shares of shingles in common from which on two questions are shown as alike: all that they say,
# and, while one is being written, their stems.
ALIKE, ALIKE_STEMS = 0.6, 0.5
MOST_SIMILAR = 5

_MOST_SKETCHED, _MOST_NAMED = 100_000, 5_000
# By seal: a version never changes, so that a process sketches it once.
_sketched: dict[str, Sketch] = {}


@dataclass(frozen=True, slots=True)
class Similar:
    """A question whose stem is much like one that is being written; `likeness`: 0..1."""

    public_id: UUID
    stem: str
    status: str
    likeness: float


def similar_questions(
    viewer: User, stem: str, article_id: int | None, excluding: UUID | None = None
) -> Sequence[Similar]:
    """Return the questions that ask nearly the same, the likest first, five at most.

    One query, and one for what was found. Looked at are those that the viewer sees, about one
    article or, without one, about any; `excluding`: the public id of what is being written.
    """
    written = shingles(stem)
    seen = Question.objects.visible_to(viewer)
    versions = QuestionVersion.objects.newest().filter(question__in=seen)
    if article_id is not None:
        versions = versions.filter(question__article=article_id)
    if excluding is not None:
        versions = versions.exclude(question__public_id=excluding)
    likest = sorted(
        (
            (share, pk)
            for pk, other in versions.values_list("pk", "stem")
            if (share := likeness_of(written, _shingles(other))) >= ALIKE_STEMS
        ),
        reverse=True,
    )[:MOST_SIMILAR]
    chosen = QuestionVersion.objects.select_related("question")
    shown = chosen.in_bulk([pk for _share, pk in likest]) if likest else {}
    return [_similar(shown[pk], share) for share, pk in likest]


def _similar(version: QuestionVersion, share: float) -> Similar:
    question: Question = version.question
    return Similar(question.public_id, version.stem, question.status, share)


def alike_to(version: QuestionVersion, viewer: User) -> Sequence[Similar]:
    """Return the questions that ask nearly the same about the same article. Two queries at most."""
    question = version.question
    return similar_questions(viewer, version.stem, question.article_id, question.public_id)


# Stems are short, and a bank is asked about again with every pause in typing.
_shingles = lru_cache(maxsize=32_768)(shingles)


def alike_groups(viewer: User) -> Sequence[Sequence[int]]:
    """Return the keys of questions that are much alike, group by group, among those that one sees.

    Retired questions are left out. One query, and for what this process has not met one for every
    five thousand versions, twice at most.
    """
    seen = Question.objects.visible_to(viewer).exclude(status=Question.Status.RETIRED)
    versions = QuestionVersion.objects.newest().filter(question__in=seen)
    seals = dict(versions.values_list("pk", "seal"))
    return _groups(tuple(sorted(seals.items())))


@lru_cache(maxsize=8)
def _groups(versions: tuple[tuple[int, str], ...]) -> Sequence[Sequence[int]]:
    seals = dict(versions)
    pairs = list(likely_pairs(_sketches(seals)))
    texts = _texts({pk for pair in pairs for pk in pair})
    said = {pk: shingles(text) for pk, (_question, text) in texts.items()}
    alike = [pair for pair in pairs if likeness_of(said[pair[0]], said[pair[1]]) >= ALIKE]
    return [[texts[pk][0] for pk in group] for group in grouped(alike)]


def _sketches(seals: Mapping[int, str]) -> Mapping[int, Sketch]:
    unknown = [pk for pk, seal in seals.items() if seal not in _sketched]
    if len(_sketched) + len(unknown) > _MOST_SKETCHED:
        _sketched.clear()
        unknown = list(seals)
    for pk, (_question, text) in _texts(unknown).items():
        _sketched[seals[pk]] = sketch(text)
    return {pk: _sketched[seal] for pk, seal in seals.items()}


def _texts(versions: Collection[int]) -> Mapping[int, tuple[int, str]]:
    """Return question and text of versions. A query for every so many, none for none."""
    wanted = list(versions)
    found: dict[int, tuple[int, str]] = {}
    for start in range(0, len(wanted), _MOST_NAMED):
        some = QuestionVersion.objects.filter(pk__in=wanted[start : start + _MOST_NAMED])
        found |= {
            pk: (key, text) for pk, key, text in some.values_list("pk", "question", "searched")
        }
    return found
