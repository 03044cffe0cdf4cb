"""Migrations that run over rows: from the state before, with rows in it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from quizzes.models.bank import QuestionVersion

pytestmark = [pytest.mark.rows, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def without_tables(tmp_path) -> Iterator[None]:
    """A new database in place of the one with all tables: going back would take much longer."""
    usual = connections["default"]
    values = {**usual.settings_dict, "NAME": str(tmp_path / "old.sqlite3")}
    is_sqlite = usual.vendor == "sqlite"
    if not is_sqlite:
        values["NAME"] = f"{usual.settings_dict['NAME']}_old"
        ask(usual, f'CREATE DATABASE "{values["NAME"]}"')
    connections["default"] = type(usual)(values, "default")
    yield
    connections["default"].close()
    connections["default"] = usual
    if not is_sqlite:
        ask(usual, f'DROP DATABASE "{values["NAME"]}"')


def ask(database: BaseDatabaseWrapper, statement: str) -> None:
    with database.cursor() as cursor:
        cursor.execute(statement)


def migrated(name: str) -> StateApps:
    """Bring the tables to a migration; return its models."""
    state = MigrationExecutor(connection).migrate([("quizzes", name)])
    return state.apps


def test_versions_from_before_there_were_hints_keep_their_seal(without_tables):
    before = migrated("0001_initial")
    question = before.get_model("quizzes", "Question").objects.create()
    fields = {
        "number": 1,
        "kind": "true_false",
        "stem": "The article states that it rains.",
        "spec": {"is_true": True},
        "explanation": "It does.",
        "rendered": {"stem": "<p>The article states that it rains.</p>"},
        "bloom": "remember",
        "difficulty": "easy",
        "created_at": NOW,
    }
    seal = QuestionVersion(question_id=question.pk, **fields)
    seal.question.public_id = question.public_id
    sealed = seal.sealed()
    before.get_model("quizzes", "QuestionVersion").objects.create(
        question=question, seal=sealed, **fields
    )
    after = migrated("0008_searched").get_model("quizzes", "QuestionVersion")
    version = QuestionVersion(**after.objects.values().get())
    version.question = seal.question
    assert version.hints == []
    assert version.seal == version.sealed() == sealed
    assert version.searched == "the article states that it rains.\nit does."
