"""The class book's page, a student's report, and files of both."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models.attempts import Mark
from quizzes.models.jobs import Job, JobFile
from quizzes.queries.grading.scores import files
from quizzes.tasks.running import run_next
from tests import factories
from tests.conftest import logged_in

pytestmark = pytest.mark.django_db


def url(name, *things):
    return reverse(f"quizzes:{name}", args=[each.public_id for each in things])


def rows(response):
    return [row.name for row in response.context["shown"].rows]


class TestBook:
    def test_shows_states_lateness_and_totals(self, book):
        text = logged_in(book.alice).get(url("class-scores", book.classroom)).content.decode()
        for said in ("45<small>1 day late", "Not begun", "Waiting for a mark", "Not begun, closed"):
            assert said in text, said
        assert "=Silk &amp; &lt;b&gt;road" in text
        assert "<b>road" not in text

    def test_leads_from_a_cell_to_its_attempt(self, book):
        text = logged_in(book.alice).get(url("class-scores", book.classroom)).content.decode()
        attempt = book.silk.attempts.get(student=book.Ben)
        assert reverse("quizzes:attempt-review", args=[attempt.public_id]) in text

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["Ann", "Ben", "Cem", "Didi"]),
            ("?name=BE", ["Ben"]),
            ("?state=late", ["Ben"]),
            ("?state=zero", ["Cem"]),
            ("?state=waiting", ["Cem"]),
            ("?state=missing", ["Ann", "Ben", "Didi"]),
            ("?state=not_begun", ["Ann", "Ben", "Didi"]),
            ("?order=highest", ["Ann", "Ben", "Cem", "Didi"]),
            ("?order=lowest", ["Cem", "Ben", "Ann", "Didi"]),
            ("?order=nonsense&state=nonsense&category=1&by=x", ["Ann", "Ben", "Cem", "Didi"]),
            ("?name=nobody", []),
        ],
    )
    def test_is_narrowed_and_sorted(self, book, query, found):
        response = logged_in(book.alice).get(url("class-scores", book.classroom) + query)
        assert rows(response) == found

    def test_shows_one_assignment_with_the_totals_of_all(self, book):
        page = url("class-scores", book.classroom)
        response = logged_in(book.alice).get(f"{page}?assignment={book.essay.public_id}")
        (column,) = response.context["shown"].columns
        assert column.title == "Essay"
        assert response.context["shown"].rows[0].total.so_far == 1

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.dictionaries(
            st.sampled_from(("name", "category", "assignment", "state", "order", "by")), st.text()
        )
    )
    def test_answers_whatever_is_asked(self, book, asked):
        page = url("class-scores", book.classroom)
        assert logged_in(book.alice).get(page, asked).status_code == 200


class TestReport:
    def test_shows_everything_or_what_the_student_sees(self, book):
        self.comment(book)
        page = url("class-scores-student", book.classroom, book.Cem)
        everything = logged_in(book.alice).get(page).content.decode()
        assert "Well argued" in everything
        # Feedback is shown after closing; the essay's has come, but silk's blocks nothing of it.
        type(book.essay).objects.filter(pk=book.essay.pk).update(are_scores_held=True)
        theirs = logged_in(book.alice).get(f"{page}?see=student").content.decode()
        assert "Well argued" not in theirs
        assert "Not shown yet" in theirs

    def comment(self, book):
        item = book.essay.attempts.get().items.get()
        mark = Mark(
            item=item,
            number=2,
            fraction=1,
            source="person",
            comment="Well argued",
            version=item.version,
            revision=1,
            at=book.now,
        )
        mark.seal = mark.sealed()
        mark.save()
        type(item).objects.filter(pk=item.pk).update(mark_count=2, fraction=1)

    def test_is_given_on_paper(self, book):
        page = url("class-scores-student-file", book.classroom, book.Ben)
        response = logged_in(book.alice).get(page)
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF")
        assert "attachment" in response["Content-Disposition"]

    def test_is_of_students_of_the_class_alone(self, book):
        for name in ("class-scores-student", "class-scores-student-file"):
            page = url(name, book.classroom, book.alice)
            assert logged_in(book.alice).get(page).status_code == 404


class TestFiles:
    def ask(self, book, **body):
        return logged_in(book.alice).post(url("class-scores-file", book.classroom), body)

    def test_all_answers_stand_in_one_table(self, book):
        content = self.ask(book, wish="responses").content.decode("utf-8-sig")
        lines = list(csv.DictReader(io.StringIO(content)))
        assert len(lines) == 2 * 3 + 1
        ben = [line for line in lines if line["user_name"] == "ben"]
        assert [line["fraction"] for line in ben] == ["1.0", "0.0"]
        assert [line["state"] for line in ben] == ["answered", "unanswered"]
        assert (ben[0]["response"], ben[0]["days_late"]) == ("Option b", "1")
        # The title of the quiz would be a formula.
        assert ben[0]["assignment"].startswith("'=")

    def test_of_one_assignment_has_its_answers_alone(self, book):
        content = self.ask(book, wish="responses", assignment=book.essay.public_id).content
        (line,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        assert (line["kind"], line["state"]) == ("essay", "waiting")

    @pytest.mark.parametrize("body", [{}, {"wish": "x"}, {"wish": "responses", "assignment": "x"}])
    def test_are_those_that_are_offered(self, book, body):
        assert self.ask(book, **body).status_code == 404

    def test_large_ones_are_made_by_the_worker_for_who_asked(self, book, monkeypatch):
        monkeypatch.setattr(files, "MOST_AT_ONCE", 1)
        response = self.ask(book, wish="responses")
        job = Job.objects.get(kind="export")
        assert response.url == reverse("quizzes:job-detail", args=[job.public_id])
        # Asked for twice, it is one.
        assert self.ask(book, wish="responses").url == response.url
        assert run_next(["export"], lambda: False)
        assert JobFile.objects.get(job=job).name.endswith(".csv")
        file = reverse("quizzes:job-file", args=[job.public_id])
        got = logged_in(book.alice).get(file)
        assert b"Option b" in got.content
        assert "attachment" in got["Content-Disposition"]
        assert file in logged_in(book.alice).get(response.url).content.decode()
        assert logged_in(book.Ben).get(file).status_code == 404

    def test_are_not_made_for_who_teaches_no_more(self, book, monkeypatch):
        monkeypatch.setattr(files, "MOST_AT_ONCE", 1)
        self.ask(book, wish="book-csv")
        book.classroom.memberships.filter(user=book.alice).update(is_active=False)
        run_next(["export"], lambda: False)
        assert Job.objects.get(kind="export").state == "failed"


PAGES = {
    "class-scores": 11,
    "class-scores-changes": 12,
    "class-scores-release": 10,
    "class-scores-student": 14,
    "class-own-scores": 25,
}


@pytest.fixture
def sizes():
    """A small class and a larger one, each with a student and the teacher."""
    return [of_size(2, 1), of_size(4, 3)]


def of_size(students, assignments):
    teacher = factories.make_user(f"teacher-of-{students}", is_teacher=True)
    people = [factories.make_user(f"one{n}-of-{students}") for n in range(students)]
    classroom = factories.make_classroom(teacher, *people, now=timezone.now())
    type(classroom).objects.update(is_comparison_shown=True)
    quiz = factories.make_quiz(["single_choice"])
    for _ in range(assignments):
        given_now = factories.make_assignment(quiz, classroom, teacher, now=timezone.now())
        for person in people:
            factories.take(given_now, person, now=timezone.now())
    return classroom, teacher, people[0]


def cost(name, classroom, teacher, student):
    """Return how many queries a page takes."""
    things = [classroom, *([student] if name == "class-scores-student" else [])]
    browser = logged_in(student if name == "class-own-scores" else teacher)
    browser.get(url(name, *things))
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url(name, *things)).status_code == 200
    return len(captured)


def test_pages_cost_the_same_at_any_size(sizes):
    few, many = ({name: cost(name, *each) for name in PAGES} for each in sizes)
    assert few == many
    assert {name: count for name, count in many.items() if count > PAGES[name]} == {}
