"""The administration: every page opens, more rows cost no more queries, what is kept is kept."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.assignments import Accommodation, Assignment
from quizzes.models.attempts import AcceptedLateStep, Attempt, AttemptItem, Mark, Step
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Evidence, Media, Question, QuestionVersion, Topic
from quizzes.models.classrooms import Classroom
from quizzes.models.composition import Quiz, QuizItem, Section
from quizzes.models.jobs import Job, ScheduledWork
from quizzes.models.review import QuestionReport
from quizzes.models.site import Invitation, SiteSettings, TeacherRequest
from quizzes.services import attempts, bank, classrooms, grading, jobs, review, site
from tests.conftest import cast_of_the_class, logged_in
from tests.factories import (
    NOW,
    PASSWORD,
    TEXT,
    incoming,
    make_article,
    make_assignment,
    make_classroom,
    make_quiz,
    make_user,
    make_version,
    save,
    start,
)
from tests.images import png
from tests.views.running_rows import TABLES, add_running_rows

# The cast is made once for each class; each test works in a savepoint.
pytestmark = pytest.mark.django_db
world = cast_of_the_class

# Appended and never changed, or ruled by services.
READ_ONLY = (
    ArticleRevision,
    QuestionVersion,
    Evidence,
    Attempt,
    AttemptItem,
    Step,
    Mark,
    AcceptedLateStep,
    AuditRecord,
    QuestionReport,
    Job,
    ScheduledWork,
    Media,
    Invitation,
    TeacherRequest,
    *TABLES,
)
# Shown with the row that they belong to, or nobody's business but one's own.
SHOWN_WITHIN = {"Membership", "QuizItem", "PooledQuestion", "AssignmentItem"}
SHARES = {"ArticleShare", "QuestionShare", "QuizShare"}
PRIVATE = {"ReadingMark", "Strike", "EditingDraft"}
OURS = [model for model in admin.site._registry if model._meta.app_label == "quizzes"]
EVERY = list(admin.site._registry)
QUOTE = "A spirit was named in Astana."


def url_of(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def name_of(model):
    return model.__name__


@pytest.fixture(scope="class")
def keeper(of_the_class) -> User:
    return User.objects.create_superuser("keeper", password=PASSWORD)


@pytest.fixture
def as_keeper(keeper) -> Client:
    return logged_in(keeper)


@pytest.fixture(scope="class")
def full(world) -> Assignment:
    """An assignment with an attempt of one student; every table of ours has a row."""
    revision = make_article()
    versions = [make_version(kind, revision=revision, quotes=(QUOTE,)) for kind in KINDS[:1]]
    Topic.objects.create(slug="spirit", name="The spirit")
    quiz = make_quiz(versions, revision=revision, owner=world.alice)
    given = make_assignment(quiz, make_classroom(world.alice), world.alice, limit_seconds=600)
    add_student(given)
    site.configure(changes={}, actor=None, now=NOW)
    add_guest(world.alice)
    return given


def add_guest(teacher: User) -> None:
    """Add an invitation that was used, a request to be a teacher, and an image."""
    guest = make_user(f"guest{User.objects.count()}")
    token = site.invite(actor=teacher, note=guest.username, lasts=timedelta(days=1), now=NOW)
    site.use_invitation(token=token, user=guest, now=NOW)
    site.ask_to_teach(user=guest, message="I teach.", now=NOW)
    bank.keep_media(content=png(), alt="A line", owner=guest, now=NOW)


KINDS = ("single_choice", "true_false", "short_answer", "multiple_choice")


def add_student(assignment: Assignment) -> None:
    """Add a student with accommodation, attempt, late step accepted, and a report."""
    teacher, late = assignment.created_by, NOW + timedelta(hours=1)
    student = make_user(f"student{User.objects.count()}")
    classroom = assignment.classroom
    classrooms.enroll(classroom=classroom, user=student, role="student", actor=teacher, now=NOW)
    attempts.accommodate(
        classroom=classroom,
        student=student,
        grant=attempts.Grant(extra_attempts=2),
        actor=teacher,
        now=NOW,
        assignment=assignment,
    )
    attempt = start(assignment, student)
    save(attempt, incoming(1, "a"))
    attempts.close(attempt=attempt, now=late)
    save(attempt, incoming(1, "b", base=1), now=late)
    step = Step.objects.get(item__attempt=attempt, is_late=True)
    grading.accept_late_step(step=step, actor=teacher, reason="The bus", now=late)
    review.report(item=attempt.items.first(), reporter=student, reason="key", text="?", now=late)
    jobs.enqueue(kind="mail", arguments={}, owner=student, now=NOW)
    add_running_rows(assignment, student, attempt)
    jobs.begin_round(name=student.username, every=timedelta(days=1), now=NOW)


def add_rows(assignment: Assignment) -> None:
    """Add to every list, and to everything that a page lists below its row."""
    teacher, quiz = assignment.created_by, assignment.quiz
    revision = make_article(TEXT, now=NOW)
    for number, kind in enumerate(KINDS, start=2):
        version = make_version(kind, revision=revision, quotes=(QUOTE, "Music came east."))
        Topic.objects.create(slug=f"topic-{number}", name=f"Topic {number}")
        section = quiz.sections.get(order=1)
        QuizItem.objects.create(section=section, order=number, question=version.question)
        Section.objects.create(quiz=quiz, order=number)
    question = quiz.sections.get(order=1).items.get(order=1).question
    make_version(question=question, revision=revision, quotes=(QUOTE, "Music came east."))
    for _ in range(3):
        add_student(assignment)
        add_guest(teacher)
    make_quiz([version])
    pupil = make_user("pupil")
    longer = make_assignment(quiz, make_classroom(teacher, pupil), teacher)
    start(longer, pupil)


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


class TestLists:
    @pytest.mark.parametrize("model", EVERY, ids=name_of)
    def test_open_and_search(self, full, as_keeper, model):
        assert as_keeper.get(url_of(model, "changelist")).status_code == 200
        if admin.site._registry[model].search_fields:
            assert as_keeper.get(url_of(model, "changelist"), {"q": "a-1"}).status_code == 200

    def test_ask_no_more_for_more_rows(self, full, as_keeper):
        def counts():
            return {
                model.__name__: queries_of(as_keeper, url_of(model, "changelist")) for model in OURS
            }

        as_keeper.get(reverse("admin:index"))
        few = counts()
        rows = {model: model.objects.count() for model in OURS}
        add_rows(full)
        grown = [model for model in OURS if model is not SiteSettings]
        assert [model for model in grown if model.objects.count() <= rows[model]] == []
        assert counts() == few

    def test_have_every_table_of_ours(self):
        tables = set(apps.get_app_config("quizzes").get_models())
        assert {table.__name__ for table in tables - set(OURS)} <= SHOWN_WITHIN | SHARES | PRIVATE

    def test_begin_with_how_the_site_is(self, full, as_keeper):
        as_keeper.get(reverse("admin:index"))
        Job.objects.update(state=Job.State.FAILED, finished_at=NOW)
        with CaptureQueriesContext(connection) as queries:
            page = as_keeper.get(reverse("admin:index"))
        assert "mails could not be sent" in page.content.decode()
        assert page.context["counts"].classes == Classroom.objects.count()
        assert len(queries) <= 18

    def test_are_grouped_by_area(self, as_keeper):
        response = as_keeper.get(reverse("admin:index"))
        names = [str(group["name"]) for group in response.context["app_list"]]
        assert names[:13] == [
            *("People", "Classes", "Articles", "Question bank", "Quizzes", "Assignments"),
            *("Attempts", "Progress", "Marking", "Reports", "Notices", "Record"),
            "Background work",
        ]
        listed = [
            line["model"] for group in response.context["app_list"] for line in group["models"]
        ]
        assert set(listed) == set(EVERY)


class TestPages:
    @pytest.mark.parametrize("model", OURS, ids=name_of)
    def test_open(self, full, as_keeper, model):
        row = model.objects.first()
        assert row is not None
        assert as_keeper.get(url_of(model, "change", row.pk)).status_code == 200

    def test_ask_no_more_for_more_rows_below(self, full, as_keeper):
        small = Attempt.objects.get()
        pages = {
            Article: full.quiz.article.pk,
            Classroom: full.classroom.pk,
            Question: QuizItem.objects.get(section__quiz=full.quiz).question_id,
            Quiz: full.quiz.pk,
            Section: full.quiz.sections.get().pk,
        }

        def counts():
            return {
                model.__name__: queries_of(as_keeper, url_of(model, "change", pk))
                for model, pk in pages.items()
            }

        # The kinds of content are asked for once in a process.
        counts()
        few = counts()
        of_attempt = queries_of(as_keeper, url_of(Attempt, "change", small.pk))
        of_version = queries_of(
            as_keeper, url_of(QuestionVersion, "change", small.items.get().version_id)
        )
        add_rows(full)
        assert counts() == few
        large = Attempt.objects.latest("pk")
        assert large.items.count() == 5
        assert queries_of(as_keeper, url_of(Attempt, "change", large.pk)) == of_attempt
        version = QuestionVersion.objects.latest("pk")
        assert version.evidence.count() == 2
        assert queries_of(as_keeper, url_of(QuestionVersion, "change", version.pk)) == of_version


class TestWhatIsKept:
    @pytest.mark.parametrize("model", READ_ONLY, ids=name_of)
    def test_cannot_be_added_changed_or_deleted(self, full, as_keeper, model):
        row = model.objects.first()
        before = model.objects.values().get(pk=row.pk)
        assert as_keeper.get(url_of(model, "add")).status_code == 403
        assert as_keeper.post(url_of(model, "change", row.pk), {"_save": "1"}).status_code == 403
        assert as_keeper.get(url_of(model, "delete", row.pk)).status_code == 403
        chosen = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
        as_keeper.post(url_of(model, "changelist"), chosen)
        assert model.objects.values().get(pk=row.pk) == before

    @pytest.mark.parametrize("model", [m for m in OURS if m is not Topic], ids=name_of)
    def test_nothing_that_history_points_at_is_deleted(self, full, as_keeper, model):
        row = model.objects.first()
        assert as_keeper.post(url_of(model, "delete", row.pk), {"post": "yes"}).status_code == 403
        assert model.objects.filter(pk=row.pk).exists()

    def test_an_assignment_that_somebody_has_begun(self, full, world, as_keeper):
        url = url_of(Assignment, "change", full.pk)
        assert as_keeper.post(url, {"late_percent": "5"}).status_code == 403


class TestChanges:
    def test_go_on_record(self, world, keeper, as_keeper):
        form = {
            "username": "bob",
            "name": "Robert",
            "email": "",
            "time_zone": "UTC",
            "color_scheme": "auto",
            "is_active": "on",
        }
        response = as_keeper.post(url_of(User, "change", world.bob.pk), form)
        assert response.status_code == 302
        world.bob.refresh_from_db()
        assert world.bob.name == "Robert"
        record = AuditRecord.objects.about(world.bob).get(action="admin.change")
        assert record.actor == keeper
        assert "name" in str(record.after["changes"]).lower()

    def test_a_person_can_be_added(self, as_keeper):
        site.configure(changes={"time_zone": "Asia/Almaty"}, actor=None, now=NOW)
        form = {
            "username": "eve",
            "name": "Eve",
            "usable_password": "true",
            "password1": PASSWORD,
            "password2": PASSWORD,
        }
        assert as_keeper.post(url_of(User, "add"), form).status_code == 302
        eve = User.objects.get(username="eve")
        assert eve.check_password(PASSWORD)
        assert eve.time_zone == "Asia/Almaty"
        assert AuditRecord.objects.about(eve).filter(action="admin.add").exists()
        new_class = as_keeper.get(url_of(Classroom, "add")).context["adminform"].form
        assert new_class.initial["time_zone"] == "Asia/Almaty"

    def test_a_class_gets_members(self, world, as_keeper):
        url = url_of(Classroom, "change", world.classroom.pk)
        page = as_keeper.get(url).context
        form = _filled(page)
        prefix = page["inline_admin_formsets"][1].formset.prefix
        form |= {f"{prefix}-0-user": world.carol.pk, f"{prefix}-0-role": "student"}
        assert as_keeper.post(url, form).status_code == 302
        assert world.classroom.memberships.get(user=world.carol).joined_at is not None

    def test_a_new_assignment_has_a_giver_and_a_time(self, world, keeper, as_keeper):
        form = {"quiz": world.quiz.pk, "classroom": world.classroom.pk, "late_percent": "0"}
        response = as_keeper.post(url_of(Assignment, "add"), form)
        assert response.status_code == 302
        assert Assignment.objects.latest("pk").created_by == keeper

    @pytest.mark.parametrize("name", ["behavior", "grading_method", "review_preset"])
    def test_an_assignment_takes_only_what_there_is(self, world, as_keeper, name):
        fields = {"quiz": world.quiz.pk, "classroom": world.classroom.pk, "late_percent": 0}
        before = Assignment.objects.count()
        response = as_keeper.post(url_of(Assignment, "add"), {**fields, name: "nonsense"})
        assert response.status_code == 200
        assert "nonsense is not one of the available choices" in response.content.decode()
        assert Assignment.objects.count() == before

    @pytest.mark.parametrize(
        ("kind", "terms", "reason"),
        [
            ("true_false", {"behavior": "interactive"}, "does not fit this way of answering"),
            ("essay", {"behavior": "immediate"}, "Question 1: A question of this kind"),
            ("multiple_choice", {"behavior": "certainty"}, "Partial credit is no fair bet."),
            (
                "single_choice",
                {"behavior": "interactive", "review_preset": "exam"},
                "A second try tells that the first was not right",
            ),
        ],
    )
    def test_says_why_a_behavior_does_not_fit(self, world, as_keeper, kind, terms, reason):
        quiz = make_quiz([make_version(kind)])
        fields = {"quiz": quiz.pk, "classroom": world.classroom.pk, "late_percent": 0, **terms}
        response = as_keeper.post(url_of(Assignment, "add"), fields)
        assert response.status_code == 200
        assert reason in response.content.decode()

    @pytest.mark.parametrize("behavior", ["deferred", "immediate", "interactive", "certainty"])
    def test_takes_a_behavior_that_fits(self, world, as_keeper, behavior):
        quiz = make_quiz([make_version("single_choice"), make_version("numeric")])
        fields = {"quiz": quiz.pk, "classroom": world.classroom.pk, "late_percent": 0}
        response = as_keeper.post(url_of(Assignment, "add"), {**fields, "behavior": behavior})
        assert response.status_code == 302

    @pytest.mark.parametrize("factor", ["-1", "0", "1/2", "11", "99999999999", "much"])
    def test_time_is_granted_within_reason(self, world, as_keeper, factor):
        fields = {"classroom": world.classroom.pk, "student": world.bob.pk, "extra_attempts": 0}
        response = as_keeper.post(url_of(Accommodation, "add"), {**fields, "factor": factor})
        assert response.status_code == 200
        assert not Accommodation.objects.exists()

    def test_extra_time_reaches_an_open_attempt(self, world, as_keeper):
        given = make_assignment(world.quiz, world.classroom, world.alice, limit_seconds=600)
        attempt = start(given, world.bob)
        form = {
            "classroom": world.classroom.pk,
            "student": world.bob.pk,
            "factor": "3/2",
            "extra_attempts": "0",
        }
        assert as_keeper.post(url_of(Accommodation, "add"), form).status_code == 302
        assert Accommodation.objects.get().factor == Fraction(3, 2)
        attempt.refresh_from_db()
        assert attempt.deadline == NOW + timedelta(minutes=15)


def _filled(page) -> dict[str, object]:
    """Return what the browser would send of a change page that nobody touched."""
    form = page["adminform"].form
    sent = {field.html_name: field.value() for field in form}
    for inline in page["inline_admin_formsets"]:
        for part in (inline.formset.management_form, *inline.formset.forms):
            sent |= {field.html_name: field.value() for field in part}
    return {name: value for name, value in sent.items() if value is not None and value is not False}
