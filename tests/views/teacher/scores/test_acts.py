"""Holding, releasing, and how a class adds up."""

from fractions import Fraction

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models.assignments import Assignment
from quizzes.models.classrooms import Category
from quizzes.models.notices import Notice
from tests.conftest import logged_in

pytestmark = pytest.mark.django_db


def url(name, thing):
    return reverse(f"quizzes:{name}", args=[thing.public_id])


class TestHoldAndRelease:
    def test_hides_scores_and_shows_them_again(self, book):
        alice, ann = logged_in(book.alice), logged_in(book.Ann)
        own = url("class-own-scores", book.classroom)
        assert "100%" in ann.get(own).content.decode()
        alice.post(url("assignment-hold", book.silk))
        held = ann.get(own).content.decode()
        assert "100%" not in held
        assert "Not shown yet" in held
        assert "Held" in alice.get(url("class-scores-release", book.classroom)).content.decode()
        alice.post(url("assignment-release", book.silk))
        assert "100%" in ann.get(own).content.decode()

    def test_tells_who_has_handed_in_once_for_each_release(self, book):
        alice = logged_in(book.alice)
        alice.post(url("assignment-release", book.silk))
        told = Notice.objects.filter(kind="released")
        assert {each.user.username for each in told} == {"ann", "ben", "cem"}
        assert {each.path for each in told} == {url("class-own-scores", book.classroom)}
        alice.post(url("assignment-release", book.silk))
        assert told.all().count() == 3
        alice.post(url("assignment-hold", book.silk))
        alice.post(url("assignment-release", book.silk))
        assert told.all().count() == 6

    def test_leads_back_to_where_it_was_done(self, book):
        page = url("class-scores-release", book.classroom)
        alice = logged_in(book.alice)
        assert alice.post(url("assignment-release", book.silk), {"next": page}).url == page
        elsewhere = {"next": "https://elsewhere.example/"}
        response = alice.post(url("assignment-release", book.silk), elsewhere)
        assert response.url == url("assignment-attempts", book.silk)


class TestCategories:
    def post(self, book, body):
        return logged_in(book.alice).post(url("class-scores-adding-up", book.classroom), body)

    def made(self, book):
        self.post(book, {"c0-name": "Tests", "c0-weight": "2,5", "c1-name": "Homework"})
        return {each.name: each for each in Category.objects.filter(classroom=book.classroom)}

    def test_exchange_their_names(self, book):
        made = self.made(book)
        ids = {"c0-public_id": made["Homework"].public_id, "c1-public_id": made["Tests"].public_id}
        self.post(book, {**ids, "c0-name": "Tests", "c1-name": "Homework"})
        made["Tests"].refresh_from_db()
        assert made["Tests"].name == "Homework"

    def lines(self, book, **changes):
        """Return what the page sends as it is, but for some fields."""
        page = logged_in(book.alice).get(url("class-scores-adding-up", book.classroom))
        form = page.context["categories"]
        body = {
            f"{line.prefix}-{name}": value
            for line in form.lines
            for name, value in line.initial.items()
        }
        return {**body, **{field: chosen for _each, field, chosen in form.sorting}, **changes}

    def test_give_the_name_of_a_deleted_one_to_another(self, book):
        self.made(book)
        changes = {"c0-is_deleted": "on", "c2-name": "Homework"}
        assert self.post(book, self.lines(book, **changes)).status_code == 302
        assert Category.objects.filter(classroom=book.classroom, name="Homework").count() == 1

    def test_are_not_made_twice_by_a_double_click(self, book):
        self.made(book)
        twice = self.post(book, {"c2-name": "Tests"})
        assert twice.status_code == 422
        assert "Two categories are called" in twice.content.decode()
        assert Category.objects.filter(classroom=book.classroom).count() == 2

    def test_are_made_weighed_and_sorted_into(self, book):
        made = self.made(book)
        assert made["Tests"].weight == Fraction(5, 2)
        self.post(book, self.lines(book, **{f"a-{book.silk.public_id}": "Tests"}))
        assert Assignment.objects.get(pk=book.silk.pk).category == made["Tests"]

    def test_keep_their_assignments_under_a_new_name(self, book):
        self.made(book)
        self.post(book, self.lines(book, **{f"a-{book.silk.public_id}": "Tests"}))
        self.post(book, self.lines(book, **{"c1-name": "Exams"}))
        assert Assignment.objects.get(pk=book.silk.pk).category.name == "Exams"

    def test_are_deleted_when_nothing_is_in_them(self, book):
        self.made(book)
        used = self.lines(book, **{f"a-{book.silk.public_id}": "Tests"})
        self.post(book, used)
        refused = self.post(book, self.lines(book, **{"c1-is_deleted": "on"}))
        assert refused.status_code == 422
        assert Category.objects.filter(name="Tests").exists()
        emptied = {f"a-{book.silk.public_id}": "", "c1-is_deleted": "on"}
        assert self.post(book, self.lines(book, **emptied)).status_code == 302
        assert not Category.objects.filter(name="Tests").exists()

    @pytest.mark.parametrize(
        "body",
        [
            {"c0-name": "A", "c1-name": "a"},
            {"c0-name": "A", "c0-weight": "-1"},
            {"c0-name": "A", "c0-weight": "1/0"},
            {"c0-name": "A", "c0-weight": "1e999999999"},
            {"c0-name": "A", "c0-drop_lowest": "51"},
        ],
    )
    def test_that_mean_nothing_are_refused_and_keep_what_was_typed(self, book, body):
        response = self.post(book, body)
        assert response.status_code == 422
        assert 'value="A"' in response.content.decode()
        assert not Category.objects.filter(classroom=book.classroom).exists()

    def test_of_another_class_cannot_be_changed(self, book):
        other = Category.objects.create(name="Theirs", classroom=self.another(book))
        response = self.post(book, {"c0-public_id": str(other.public_id), "c0-name": "Mine"})
        assert response.status_code == 422
        assert Category.objects.get(pk=other.pk).name == "Theirs"

    def another(self, book):
        return type(book.classroom).objects.create(name="Other", created_at=book.now)

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.dictionaries(
            st.sampled_from(
                [f"c0-{name}" for name in ("public_id", "name", "weight", "drop_lowest")]
            ),
            st.text(max_size=70),
        )
    )
    def test_answer_hostile_input(self, book, body):
        assert self.post(book, body).status_code in (302, 422)
        Category.objects.filter(classroom=book.classroom).delete()


class TestCounting:
    def post(self, book, **body):
        return logged_in(book.alice).post(
            url("class-scores-counting", book.classroom), {"are_missing_zero": "0", **body}
        )

    def test_sets_a_scale_by_which_totals_are_called(self, book):
        self.post(book, grade_scale="90% = very good\n0: other", is_comparison_shown="on")
        book.classroom.refresh_from_db()
        assert book.classroom.grade_scale == [["90", "very good"], ["0", "other"]]
        assert book.classroom.is_comparison_shown
        text = logged_in(book.alice).get(url("class-scores", book.classroom)).content.decode()
        assert "very good" in text

    def test_counts_what_was_missed_as_zero(self, book):
        self.post(book, are_missing_zero="1")
        page = logged_in(book.alice).get(url("class-scores", book.classroom))
        totals = {row.name: row.total.so_far for row in page.context["book"].rows}
        assert (totals["Ann"], totals["Didi"]) == (Fraction(1, 2), 0)

    def test_offers_ready_made_scales_that_are_not_kept_yet(self, book):
        page = url("class-scores-adding-up", book.classroom)
        assert "80 B" in logged_in(book.alice).get(f"{page}?preset=letters").content.decode()
        book.classroom.refresh_from_db()
        assert book.classroom.grade_scale == []

    def test_says_what_is_wrong_and_keeps_what_was_typed(self, book):
        response = self.post(book, grade_scale="90 A")
        assert response.status_code == 422
        text = response.content.decode()
        assert "less than 90 percent" in text
        assert "90 A" in text

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.text(max_size=300), st.text(max_size=5))
    def test_answers_hostile_input(self, book, scale, missing):
        response = self.post(book, grade_scale=scale, are_missing_zero=missing)
        assert response.status_code in (302, 422)
