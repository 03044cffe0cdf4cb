"""The record of acts as a page and a file: found by person, act, words and days; paged."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models.audit import AuditRecord
from quizzes.queries.records import log
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW

pytestmark = pytest.mark.django_db
ADDRESS = "/people/acts/"


@pytest.fixture
def as_keeper(world):
    return logged_in(factories.make_user("kim", name="Kim", is_staff=True, is_superuser=True))


def record(world, action="classrooms.create", *, days=0, **fields):
    values = {"actor": world.alice, "subject": world.classroom, "now": NOW + timedelta(days=days)}
    return AuditRecord.objects.record(action=action, **{**values, **fields})


def words_of(response):
    return response.content.decode()


class TestLog:
    def test_says_who_did_what_and_what_changed(self, world, as_keeper):
        record(world, before={"name": "Old"}, after={"name": "<b>New"}, reason="A new term")
        page = words_of(as_keeper.get(ADDRESS, {"words": "new term"}))
        for said in ("Made a class", "Alice", "Old", "&lt;b&gt;New", "A new term", "Reading"):
            assert said in page

    @pytest.mark.parametrize(
        ("asked", "count"),
        [
            ({"person": "dan"}, 2),  # a class of his is there already
            ({"action": "grading.accept_late_step"}, 2),
            ({"words": "bus"}, 1),
            ({"since": "2026-03-12"}, 2),
            ({"since": "2026-03-12", "until": "2026-03-12"}, 1),
            ({"words": "attempts.start"}, 0),
        ],
    )
    def test_finds(self, world, as_keeper, asked, count):
        record(world, "grading.accept_late_step", days=10, actor=world.dan, reason="The bus")
        record(world, "grading.accept_late_step", days=20)
        assert len(as_keeper.get(ADDRESS, asked).context["page"].acts) == count

    def test_leaves_out_what_students_do_unless_asked(self, world, as_keeper):
        factories.take(world.assignment, world.bob)
        assert "Began a try" not in words_of(as_keeper.get(ADDRESS)).split("</form>")[-1]
        page = as_keeper.get(ADDRESS, {"with_students": "on"}).context["page"]
        assert {"attempts.start", "attempts.submit"} <= {act.action for act in page.acts}

    @pytest.mark.parametrize(
        "asked",
        [{"since": "32.13."}, {"action": "no.act"}, {"since": "2026-02-02", "until": "2026-02-01"}],
    )
    def test_refuses_what_cannot_be_read_and_keeps_it(self, world, as_keeper, asked):
        response = as_keeper.get(ADDRESS, asked)
        assert response.status_code == 422
        assert next(iter(asked.values())) in words_of(response) or "action" in asked

    @pytest.mark.parametrize("below", ["x", "-1", "9" * 30, str(2**63), "\0"])
    def test_a_wrong_place_is_the_beginning(self, world, as_keeper, below):
        assert as_keeper.get(ADDRESS, {"below": below}).status_code == 200

    def test_goes_on_page_by_page_in_as_many_queries(self, world, as_keeper):
        asked = log.Asked(action="site.configure")
        for _ in range(log.PAGE + 3):
            record(world, "site.configure")
        with CaptureQueriesContext(connection) as few:
            first = log.log_page(log.everything(), asked)
        second = log.log_page(log.everything(), asked, first.older)
        assert (len(first.acts), len(second.acts), second.older) == (log.PAGE, 3, None)
        assert not {act.key for act in first.acts} & {act.key for act in second.acts}
        assert len(few) <= 7

    def test_file_has_every_act_and_no_formula(self, world, as_keeper):
        for _ in range(log.PAGE + 3):
            record(world, "site.configure", reason="=1+1")
        response = as_keeper.get(f"{ADDRESS}file/", {"action": "site.configure"})
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) == log.PAGE + 4
        assert {row[8] for row in rows[1:]} == {"'=1+1"}


class TestOfAClass:
    def test_has_its_assignments_and_tries_and_nothing_of_others(self, world, as_alice):
        other = factories.make_classroom(world.dan, world.carol, name="Other")
        record(world, "attempts.accommodate", subject=world.assignment)
        record(
            world, "grading.accept_late_step", subject=factories.take(world.assignment, world.bob)
        )
        record(world, "site.configure", subject=other)
        page = as_alice.get(f"/classes/{world.classroom.public_id}/history/").context["page"]
        found = {act.action for act in page.acts}
        assert {"attempts.accommodate", "grading.accept_late_step", "classrooms.create"} <= found
        assert "site.configure" not in found
