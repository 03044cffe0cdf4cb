"""The weakest passages of the articles that a class is asked about, with what was said instead."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from quizzes.engine.progress.teaching import FirstAnswer, Share, need_of, share_of
from quizzes.models.accounts import User
from quizzes.models.bank import Evidence, Question, QuestionVersion
from quizzes.queries.analysis.teaching.answers import ClassAnswers
from quizzes.queries.analysis.teaching.wrong import WrongAnswer, most_given

# What earns more than this (0..1) need not be taught again.
WELL = 0.75
MOST_LINES, MOST_ASKED = 6, 4


@dataclass(frozen=True, slots=True)
class ArticleName:
    """An article as pages call it."""

    key: int
    public_id: UUID
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article that questions rest on."""

    text: str
    article: ArticleName


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a passage; without `public_id` it is not the viewer's to open."""

    public_id: UUID | None
    stem: str
    share: Share
    wrong: WrongAnswer | None


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that the same questions rest on, or a question that rests on none.

    `asked` are the questions that were missed most; `other_count` how many more there are.
    """

    quotes: tuple[Quote, ...]
    share: Share
    asked: tuple[Asked, ...]
    other_count: int


@dataclass(frozen=True, slots=True)
class Again:
    """Passages to teach again, the weakest first, and the articles that questions rest on."""

    passages: tuple[Passage, ...]
    articles: tuple[ArticleName, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """Questions that rest on the same words, the one that was missed most first."""

    questions: Sequence[int]
    answers: list[FirstAnswer]

    @property
    def shown(self) -> Sequence[int]:
        """Those that a page has room for."""
        return self.questions[:MOST_ASKED]


def passages_of(page: ClassAnswers, viewer: User) -> Again:
    """Return the passages of a class to teach again. Four queries at most."""
    quotes = quotes_of({each.version for each in page.answers})
    by_question: dict[int, list[FirstAnswer]] = defaultdict(list)
    own: dict[int, dict[Quote, None]] = defaultdict(dict)
    for answer in page.answers:
        by_question[answer.question].append(answer)
    for version, question in {(each.version, each.question) for each in page.answers}:
        own[question] |= dict.fromkeys(quotes.get(version, ()))
    weakest = _weakest(by_question, own)
    shown = [each for group in weakest for key in group.shown for each in by_question[key]]
    asked = _asked(shown, by_question, viewer)
    return Again(
        passages=tuple(_passage(group, own, asked) for group in weakest),
        articles=_articles(page.answers, quotes),
    )


def quotes_of(versions: Collection[int]) -> Mapping[int, Sequence[Quote]]:
    """Return what versions rest on, in order. One query."""
    found: dict[int, list[Quote]] = defaultdict(list)
    names: dict[int, ArticleName] = {}
    rows = Evidence.objects.filter(version__in=list(versions)).order_by("version_id", "order")
    for version, quote, key, public_id, title, language in rows.values_list(
        "version_id",
        "quote",
        "revision__article_id",
        "revision__article__public_id",
        "revision__title",
        "revision__language",
    ):
        name = names.setdefault(key, ArticleName(key, public_id, title, language))
        found[version].append(Quote(quote, name))
    return found


def _weakest(
    by_question: Mapping[int, list[FirstAnswer]], own: Mapping[int, Mapping[Quote, None]]
) -> Sequence[_Group]:
    """Return questions that rest on the same words, those that were missed most first."""
    alike: dict[Any, list[int]] = defaultdict(list)
    for question in by_question:
        alike[frozenset(own[question]) or question].append(question)
    groups = [
        _Group(
            sorted(several, key=lambda key: (share_of(by_question[key]).mean or 0, key)),
            [each for key in several for each in by_question[key]],
        )
        for several in alike.values()
    ]
    told = [(need_of(each.answers), min(each.questions), each) for each in groups]
    return [
        group
        for _need, _key, group in sorted(told, key=lambda each: (-each[0], each[1]))
        if (share := share_of(group.answers)).is_told and (share.mean or 0) < WELL
    ][:MOST_LINES]


def _asked(
    answers: Sequence[FirstAnswer], by_question: Mapping[int, list[FirstAnswer]], viewer: User
) -> Mapping[int, Asked]:
    """Return the questions of answers. Three queries, none without any."""
    if not answers:
        return {}
    versions = QuestionVersion.objects.in_bulk({each.version for each in answers})
    newest = {each.question_id: each for each in sorted(versions.values(), key=_number)}
    wrong = most_given(answers, versions)
    mine = Question.objects.visible_to(viewer).filter(pk__in=list(newest))
    opened = dict(mine.values_list("pk", "public_id"))
    return {
        key: Asked(opened.get(key), version.plain_stem, share_of(by_question[key]), wrong.get(key))
        for key, version in newest.items()
    }


def _number(version: QuestionVersion) -> int:
    return version.number


def _passage(
    group: _Group, own: Mapping[int, Mapping[Quote, None]], asked: Mapping[int, Asked]
) -> Passage:
    return Passage(
        quotes=tuple(own[min(group.questions)]),
        share=share_of(group.answers),
        asked=tuple(asked[key] for key in group.shown),
        other_count=len(group.questions) - len(group.shown),
    )


def _articles(
    answers: Iterable[FirstAnswer], quotes: Mapping[int, Sequence[Quote]]
) -> tuple[ArticleName, ...]:
    found = {quote.article: None for answer in answers for quote in quotes.get(answer.version, ())}
    return tuple(sorted(found, key=lambda each: each.title.casefold()))
