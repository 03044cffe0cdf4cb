"""Rows that are written once: their seals, their numbers without a gap, their quotes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import models
from django.db.models import Count, F, Max, Min

from quizzes.engine.publishing import searched
from quizzes.models.articles import ArticleRevision
from quizzes.models.attempts import AcceptedLateStep, AttemptItem, Mark, Step
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Evidence, QuestionVersion
from quizzes.queries.records.difference import Difference, difference

# Rows in memory at a time.
CHUNK = 1000

Model = type[models.Model]

# Tables whose rows carry a seal, with the row that `sealed()` asks beside its own.
SEALED: Mapping[Model, Sequence[str]] = {
    Step: (),
    Mark: (),
    AcceptedLateStep: (),
    AuditRecord: (),
    QuestionVersion: ("question",),
    ArticleRevision: ("article",),
}
# Tables that count from 1 for each owner: a gap is a row that was removed.
NUMBERED: Mapping[Model, tuple[str, str]] = {
    AttemptItem: ("attempt", "position"),
    Step: ("item", "revision"),
    Mark: ("item", "number"),
    QuestionVersion: ("question", "number"),
    ArticleRevision: ("article", "number"),
}


def broken_seals(model: Model, parents: Sequence[str]) -> Iterator[Difference]:
    """Yield the rows of a table that are not as they were written. One query."""
    rows: models.QuerySet[Any] = model._base_manager.order_by("pk")
    for row in rows.select_related(*parents).iterator(chunk_size=CHUNK):
        if row.seal != row.sealed():
            yield difference(model, row.pk, "seal", row.seal, row.sealed())


def gaps(model: Model, owner: str, number: str) -> Iterator[Difference]:
    """Yield the owners that lack a row before their last. One query."""
    counted = model._base_manager.values(owner).annotate(
        first=Min(number), last=Max(number), rows=Count("pk")
    )
    for found in counted.exclude(first=1, last=F("rows")).order_by(owner).iterator(CHUNK):
        yield difference(
            model,
            f"of {owner} {found[owner]}",
            number,
            f"{found['first']} to {found['last']} in {found['rows']} rows",
            f"1 to {found['last']} in {found['last']} rows",
        )


def stale_searches() -> Iterator[Difference]:
    """Yield the versions in which a search looks for something else than they say. One query."""
    for version in QuestionVersion.objects.order_by("pk").iterator(chunk_size=CHUNK):
        said = searched(version.stem, version.spec, version.explanation, version.hints)
        if version.searched != said:
            yield difference(QuestionVersion, version.pk, "searched", version.searched, said)


def misquotes() -> Iterator[Difference]:
    """Yield evidence that is not what stands in the article. A query for each revision."""
    text_of: tuple[int, str] | None = None
    # In the order of revisions, so that one text at a time is enough.
    for piece in Evidence.objects.order_by("revision", "pk").iterator(chunk_size=CHUNK):
        if text_of is None or text_of[0] != piece.revision_id:
            text_of = (piece.revision_id, piece.revision.text)
        said = text_of[1][piece.start : piece.end]
        if piece.quote != said:
            yield difference(Evidence, piece.pk, "quote", piece.quote, said)
