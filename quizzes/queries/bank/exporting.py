"""Questions as our own JSON, for other sites and for keeping: the format is in README.md."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from quizzes.models.articles import ArticleRevision
from quizzes.models.bank import Evidence, Question, QuestionVersion
from quizzes.queries.bank.versions import evidence_by_version

FORMAT, FORMAT_VERSION = "quizsite-questions", 1
AT_ONCE = 200


def exported(ids: Sequence[int], now: datetime) -> Iterator[str]:
    """Yield the pieces of a JSON file of questions, in order, by their newest versions.

    Four queries for every two hundred questions, so that a file of any length needs little memory.
    """
    head = {"format": FORMAT, "version": FORMAT_VERSION, "exported_at": now.isoformat()}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "questions": ['
    comma = ""
    for start in range(0, len(ids), AT_ONCE):
        for question in _questions(ids[start : start + AT_ONCE]):
            yield f"{comma}\n{json.dumps(question, ensure_ascii=False)}"
            comma = ","
    yield "\n]}\n"


def _questions(ids: Sequence[int]) -> Iterator[Mapping[str, Any]]:
    versions = list(
        QuestionVersion.objects.newest().filter(question__in=ids).select_related("question")
    )
    prefetch_related_objects(versions, "question__topics")
    evidence = evidence_by_version([version.pk for version in versions])
    revisions = _revisions(versions)
    by_question = {version.question_id: version for version in versions}
    for pk in ids:
        if (version := by_question.get(pk)) is not None:
            yield _question(version, evidence.get(version.pk, ()), revisions)


def _revisions(versions: Collection[QuestionVersion]) -> Mapping[int, ArticleRevision]:
    """Return the newest revision of each article, by the article's key."""
    articles = {version.question.article_id for version in versions}
    revisions = ArticleRevision.objects.filter(article__in=articles).defer("text")
    ordered = revisions.select_related("article").order_by("number")
    return {revision.article_id: revision for revision in ordered}


def _question(
    version: QuestionVersion,
    evidence: Sequence[Evidence],
    revisions: Mapping[int, ArticleRevision],
) -> Mapping[str, Any]:
    question: Question = version.question
    revision = revisions.get(question.article_id) if question.article_id else None
    return {
        "id": str(question.public_id),
        "version": version.number,
        "changed_at": version.created_at.isoformat(),
        "status": question.status,
        "kind": version.kind,
        "stem": version.stem,
        "spec": version.spec,
        "explanation": version.explanation,
        "hints": version.hints,
        "is_all_or_nothing": version.is_all_or_nothing,
        "bloom": version.bloom,
        "difficulty": version.difficulty,
        "topics": [{"slug": each.slug, "name": each.name} for each in question.topics.all()],
        "article": None if revision is None else _article(revision),
        "evidence": [each.quote for each in evidence],
    }


def _article(revision: ArticleRevision) -> Mapping[str, Any]:
    return {
        "id": str(revision.article.public_id),
        "revision": revision.number,
        "title": revision.title,
        "author": revision.author,
        "source": revision.source,
        "language": revision.language,
    }
