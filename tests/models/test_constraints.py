"""Every constraint of the tables: the accident that it prevents, tried."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision, ArticleShare, ReadingMark
from quizzes.models.assignments import Accommodation, Assignment, AssignmentItem
from quizzes.models.attempts import Attempt, AttemptItem, Mark, Step, Strike
from quizzes.models.bank import Evidence, Media, QuestionShare, QuestionVersion
from quizzes.models.classrooms import Membership
from quizzes.models.composition import PooledQuestion, QuizItem, QuizShare, Section
from quizzes.models.editing import EditingDraft
from quizzes.models.jobs import Job
from quizzes.models.review import QuestionReport
from quizzes.models.site import Invitation, SiteSettings, TeacherRequest
from quizzes.services import bank, site
from tests import factories
from tests.factories import NOW, World
from tests.images import png
from tests.models import running
from tests.models.running import again, change

pytestmark = pytest.mark.rows

MOMENT = timedelta(seconds=1)


def person(world: World) -> User:
    world.bob.email = "bob@example.org"
    world.bob.save()
    return world.bob


def image(world: World) -> Media:
    return bank.keep_media(content=png(), alt="A line", owner=world.alice, now=NOW)


def invitation(world: World) -> Invitation:
    site.invite(actor=world.alice, note="", lasts=MOMENT, now=NOW)
    return Invitation.objects.get()


def version(world: World) -> QuestionVersion:
    revision = world.quiz.article.revisions.get()
    return factories.make_version(revision=revision, quotes=("Music came east.",))


def evidence(world: World) -> Evidence:
    return version(world).evidence.get()


def accommodation(world: World, assignment: Assignment | None) -> Accommodation:
    return Accommodation.objects.create(
        classroom=world.classroom, student=world.bob, assignment=assignment
    )


def open_attempt(world: World) -> Attempt:
    return factories.start(world.quiz, world.carol)


def preview(world: World, **columns: object) -> Attempt:
    """Return an attempt as a preview, which no service makes yet."""
    attempt = factories.start(world.quiz, world.alice)
    change(attempt, quiz=None, preview_of=world.quiz, **columns)
    attempt.refresh_from_db()
    return attempt


def submitted_preview(world: World) -> Attempt:
    return preview(world, submitted_at=NOW, ended_by="student")


def item(world: World) -> AttemptItem:
    return open_attempt(world).items.get(position=1)


def step(world: World) -> Step:
    attempt = open_attempt(world)
    factories.save(attempt, factories.incoming(1, "b"))
    return Step.objects.get(item__attempt=attempt)


def mark(world: World) -> Mark:
    return Mark.objects.filter(item__attempt=factories.take(world.quiz, world.carol))[0]


def reading_mark(world: World) -> ReadingMark:
    revision = ArticleRevision.objects.get()
    return ReadingMark.objects.create(
        user=world.bob, revision=revision, sentence=1, note="Why?", created_at=NOW, changed_at=NOW
    )


def strike(world: World) -> Strike:
    return Strike.objects.create(item=item(world), option="a")


def report(world: World) -> QuestionReport:
    done = factories.take(world.quiz, world.carol)
    return QuestionReport.objects.create(
        item=done.items.get(position=1), reporter=world.carol, reason="key", at=NOW
    )


def job(world: World) -> Job:
    return Job.objects.create(
        kind="count", key="one", owner=world.bob, due_at=NOW, created_at=NOW, total_count=2
    )


def shared(table: type[models.Model], world: World, **thing: models.Model) -> models.Model:
    return table._base_manager.create(
        person=world.dan, shared_by=world.alice, shared_at=NOW, **thing
    )


def pooled(world: World) -> PooledQuestion:
    drawn = QuizItem.objects.create(section=Section.objects.get(), order=8, draw_count=1)
    return PooledQuestion.objects.create(item=drawn, question=version(world).question)


def assignment_item(world: World) -> AssignmentItem:
    return AssignmentItem.objects.create(
        assignment=world.assignment, place=1, version=version(world), points="1"
    )


def draft(world: World) -> EditingDraft:
    return EditingDraft.objects.create(
        author=world.alice,
        subject="article",
        subject_id=world.quiz.article.public_id,
        posted=[],
        created_at=NOW,
        saved_at=NOW,
    )


def teacher_request(world: World) -> TeacherRequest:
    return TeacherRequest.objects.create(user=world.bob, asked_at=NOW)


def ends_before_it_is_due(world: World) -> None:
    change(world.assignment, due_at=world.assignment.closes_at + MOMENT)


def closes_as_it_opens(world: World) -> None:
    change(world.assignment, due_at=None, opens_at=world.assignment.closes_at)


ACCIDENTS: dict[str, Callable[[World], None]] = {
    "user_email_unique": lambda world: again(
        person(world), username="rob", email="BOB@example.org"
    ),
    "user_username_unique": lambda world: again(world.bob, username="BOB"),
    "revision_number_unique": lambda world: again(ArticleRevision.objects.get()),
    "readingmark_once_per_sentence": lambda world: again(reading_mark(world)),
    "readingmark_not_empty": lambda world: change(reading_mark(world), note=""),
    "version_number_unique": lambda world: again(version(world)),
    "evidence_order_unique": lambda world: again(evidence(world)),
    "evidence_not_empty": lambda world: change(evidence(world), end=0, start=0),
    "membership_once": lambda world: again(Membership.objects.get(user=world.bob)),
    "section_order_unique": lambda world: again(Section.objects.get()),
    "quizitem_order_unique": lambda world: again(
        QuizItem.objects.get(order=1), question=version(world).question
    ),
    "quizitem_question_once": lambda world: again(QuizItem.objects.get(order=1), order=9),
    "assignment_due_before_closing": ends_before_it_is_due,
    "assignment_opens_before_closing": closes_as_it_opens,
    "assignment_late_percent_to_100": lambda world: change(world.assignment, late_percent=101),
    "accommodation_one_per_assignment": lambda world: again(accommodation(world, world.assignment)),
    "accommodation_one_per_classroom": lambda world: again(accommodation(world, None)),
    "attempt_one_origin": lambda world: change(open_attempt(world), preview_of=world.quiz),
    "attempt_one_open_per_assignment": lambda world: again(
        factories.start(world.assignment, world.bob), number=2
    ),
    "attempt_one_open_per_quiz": lambda world: again(open_attempt(world), number=2),
    "attempt_one_open_per_preview_of": lambda world: again(preview(world), number=2),
    "attempt_number_per_assignment": lambda world: again(
        factories.take(world.assignment, world.bob)
    ),
    "attempt_number_per_quiz": lambda world: again(factories.take(world.quiz, world.carol)),
    "attempt_number_per_preview_of": lambda world: again(submitted_preview(world)),
    "attempt_ended_by_somebody": lambda world: change(open_attempt(world), submitted_at=NOW),
    "item_position_unique": lambda world: again(item(world), version=version(world)),
    "item_version_once": lambda world: again(item(world), position=9),
    "strike_once_per_option": lambda world: again(strike(world)),
    "step_revision_unique": lambda world: again(step(world)),
    "mark_number_unique": lambda world: again(mark(world)),
    "job_one_open_per_key": lambda world: again(job(world)),
    "job_held_while_it_runs": lambda world: change(job(world), state="running"),
    "job_over_since": lambda world: change(job(world), state="done"),
    "job_done_within_total": lambda world: change(job(world), done_count=3),
    "report_one_open_per_item": lambda world: again(report(world)),
    "media_once_for_each_owner": lambda world: again(image(world)),
    "articleshare_once": lambda world: again(
        shared(ArticleShare, world, article=world.quiz.article)
    ),
    "questionshare_once": lambda world: again(
        shared(QuestionShare, world, question=version(world).question)
    ),
    "quizshare_once": lambda world: again(shared(QuizShare, world, quiz=world.quiz)),
    "quizitem_question_or_draw": lambda world: change(pooled(world).item, draw_count=0),
    "pooledquestion_once": lambda world: again(pooled(world)),
    "assignmentitem_once_in_a_place": lambda world: again(assignment_item(world)),
    "editingdraft_one_per_thing": lambda world: again(draft(world)),
    "teacherrequest_one_open_per_user": lambda world: again(teacher_request(world)),
    "teacherrequest_decided_how_and_when": lambda world: change(
        teacher_request(world), is_granted=True
    ),
    "site_settings_one_row": lambda _: SiteSettings.objects.create(pk=2),
    "invitation_used_by_whom_and_when": lambda world: change(invitation(world), used_at=NOW),
    **running.ACCIDENTS,
}
CONSTRAINTS = {
    constraint.name: (table, constraint)
    for table in apps.get_app_config("quizzes").get_models()
    for constraint in table._meta.constraints
}


def said_by_the_database(name: str) -> str:
    """Return what the error names: SQLite says the columns of a plain unique constraint."""
    table, constraint = CONSTRAINTS[name]
    is_unique = isinstance(constraint, models.UniqueConstraint)
    if connection.vendor == "postgresql" or not (is_unique and constraint.fields):
        return name
    columns = [table._meta.get_field(field).column for field in constraint.fields]
    return ", ".join(f"{table._meta.db_table}.{column}" for column in columns)


@pytest.mark.parametrize("name", ACCIDENTS)
def test_prevents_the_accident(world, name):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        ACCIDENTS[name](world)
    assert said_by_the_database(name) in str(error.value)


def test_knows_every_constraint():
    assert set(ACCIDENTS) == set(CONSTRAINTS)
