"""Writes beside the fixtures what they ask: sections of the article by levels, kinds, quizzes."""

import csv
import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from quizzes.engine.kinds.registry import KINDS
from quizzes.models.bank import QuestionVersion

NAME = "BLUEPRINT.md"
SECTIONS = "sections.csv"


@dataclass(frozen=True, slots=True)
class Question:
    """A shipped question, as the table counts it."""

    section: str
    bloom: str
    kind: str
    quizzes: tuple[str, ...]


class Command(BaseCommand):
    """The command."""

    help = f"Write {NAME} in each folder of fixtures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        parser.add_argument("--check", action="store_true", help="only say what is stale")

    def handle(self, *, check: bool, **_: object) -> None:
        """Write the table of every folder."""
        for folder in sorted((settings.BASE_DIR / "fixtures").iterdir()):
            path, text = folder / NAME, blueprint(folder)
            is_fresh = path.exists() and path.read_text(encoding="utf-8") == text
            if check and not is_fresh:
                raise CommandError(f"{path.parent.name}/{NAME} is stale: run manage.py blueprint")
            path.write_text(text, encoding="utf-8")
            self.stdout.write(text)


def blueprint(folder: Path) -> str:
    """Return the tables of a folder, as Markdown."""
    found = list(questions_in(folder))
    levels = [str(level.value) for level in QuestionVersion.Bloom]
    sections = list(dict.fromkeys(question.section for question in found))
    by_level = _table("section", levels, sections, [(q.section, q.bloom) for q in found])
    by_section = _table("kind", sections, list(KINDS), [(q.kind, q.section) for q in found])
    titles = list(dict.fromkeys(title for q in found for title in q.quizzes))
    by_quiz = _table(
        "kind", titles, list(KINDS), [(q.kind, title) for q in found for title in q.quizzes]
    )
    return "\n".join(
        [
            f"# What {folder.name} asks",
            "",
            "Written by `manage.py blueprint`; the sections are those of `sections.csv`.",
            "",
            *("## Sections by level", "", by_level, ""),
            *("## Kinds by section", "", by_section, ""),
            *("## Kinds by quiz", "", by_quiz, ""),
        ]
    )


def questions_in(folder: Path) -> Iterator[Question]:
    """Yield the newest version of each ready question, by section."""
    rows = [
        row
        for path in sorted(folder.glob("*.json"))
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]
    ready = {
        row["fields"]["public_id"]
        for row in rows
        if row["model"] == "quizzes.question" and row["fields"]["status"] == "ready"
    }
    versions = sorted(_fields(rows, "questionversion"), key=lambda fields: fields["number"])
    newest = {fields["question"][0]: fields for fields in versions}
    titles = {fields["public_id"]: fields["title"] for fields in _fields(rows, "quiz")}
    asked = [
        (each["question"][0], titles[each["section"][0]]) for each in _fields(rows, "quizitem")
    ]
    with (folder / SECTIONS).open(encoding="utf-8", newline="") as file:
        placed = list(csv.DictReader(file))
    if {row["question"] for row in placed} != ready:
        raise CommandError(f"{folder.name}/{SECTIONS} must name every ready question, and no other")
    for row in placed:
        fields = newest[row["question"]]
        own = tuple(title for question, title in asked if question == row["question"])
        yield Question(row["section"], fields["bloom"], fields["kind"], own)


def _fields(rows: Iterable[Any], model: str) -> list[dict[str, Any]]:
    return [row["fields"] for row in rows if row["model"] == f"quizzes.{model}"]


def _table(
    corner: str,
    columns: Sequence[str],
    rows: Sequence[str],
    pairs: Sequence[tuple[str, str]],
) -> str:
    counts = Counter(pairs)
    lines = [[corner, *columns, "all"], ["---"] * (len(columns) + 2)]
    for row in rows:
        numbers = [counts[row, column] for column in columns]
        lines.append([row, *map(str, numbers), str(sum(numbers))])
    sums = [sum(counts[row, column] for row in rows) for column in columns]
    lines.append(["all", *map(str, sums), str(sum(sums))])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
