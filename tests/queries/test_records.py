"""Verifying: what is damaged is named, what is whole is not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from fractions import Fraction
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from quizzes.models.attempts import AcceptedLateStep, Attempt, AttemptItem, Mark, Step
from quizzes.models.bank import Evidence, QuestionVersion
from quizzes.queries.records import ATTEMPT_CACHE, ITEM_CACHE, NUMBERED, SEALED, caches, differences
from quizzes.services import articles, attempts, grading
from tests import factories
from tests.factories import NOW, incoming, save, start, take

pytestmark = [pytest.mark.rows, pytest.mark.django_db]

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

# Columns that are no cache: what the start froze, a person set, or the moment of handing in.
ATTEMPT_SET = {
    "added_seconds",
    "kept_share",
    "id",
    "public_id",
    "student",
    "assignment",
    "quiz",
    "preview_of",
    "is_practice",
    "learned_at",
    "number",
    "seed",
    "behavior",
    "grading_method",
    "review_preset",
    "review_policy",
    "layout",
    "navigation",
    "article_revision",
    "language",
    "late_percent",
    "started_at",
    "deadline",
    "due_at",
    "position",
    "reading_place",
    "submitted_at",
    "ended_by",
}
ITEM_SET = {
    "id",
    "attempt",
    "position",
    "quiz_order",
    "version",
    "points",
    "option_order",
    "section_title",
    "instructions",
    "is_flagged",
    "is_dropped",
}
OTHER = {
    bool: lambda value: not value,
    int: lambda value: value + 100,
    Fraction: lambda value: value + Fraction(1, 7),
    date: lambda value: value + DAY,
    UUID: lambda _: uuid4(),
    str: lambda value: "!" + value[1:],
}


def found() -> list[tuple[str, str, str]]:
    return [(each.table, each.key, each.column) for each in differences()]


def other_value(field: models.Field, value: object) -> object:
    """Return a value of the same type that the column could hold and does not."""
    if field.is_relation:
        rows = field.related_model._base_manager.exclude(pk=value).order_by("-pk")
        return rows.values_list("pk", flat=True)[0]
    if isinstance(field, models.JSONField):
        return {"damaged": value}
    if isinstance(field, models.DateTimeField):
        return value + timedelta(microseconds=1) if value else NOW
    return OTHER.get(type(value), lambda _: Fraction(1, 7))(value)


@contextmanager
def damaged(row: models.Model, column: str) -> Iterator[None]:
    """Change one column behind everybody's back, and back."""
    field = row._meta.get_field(column)
    value = other_value(field, getattr(row, field.attname))
    with transaction.atomic():
        type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: value})
        yield
        transaction.set_rollback(True)


def erase(row: models.Model) -> None:
    """Remove a row behind everybody's back."""
    rows = type(row)._base_manager.filter(pk=row.pk)
    rows._raw_delete(rows.db)


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture(scope="class")
def histories(world):
    """Attempts of every sort: open and done, late and in time, regraded, checked, unreadable."""
    article = factories.make_article(title="Another").article
    revision = articles.publish_revision(
        article=article, title="Another", text="New.", published_on=NOW.date(), actor=None, now=NOW
    )
    question = factories.make_version(revision=revision).question
    take(world.quiz, world.carol, {1: "b", 2: ["a", "b", "c"], 3: "astana"})
    take(world.quiz, world.dan, {})
    checked = start(
        factories.make_quiz(("single_choice", "true_false", "short_answer"), behavior="immediate"),
        world.carol,
    )
    save(checked, incoming(1, "a"), incoming(2, "true", action="check"))
    save(checked, incoming(1, "c", base=1), incoming(3, ["nobody"]))
    handed_in_late(world)
    factories.make_version(question=question, revision=revision, quotes=("New.",))
    start(world.quiz, factories.make_user("eve"))
    return world


def handed_in_late(world) -> Attempt:
    """Return an attempt that the clock ended a day late, with a late answer that was accepted."""
    given = factories.make_assignment(
        world.quiz,
        world.classroom,
        world.alice,
        opens_at=NOW - DAY,
        due_at=NOW - MINUTE,
        limit_seconds=600,
        late_percent=10,
    )
    attempt = start(given, world.bob)
    save(attempt, incoming(1, "a"), incoming(3, "Astanaa"))
    attempts.close_overdue(now=NOW + 20 * MINUTE)
    save(attempt, incoming(1, "b", base=1), now=NOW + 21 * MINUTE)
    late = Step.objects.get(item__attempt=attempt, is_late=True)
    grading.accept_late_step(step=late, actor=world.alice, reason="ill", now=NOW + DAY)
    attempt.refresh_from_db()
    return attempt


class TestDifferences:
    def test_finds_none_where_nothing_is_damaged(self, histories):
        assert found() == []

    @pytest.mark.parametrize("is_open", [True, False])
    def test_names_every_cached_column_of_a_question(self, histories, is_open):
        items = AttemptItem.objects.filter(attempt__submitted_at__isnull=is_open)
        item = items.select_related("attempt").order_by("-pk")[0]
        for column in ITEM_CACHE:
            with damaged(item, column):
                assert found() == [("AttemptItem", key_of(item), column)]

    @pytest.mark.parametrize("is_open", [True, False])
    def test_names_every_cached_column_of_an_attempt(self, histories, is_open):
        attempt = Attempt.objects.filter(submitted_at__isnull=is_open).order_by("-pk")[0]
        for column in ATTEMPT_CACHE:
            with damaged(attempt, column):
                assert found() == [("Attempt", str(attempt.public_id), column)]

    def test_knows_every_column_that_is_a_cache(self):
        for table, cache, known in (
            (Attempt, ATTEMPT_CACHE, ATTEMPT_SET),
            (AttemptItem, ITEM_CACHE, ITEM_SET),
        ):
            names = {field.name for field in table._meta.concrete_fields}
            assert names - set(cache) == known, f"{table.__name__}: is the new column a cache?"

    @pytest.mark.parametrize("table", SEALED, ids=lambda table: table.__name__)
    def test_names_every_column_of_an_append_only_row(self, histories, table):
        row = table._base_manager.order_by("-pk")[0]
        for field in table._meta.concrete_fields:
            if not field.primary_key:
                with damaged(row, field.name):
                    column = field.name if field.name == "searched" else "seal"
                    assert (table.__name__, str(row.pk), column) in found(), field.name

    def test_knows_every_table_with_a_seal(self):
        sealed = {table for table in apps.get_models() if hasattr(table, "sealed")}
        assert sealed == set(SEALED)

    @pytest.mark.parametrize(
        "damaged",
        [{"start": 1}, {"end": 2}, {"quote": "Old."}, {"revision": 1}],
        ids=lambda damaged: next(iter(damaged)),
    )
    def test_names_evidence_that_the_article_does_not_say(self, histories, damaged):
        piece = Evidence.objects.get(quote="New.")
        if "revision" in damaged:
            damaged = {"revision": histories.quiz.article.revisions.get()}
        Evidence.objects.filter(pk=piece.pk).update(**damaged)
        assert found() == [("Evidence", str(piece.pk), "quote")]

    @pytest.mark.parametrize("table", NUMBERED, ids=lambda table: table.__name__)
    def test_names_the_owner_of_a_row_that_was_removed(self, histories, table):
        owner, number = NUMBERED[table]
        last = table._base_manager.filter(**{f"{number}__gt": 1}).order_by("-pk")[0]
        first = table._base_manager.get(
            **{owner: getattr(last, owner), number: getattr(last, number) - 1}
        )
        erase(first)
        key = f"of {owner} {getattr(last, f'{owner}_id')}"
        assert (table.__name__, key, number) in found()

    def test_names_the_last_step_that_was_removed(self, histories):
        step = Step.objects.filter(acceptance=None).order_by("-pk")[0]
        erase(step)
        assert ("AttemptItem", key_of(step.item), "last_revision") in found()

    def test_names_the_only_mark_that_was_removed(self, histories):
        mark = Mark.objects.filter(item__mark_count=1).order_by("-pk")[0]
        erase(mark)
        assert {("AttemptItem", key_of(mark.item), "marks")} <= set(found())

    def test_names_the_mark_that_an_acceptance_was_removed_from(self, histories):
        accepted = AcceptedLateStep.objects.get()
        mark = Mark.objects.get(number=2)
        erase(accepted)
        assert ("Mark", str(mark.pk), "fraction") in found()
        assert ("AttemptItem", key_of(mark.item), "counted_revision") in found()

    def test_names_the_mark_that_is_not_what_the_steps_come_to(self, histories):
        mark = Mark.objects.filter(fraction=1).order_by("-pk")[0]
        mark.fraction = Fraction(1, 2)
        mark.seal = mark.sealed()
        mark.save()
        assert ("Mark", str(mark.pk), "fraction") in found()

    def test_takes_the_word_of_a_person_for_a_mark(self, histories):
        done = take(histories.quiz, histories.carol, {1: "a"})
        item = done.items.select_related("version").get(position=1)
        mark = Mark(
            item=item,
            number=2,
            fraction=Fraction(1, 2),
            source=Mark.Source.PERSON,
            marker=histories.alice,
            version=item.version,
            revision=1,
            at=NOW,
        )
        mark.seal = mark.sealed()
        mark.save()
        item.fraction = item.first_fraction = mark.fraction
        item.mark_count = 2
        item.save()
        attempts.update_totals(done, done.items.all())
        assert found() == []

    def test_goes_on_after_a_question_that_no_rule_can_read(self, histories):
        item = AttemptItem.objects.get(version__kind="true_false")
        QuestionVersion.objects.filter(pk=item.version_id).update(spec={"nothing": "known"})
        last = Attempt.objects.submitted().order_by("-pk")[0]
        Attempt.objects.filter(pk=last.pk).update(answered_count=9)
        assert ("Attempt", str(last.public_id), "answered_count") in found()
        assert ("AttemptItem", key_of(item), "steps") in found()

    def test_reads_receipts_of_an_earlier_secret(self, histories, settings):
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "a new one"
        assert found() == []
        settings.SECRET_KEY_FALLBACKS = []
        assert {column for _, _, column in found()} == {"receipt"}

    def test_looks_at_every_chunk(self, histories, monkeypatch):
        monkeypatch.setattr(caches, "CHUNK", 1)
        Attempt.objects.update(answered_count=9)
        assert len(found()) == Attempt.objects.count() > 3

    def test_asks_as_many_queries_for_many_attempts(self, histories):
        for number in range(3):
            take(histories.quiz, factories.make_user(f"few{number}"))
        few = query_count()
        for number in range(20):
            take(histories.quiz, factories.make_user(f"many{number}"))
        assert query_count() == few


class TestCommand:
    def test_says_what_it_has_verified(self, histories):
        said = StringIO()
        call_command("verify_records", stdout=said)
        assert f"{Attempt.objects.count()} attempts" in said.getvalue()
        assert f"{Step.objects.count()} steps" in said.getvalue()
        assert said.getvalue().endswith("verified.\n")

    def test_prints_a_line_for_each_difference_and_fails(self, histories):
        attempt = Attempt.objects.submitted().order_by("-pk")[0]
        Attempt.objects.filter(pk=attempt.pk).update(answered_count=9, days_late=4)
        said = StringIO()
        with pytest.raises(CommandError, match="2 differences") as error:
            call_command("verify_records", stdout=said)
        assert error.value.returncode == 1
        assert said.getvalue().splitlines() == [
            f"Attempt {attempt.public_id}: answered_count is 9, but the records come to 2",
            f"Attempt {attempt.public_id}: days_late is 4, but the records come to 1",
        ]


def key_of(item: AttemptItem) -> str:
    return f"{item.attempt.public_id} question {item.position}"


def query_count() -> int:
    with CaptureQueriesContext(connection) as queries:
        assert found() == []
    return len(queries)
