"""Brings what fixtures derive from what authors write up to date: HTML, offsets, seals.

An author edits text, spec, explanation or quotes in a fixture's JSON; this writes the rest.
`--check` writes nothing and fails when something is stale.
"""

import json
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from quizzes.engine.kinds.base import InvalidSpec, load_spec
from quizzes.engine.kinds.registry import kind_of
from quizzes.engine.publishing import render, searched
from quizzes.engine.text import find_quote
from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.bank import Question, QuestionVersion

Row = dict[str, Any]


class Command(BaseCommand):
    """The command."""

    help = "Refresh the derived columns of the fixtures in fixtures/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        parser.add_argument("--check", action="store_true", help="only say what is stale")

    def handle(self, *, check: bool, **_: object) -> None:
        """Refresh every folder of fixtures."""
        stale = [
            str(path.relative_to(settings.BASE_DIR))
            for folder in sorted((settings.BASE_DIR / "fixtures").iterdir())
            for path, old, new in refreshed(folder)
            if old != new and (check or path.write_text(new, encoding="utf-8"))
        ]
        if check and stale:
            raise CommandError(f"Stale, run manage.py refresh_fixtures: {', '.join(stale)}")
        self.stdout.write(f"{len(stale)} files refreshed.")


def refreshed(folder: Path) -> list[tuple[Path, str, str]]:
    """Return each fixture of a folder with its text as it is and as it should be."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.json"))}
    rows = {path: json.loads(text) for path, text in texts.items()}
    every = [row for file in rows.values() for row in file]
    articles = {
        tuple(map(str, (*row["fields"]["article"], row["fields"]["number"]))): row["fields"]
        for row in every
        if row["model"] == "quizzes.articlerevision"
    }
    for row in every:
        _refresh(row, articles)
    return [
        (path, texts[path], json.dumps(rows[path], ensure_ascii=False, indent=1) + "\n")
        for path in texts
    ]


def _refresh(row: Row, articles: dict[tuple[str, ...], Row]) -> None:
    fields = row["fields"]
    if row["model"] == "quizzes.articlerevision":
        parent = Article(public_id=fields["article"][0])
        fields["seal"] = ArticleRevision(article=parent, **_own(fields, "article")).sealed()
    elif row["model"] == "quizzes.question":
        fields["topics"].sort()
    elif row["model"] == "quizzes.questionversion":
        _refresh_version(fields)
    elif row["model"] == "quizzes.evidence":
        text = articles[tuple(map(str, fields["revision"]))]["text"]
        _refresh_evidence(fields, text)


def _refresh_version(fields: Row) -> None:
    kind = kind_of(fields["kind"])
    try:
        spec = load_spec(kind, fields["spec"])
        kind.check_spec(spec)
    except InvalidSpec as error:
        raise CommandError(f"{fields['question']}: {error}") from error
    texts = (fields["stem"], fields["explanation"], fields["hints"])
    fields["rendered"] = render(kind, spec, *texts)
    stem, explanation, hints = texts
    fields["searched"] = searched(stem, fields["spec"], explanation, hints)
    parent = Question(public_id=fields["question"][0])
    fields["seal"] = QuestionVersion(question=parent, **_own(fields, "question")).sealed()


def _refresh_evidence(fields: Row, text: str) -> None:
    span = find_quote(text, fields["quote"], near=fields.get("start"))
    if span is None:
        raise CommandError(f"{fields['version']}: the article does not say “{fields['quote']}”")
    fields["start"], fields["end"] = span.start, span.end
    fields["quote"] = span.of(text)


def _own(fields: Row, parent: str) -> Row:
    """Return the columns of the row itself, moments read."""
    own = {name: value for name, value in fields.items() if name != parent}
    own["created_at"] = datetime.fromisoformat(own["created_at"])
    return own
