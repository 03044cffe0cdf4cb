"""The pages of class lists: uploaded, looked at, taken in; slips, passwords, moving, files."""

import io
import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from quizzes.engine.sheets.reading import rows_of
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.models.classrooms import Membership, RosterUpload
from quizzes.queries.classrooms.preview import preview_of
from quizzes.queries.classrooms.slips import roster_page
from quizzes.services import classrooms
from quizzes.tasks import running
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW

pytestmark = pytest.mark.django_db
HEAD = "Nachname;Vorname;E-Mail;Matrikelnummer\n"


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


def roster(world, end=""):
    return f"/classes/{world.classroom.public_id}/roster/{end}"


def text(response):
    return " ".join(response.content.decode().split())


def upload(client, world, rows):
    """Return the address of the preview. Pasted: a file costs a process of its own."""
    response = client.post(roster(world), {"pasted": HEAD + rows})
    assert response.status_code == 302, text(response)
    return response.url


def agreed(client, way):
    (found,) = re.findall(r'name="agreed" value="(\w+)"', text(client.get(way)))
    return found


def take_in(client, world, rows):
    way = upload(client, world, rows)
    client.post(way, {"do": "take-in", "agreed": agreed(client, way)})
    running.run_next(("roster",), lambda: False)


class TestTakingAListIn:
    def test_shows_what_would_change_and_does_it_as_a_job(self, world, as_alice):
        way = upload(as_alice, world, "Groß;Zoë;;1\nKaya;Yusuf;;2\n")
        page = text(as_alice.get(way))
        assert "2 new" in page
        assert "Zoë Groß" in page
        assert "Remove Bob" in page
        after = as_alice.post(way, {"do": "take-in", "agreed": agreed(as_alice, way)})
        assert after.url == roster(world)
        assert "The list is being taken in" in text(as_alice.get(roster(world)))
        running.run_next(("roster",), lambda: False)
        page = text(as_alice.get(roster(world)))
        assert "2 accounts were made" in page
        assert "Print 2 slips" in page
        # Nobody who was not ticked is gone.
        assert Membership.objects.active_students().filter(classroom=world.classroom).count() == 3

    def test_corrects_a_bad_cell_in_place(self, world, as_alice):
        way = upload(as_alice, world, "Groß;Zoë;zoe@;1\n;;x@example.org;2\n")
        page = text(as_alice.get(way))
        assert "Row 2: Zoë Groß" in page
        assert "This is no e-mail address. Correct it" in page
        refused = as_alice.post(way, {"do": "take-in", "agreed": agreed(as_alice, way)})
        assert refused.status_code == 422
        assert "Some rows are left to be corrected or chosen" in text(refused)
        said = {"do": "check", "cell-1-2": "zoe@example.org", "choice-2": "out"}
        page = text(as_alice.post(way, said, follow=True))
        assert "1 new" in page
        assert "1 left out" in page
        assert "Take the list in" in page

    def test_asks_which_column_has_the_names(self, world, as_alice):
        client = as_alice
        response = client.post(roster(world), {"pasted": "11\t22\n33\t44"})
        assert "Say in which column the names are" in text(client.get(response.url))
        said = {"do": "columns", "column-0": "number", "column-1": "name"}
        assert "2 new" in text(client.post(response.url, said, follow=True))

    def test_lets_choose_between_two_of_a_name(self, world, as_alice):
        take_in(as_alice, world, "Lee;Ann;;\nLee;Ann;;\n")
        way = upload(as_alice, world, "Lee;Ann;;31\n")
        page = text(as_alice.get(way))
        assert "Somebody new" in page
        keys = re.findall(r'name="choice-1" value="(\d+)"', page)
        assert len(keys) == 2
        page = text(as_alice.post(way, {"do": "check", "choice-1": keys[1]}, follow=True))
        assert "1 changed" in page
        assert "1 in the class, not in the list" not in page

    def test_removes_who_is_ticked(self, world, as_alice):
        way = upload(as_alice, world, "Groß;Zoë;;1\n")
        bob = Membership.objects.get(classroom=world.classroom, user=world.bob)
        said = {"do": "take-in", "agreed": agreed(as_alice, way), "removed": bob.pk}
        as_alice.post(way, said)
        running.run_next(("roster",), lambda: False)
        bob.refresh_from_db()
        assert not bob.is_active
        assert "1 student was removed" in text(as_alice.get(roster(world)))

    def test_says_nothing_of_an_account_that_is_not_known(self, world, as_alice):
        User.objects.filter(pk=world.carol.pk).update(email="carol@example.org")
        way = upload(as_alice, world, "C;C;carol@example.org;\nX;X;nobody@example.org;\n")
        page = text(as_alice.get(way))
        assert world.carol.name not in page
        assert "2 new" in page
        as_alice.post(way, {"do": "take-in", "agreed": agreed(as_alice, way)})
        running.run_next(("roster",), lambda: False)
        page = text(as_alice.get(roster(world)))
        assert "Asked to join" in page
        assert world.carol.username not in page.replace("carol@", "")

    def test_throws_a_list_away(self, world, as_alice):
        way = upload(as_alice, world, "Groß;Zoë;;1\n")
        assert "A list waits to be taken in" in text(as_alice.get(roster(world)))
        as_alice.post(way, {"do": "discard"})
        assert not RosterUpload.objects.exists()
        assert as_alice.get(way).status_code == 404

    @pytest.mark.parametrize(
        ("sent", "says"),
        [
            ({}, "Choose a file, or paste rows"),
            ({"pasted": " ; ;"}, "There are no rows in this list"),
            ({"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04?")}, "This file is broken"),
        ],
    )
    def test_says_what_is_wrong_with_a_file(self, world, as_alice, sent, says):
        response = as_alice.post(roster(world), sent)
        assert response.status_code == 422
        assert says in text(response)

    def test_costs_the_same_for_two_and_for_thirty(self, world, django_assert_num_queries):
        rows = [["Name"], *([f"Pupil {number}"] for number in range(30))]
        counts = []
        for kept in (rows[:3], rows):
            upload = classrooms.keep_roster(
                classroom=world.classroom, rows=kept, file_name="", actor=world.alice, now=NOW
            )
            with CaptureQueriesContext(
                connection,
            ) as queries:
                preview_of(upload)
                roster_page(world.classroom, world.alice)
            counts.append(len(queries))
        assert counts == [5, 5]

    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        st.lists(st.lists(st.text(max_size=10), min_size=3, max_size=3), min_size=1, max_size=3),
        st.dictionaries(
            st.sampled_from(
                "cell-0-0 cell-9-9 cell--1 choice-0 choice-x removed column-1 do agreed".split()
            ),
            st.text(st.characters(codec="utf-8"), max_size=10),
        ),
    )
    def test_stands_hostile_cells(self, world, as_alice, cells, said):
        cells = [
            [c.encode(errors="replace").decode().replace("\0", "") for c in row] for row in cells
        ]
        upload = classrooms.keep_roster(
            classroom=world.classroom, rows=cells, file_name="", actor=world.alice, now=NOW
        )
        way = roster(world, f"{upload.public_id}/")
        said = {**said, "do": "check"} if said.get("do") == "discard" else said
        assert as_alice.post(way, said).status_code in (302, 422)
        page = as_alice.get(way)
        assert page.status_code == 200
        assert b"<script>alert" not in page.content


class TestAnAssistant:
    def test_sees_the_list_and_takes_none_in(self, world):
        fay = factories.make_user("fay", name="Fay", is_teacher=True)
        classrooms.enroll(
            classroom=world.classroom, user=fay, role="assistant", actor=world.alice, now=NOW
        )
        client = logged_in(fay)
        page = client.get(roster(world))
        assert "Take a list in" not in text(page)
        assert client.post(roster(world), {"pasted": "Ida"}).status_code == 404


class TestTheFile:
    def test_loads_unchanged(self, world, as_alice):
        take_in(as_alice, world, "=Groß;Zoë;zoe@example.org;1\nLee;Ann;;\nLee;Ann;;\n")
        for suffix in ("csv", "xlsx"):
            content = as_alice.get(roster(world, f"students.{suffix}")).content
            file = SimpleUploadedFile(f"x.{suffix}", content)
            way = as_alice.post(roster(world), {"file": file}).url
            assert "There is nothing to do: the class is as the list says." in text(
                as_alice.get(way)
            ), suffix

    def test_holds_no_formula(self, world, as_alice):
        User.objects.filter(pk=world.bob.pk).update(name="=1+1")
        book = load_workbook(io.BytesIO(as_alice.get(roster(world, "students.xlsx")).content))
        assert book.active["A2"].data_type == "s"
        content = as_alice.get(roster(world, "students.csv")).content
        assert b'"\'=1+1"' in content
        assert rows_of(content)[1][0] == "=1+1"

    def test_is_of_two_sorts(self, world, as_alice):
        assert as_alice.get(roster(world, "students.pdf")).status_code == 404


class TestSlips:
    def test_let_a_student_in_once_to_choose_a_password(self, world, as_alice, settings):
        take_in(as_alice, world, "Groß;Zoë;;1\n")
        page = text(as_alice.get(f"/classes/{world.classroom.public_id}/slips/"))
        username, password = re.findall(r"<code[^>]*>([^<]+)</code>", page)
        assert username == "zoe.gross"
        client = Client()
        asked = {"login": username, "password": password.lower()}
        client.post("/account/login/", asked)
        assert client.get("/history/").url == "/password/choose/"
        part = client.get("/", headers={"HX-Request": "true"})
        assert part["HX-Redirect"] == "/password/choose/"
        assert Client().post("/account/login/", asked).status_code == 200
        short = client.post("/password/choose/", {"password": "1234", "again": "1234"})
        assert short.status_code == 422
        differ = {"password": factories.PASSWORD, "again": "something else"}
        assert "The two differ" in text(client.post("/password/choose/", differ))
        chosen = {"password": factories.PASSWORD, "again": factories.PASSWORD}
        assert client.post("/password/choose/", chosen).url == "/"
        assert client.get("/history/").status_code == 200
        stored = User.objects.get(username=username)
        assert not stored.must_choose_password
        assert not stored.password.startswith("slip")
        page = text(as_alice.get(roster(world)))
        assert "Has logged in" in page

    def test_are_made_anew_after_a_confirmation(self, world, as_alice):
        take_in(as_alice, world, "Groß;Zoë;;1\n")
        zoe = User.objects.get(username="zoe.gross")
        way = f"/classes/{world.classroom.public_id}/passwords/"
        page = text(as_alice.get(way, {"student": [zoe.public_id, world.bob.public_id]}))
        assert "Set 1 new password" in page
        assert "Not yours to set" in page
        done = as_alice.post(way, {"student": zoe.public_id}, follow=True)
        assert "zoe.gross" in text(done)
        assert User.objects.get(pk=zoe.pk).password != zoe.password

    def test_are_not_for_strangers_nor_of_other_classes(self, world, as_dan, as_alice):
        slips = f"/classes/{world.classroom.public_id}/slips/"
        assert as_dan.get(slips).status_code == 404
        page = as_alice.get(slips, {"student": ["x", str(uuid4())]})
        assert "No slips to print" in text(page)


class TestMoving:
    def test_takes_along_what_was_given_together(self, world, as_alice):
        act = uuid4()
        other = factories.make_classroom(world.alice, name="Other")
        given, alone = (
            factories.make_assignment(world.quiz, world.classroom, world.alice) for _ in "ab"
        )
        twin = factories.make_assignment(world.quiz, other, world.alice)
        for each in (given, twin):
            type(each).objects.filter(pk=each.pk).update(given_together=act)
        along, staying = (factories.take(each, world.bob) for each in (given, alone))
        way = f"/classes/{world.classroom.public_id}/move/"
        asked = {"student": str(world.bob.public_id)}
        assert "To which class?" in text(as_alice.get(way, asked))
        asked["to"] = str(other.public_id)
        page = text(as_alice.get(way, asked))
        assert "Goes along" in page
        assert "Stays with the old class" in page
        as_alice.post(way, asked)
        assert Attempt.objects.get(pk=along.pk).assignment == twin
        assert Attempt.objects.get(pk=staying.pk).assignment == alone
        active = Membership.objects.active_students().filter(user=world.bob)
        assert [each.classroom for each in active] == [other]

    def test_leads_to_no_class_of_somebody_else(self, world, as_alice):
        theirs = factories.make_classroom(world.dan)
        way = f"/classes/{world.classroom.public_id}/move/"
        asked = {"student": str(world.bob.public_id), "to": str(theirs.public_id)}
        assert as_alice.post(way, asked).status_code == 404


class TestLoggingInOnThePageForAnswering:
    def test_does_not_use_a_slip_up(self, world, as_alice):
        take_in(as_alice, world, "Groß;Zoë;;1\n")
        zoe = User.objects.get(username="zoe.gross")
        page = text(as_alice.get(f"/classes/{world.classroom.public_id}/slips/"))
        username, password = re.findall(r"<code[^>]*>([^<]+)</code>", page)
        asked = {"login": username, "password": password, "owner": zoe.public_id}
        client = Client()
        assert "This password is from a slip" in client.post("/log-in-here/", asked).json()["html"]
        client.post("/account/login/", asked)
        assert client.get("/").url == "/password/choose/"
