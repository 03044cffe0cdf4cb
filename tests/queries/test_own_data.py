"""All that is stored about one person: whole, countable, and without what is hidden."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import ForeignKey, OneToOneField
from django.test.utils import CaptureQueriesContext

from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, Strike
from quizzes.models.bank import QuestionVersion
from quizzes.queries.records.own_data import ABOUT, SECTIONS, own_data
from quizzes.services import articles, attempts, grading, review, site
from quizzes.templatetags.own_data import LABELS, labelled
from tests import factories
from tests.factories import NOW, incoming
from tests.views.test_integrity import ANSWERS, PAIRS

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)
SECRETS = ("fraction", "is_right", "is_key", "explanation", "evidence", "feedback", "note", "seal")


def said_about(user, now=NOW) -> str:
    """Return the file as text."""
    return json.dumps(own_data(user, now).as_json(), cls=DjangoJSONEncoder, ensure_ascii=False)


def attempts_of(user, now=NOW):
    return json.loads(said_about(user, now))["attempts"]


def keys_in(value):
    """Yield every name in a JSON value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


class TestTables:
    def test_that_point_at_people_are_all_decided_on(self):
        pointing = {
            f"{model._meta.label_lower}.{field.name}"
            for model in apps.get_models(include_auto_created=True)
            for field in model._meta.get_fields()
            if isinstance(field, ForeignKey | OneToOneField) and field.related_model is User
        }
        assert pointing == set(ABOUT), "say in ABOUT where it is shown, or why nowhere"

    def test_are_in_a_section_that_there_is(self):
        named = {where for where in ABOUT.values() if not where.startswith("- ")}
        assert named <= set(SECTIONS)


class TestContent:
    def test_of_a_handed_in_try_is_what_was_answered_and_what_it_earned(self, world):
        factories.take(world.quiz, world.bob, {1: "b", 2: ["a", "c"], 3: "  Astana "})
        (attempt,) = attempts_of(world.bob)
        assert attempt["score"] == {
            "earned": "2",
            "maximum": "3",
            "percent": "66.67",
            "is_provisional": False,
            "days_late": 0,
        }
        answers = [question["answer"] for question in attempt["questions"]]
        assert answers == [["Option b"], ["Option a", "Option c"], ["  Astana "]]
        assert attempt["questions"][2]["saves"][0]["sent"] == "  Astana "

    def test_of_an_open_try_is_that_it_is_open(self, world):
        attempt = factories.start(world.quiz, world.bob)
        factories.save(attempt, incoming(1, "b"))
        (said,) = attempts_of(world.bob)
        assert said["submitted_at"] is None
        assert said["questions"] == []

    def test_has_a_section_for_each_side_of_a_person(self, world):
        factories.grant(world, extra_attempts=1)
        attempt = factories.take(world.quiz, world.bob)
        review.report(
            item=attempt.items.first(), reporter=world.bob, reason="key", text="Hm?", now=NOW
        )
        said = json.loads(said_about(world.bob))
        assert said["profile"][0]["username"] == "bob"
        assert said["classes"][0]["class"] == "Reading"
        assert said["accommodations"][0]["extra_attempts"] == 1
        assert said["reports"][0]["text"] == "Hm?"
        assert {act["action"] for act in said["acts"]} >= {"attempts.submit", "review.report"}

    def test_has_what_others_did_and_said_of_one(self, world):
        given = attempts.Grant(extra_attempts=1, note="reads slowly")
        told = {"classroom": world.classroom, "student": world.bob, "actor": world.alice}
        attempts.accommodate(**told, grant=given, now=NOW)
        token = site.invite(actor=world.alice, note="Bob of 5b", lasts=WEEK, now=NOW)
        site.use_invitation(token=token, user=world.bob, now=NOW)
        said = json.loads(said_about(world.bob))
        assert said["done_by_others"] == [
            {"at": NOW.isoformat().replace("+00:00", "Z"), "action": "attempts.accommodate"}
        ]
        assert said["profile"][0]["invited_as"] == "Bob of 5b"
        assert "Alice" not in said_about(world.bob)

    def test_has_what_was_marked_while_reading(self, world):
        revision = world.quiz.article.revisions.get()
        articles.write_note(
            reader=world.bob, revision=revision, sentence=1, note="Why?", base="", now=NOW
        )
        attempt = factories.take(world.quiz, world.bob)
        Strike.objects.create(item=attempt.items.get(position=1), option="c")
        said = json.loads(said_about(world.bob))
        assert said["reading"][0]["own_note"] == "Why?"
        assert said["attempts"][0]["questions"][0]["struck"] == ["c"]
        assert "Why?" not in said_about(world.alice)

    def test_of_a_teacher_is_what_they_made_and_decided(self, world):
        late = factories.make_assignment(
            world.quiz, world.classroom, world.alice, limit_seconds=600
        )
        attempt = factories.start(late, world.bob)
        attempts.close_overdue(now=NOW + timedelta(hours=1))
        factories.save(attempt, incoming(1, "b"), now=NOW + timedelta(hours=1))
        step = attempt.items.get(position=1).steps.get()
        grading.accept_late_step(step=step, actor=world.alice, reason="The bus.", now=NOW + WEEK)
        said = json.loads(said_about(world.alice))
        assert {row["kind"] for row in said["made"]} == {"assignment"}
        assert said["decisions"][0]["reason"] == "The bus."
        assert "Bob" not in said_about(world.alice)

    def test_is_about_nobody_else(self, world):
        factories.take(world.quiz, world.carol)
        assert attempts_of(world.bob) == []


class TestHidden:
    @pytest.fixture
    def exam(self, world):
        """An exam that Bob has handed in, all right."""
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, review_preset="exam"
        )
        return factories.take(given, world.bob)

    def test_is_the_score_of_an_exam_until_it_is_released(self, world, exam):
        (said,) = attempts_of(world.bob)
        assert said["score"] is None
        assert [question["earned"] for question in said["questions"]] == [None, None, None]
        assert said["questions"][0]["answer"] == ["Option b"]

    def test_is_a_score_that_is_held(self, world):
        given = factories.make_assignment(
            world.quiz,
            world.classroom,
            world.alice,
            review_preset="homework",
            are_scores_held=True,
        )
        factories.take(given, world.bob)
        assert attempts_of(world.bob)[0]["score"] is None

    @pytest.mark.parametrize("kind", PAIRS)
    def test_is_every_key(self, world, kind):
        """Two keys give the same file: an exam's, not released, and its questions elsewhere."""
        version = factories.make_version(kind, PAIRS[kind][0], explanation="Because of line 1.")
        quiz = factories.make_quiz([version])
        given = factories.make_assignment(quiz, world.classroom, world.alice, review_preset="exam")
        factories.take(given, world.bob, {1: ANSWERS[kind]})
        seen = []
        for spec in PAIRS[kind]:
            other = factories.make_version(kind, spec, explanation="Line 2.", stem=version.stem)
            QuestionVersion.objects.filter(pk=version.pk).update(
                spec=other.spec, explanation=other.explanation
            )
            seen.append(said_about(world.bob))
        assert seen[0] == seen[1]

    @pytest.mark.parametrize("kind", PAIRS)
    def test_is_nothing_by_name_even_when_all_is_due(self, world, kind):
        version = factories.make_version(kind, PAIRS[kind][0], explanation="Because of line 1.")
        factories.take(factories.make_quiz([version]), world.bob, {1: ANSWERS[kind]})
        said = own_data(world.bob, NOW).as_json()
        names = set(keys_in(json.loads(json.dumps(said, cls=DjangoJSONEncoder))))
        assert names.isdisjoint(SECRETS)
        assert "Because of line 1." not in said_about(world.bob)

    def test_is_what_teachers_note_about_a_student(self, world):
        factories.grant(world, extra_attempts=1, note="reads slowly")
        assert "reads slowly" not in said_about(world.bob)

    def test_is_every_secret_of_a_log_in(self, world):
        TOTP.activate(world.bob, "JBSWY3DPEHPK3PXP")
        codes = RecoveryCodes.activate(world.bob)
        said = said_about(world.bob)
        assert "totp" in said
        for secret in ("JBSWY3DPEHPK3PXP", codes.instance.data["seed"], world.bob.password):
            assert secret not in said


class TestCost:
    def queries(self, user):
        with CaptureQueriesContext(connection) as queries:
            own_data(user, NOW)
        return len(queries)

    def test_is_the_same_at_two_sizes(self, world):
        factories.take(world.assignment, world.bob)
        few = self.queries(world.bob)
        assert few <= 51
        for _ in range(3):
            quiz = factories.make_quiz(("single_choice", "short_answer", "matching"))
            factories.take(quiz, world.bob)
            given = factories.make_assignment(quiz, world.classroom, world.alice)
            attempt = factories.take(given, world.bob)
            review.report(
                item=attempt.items.first(), reporter=world.bob, reason="key", text="", now=NOW
            )
        assert Attempt.objects.filter(student=world.bob).count() == 7
        assert self.queries(world.bob) == few


class TestLabels:
    def test_are_there_for_every_value(self, world):
        factories.grant(world, extra_attempts=1)
        attempt = factories.take(world.assignment, world.bob)
        review.report(
            item=attempt.items.first(), reporter=world.bob, reason="key", text="?", now=NOW
        )
        token = site.invite(actor=world.alice, note="Bob", lasts=WEEK, now=NOW)
        site.use_invitation(token=token, user=world.bob, now=NOW)
        for user in (world.alice, world.bob):
            for section in own_data(user, NOW).sections:
                for row in section.rows:
                    assert list(labelled(row))

    def test_say_nothing_about_what_there_is_not(self):
        assert list(labelled({"email": None, "name": "", "questions": []})) == []

    def test_are_used(self):
        source = "".join(
            (Path(__file__).parents[2] / "quizzes/queries/records" / name).read_text()
            for name in ("own_data.py", "own_attempts.py", "own_progress.py", "own_work.py")
        )
        assert {key for key in LABELS if f'"{key}"' not in source} == set()
