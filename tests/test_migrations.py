"""Migrations that run over rows: from the state before, with rows in it."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from quizzes.models.bank import QuestionVersion

pytestmark = [pytest.mark.rows, pytest.mark.django_db(transaction=True)]

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def migrate_to():
    """Bring the tables to a migration and return its models; at the end, to the newest again."""

    def migrate(name):
        executor = MigrationExecutor(connection)
        executor.migrate([("quizzes", name)])
        return MigrationExecutor(connection).loader.project_state([("quizzes", name)]).apps

    yield migrate
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_versions_from_before_there_were_hints_keep_their_seal(migrate_to):
    before = migrate_to("0001_initial")
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
    migrate_to("0008_searched")
    version = QuestionVersion.objects.get()
    assert version.hints == []
    assert version.seal == version.sealed() == sealed
    assert version.searched == "the article states that it rains.\nit does."
