"""A class's progress as a table for other programs: a line for each student, by topic."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.utils.text import slugify
from django.utils.translation import gettext as _

from quizzes.engine.scoring import shown
from quizzes.engine.sheets.writing import Cell, csv_bytes
from quizzes.queries.analysis.teaching.answers import ClassAnswers
from quizzes.queries.analysis.teaching.topics import by_student, by_topic, student_line


def progress_file(page: ClassAnswers, now: datetime) -> tuple[str, bytes]:
    """Return the name of a CSV file, and the file. No query."""
    day = now.astimezone(page.classroom.zone).date().isoformat()
    name = slugify(page.classroom.name, allow_unicode=True)[:80] or "class"
    return f"{name}-progress-{day}.csv", csv_bytes(progress_table(page, now))


def progress_table(page: ClassAnswers, now: datetime) -> Sequence[Sequence[Cell]]:
    """Return a line for each student and topic; without enough answers there is no estimate."""
    lines: list[Sequence[Cell]] = [_head()]
    found = by_topic(page.answers, page.topics)
    topics = [
        (topic, by_student(found[topic]))
        for topic in sorted(found, key=lambda topic: topic.name.casefold())
    ]
    for student in page.students.values():
        for topic, answers in topics:
            line = student_line(student, answers.get(student.key, []), now)
            told = line.estimate if line.is_told else None
            lines.append(
                [
                    student.name,
                    student.username,
                    student.number,
                    topic.name,
                    line.share.answers,
                    _percent(line.share.mean),
                    _(line.word.text),
                    _percent(told.mean if told else None),
                    _percent(told.low if told else None),
                    _percent(told.high if told else None),
                ]
            )
    return lines


def _head() -> Sequence[Cell]:
    return [
        _("Student"),
        _("User name"),
        _("Student number"),
        _("Topic"),
        _("First answers"),
        _("Earned, percent"),
        _("How well known"),
        _("Estimate, percent"),
        _("From, percent"),
        _("To, percent"),
    ]


def _percent(share: float | None) -> Decimal | None:
    return None if share is None else shown(Fraction(round(share * 1000), 10))
