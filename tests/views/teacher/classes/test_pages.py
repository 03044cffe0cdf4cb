"""A class's pages: who is in it, how people come in, its settings, its copy."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.classrooms import Classroom, Membership
from quizzes.services import classrooms
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW, make_assignment, make_classroom, make_quiz, make_user, take
from tests.views.reading import words_of

pytestmark = pytest.mark.django_db

STUDENTS, CHANGE = "class-detail", "class-members"


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


def url(world, name, *more):
    return reverse(f"quizzes:{name}", args=[world.classroom.public_id, *more])


def let(world, joining):
    return classrooms.change_settings(
        classroom=world.classroom, values={"joining": joining}, actor=world.alice, now=NOW
    )


def place(world, user):
    return Membership.objects.get(classroom=world.classroom, user=user)


class TestStudents:
    def test_are_listed_by_the_names_they_are_sorted_by(self, world, as_alice):
        zoe = make_user("zoe", name="Zoe Adams")
        enrolled = classrooms.enroll(
            classroom=world.classroom, user=zoe, role="student", actor=world.alice, now=NOW
        )
        enrolled.sort_name, enrolled.student_number = "Adams, Zoe", "4711"
        enrolled.save()
        take(world.assignment, world.bob)
        words = words_of(as_alice.get(url(world, STUDENTS)), "2 students")
        row = "Zoe Adams zoe 4711 never Remove Zoe Adams Bob bob – none 2 Mar 2026, 09:00"
        assert row in words

    def test_who_is_removed_can_be_brought_back_at_once(self, world, as_alice):
        posted = {"student": str(world.bob.public_id), "act": "remove"}
        told = as_alice.post(url(world, CHANGE), posted, follow=True)
        assert "Bob is not in the class. Tries and marks are kept. Undo" in words_of(told)
        as_alice.post(url(world, CHANGE), {**posted, "act": "restore"})
        assert place(world, world.bob).is_active

    def test_who_waits_is_let_in(self, world, as_alice, as_carol):
        code = let(world, "approval").join_code
        as_carol.post(f"/join/{code}/")
        assert "1 wants to join Carol" in words_of(as_alice.get(url(world, STUDENTS)))
        assert "You have asked to join “Reading”" in words_of(as_carol.get("/"))
        as_alice.post(url(world, CHANGE), {"act": "agree_all"})
        assert place(world, world.carol).is_active

    def test_nothing_of_an_account_is_shown_that_was_only_asked(self, world, as_alice):
        Membership.objects.create(
            classroom=world.classroom,
            user=world.carol,
            role="student",
            is_active=False,
            waits_for="consent",
            sort_name="Typed, Name",
            joined_at=NOW,
        )
        words = words_of(as_alice.get(url(world, STUDENTS)))
        assert "Typed, Name" in words
        assert "arol" not in words
        student = url(world, "class-student", world.carol.public_id)
        assert as_alice.get(student).status_code == 404

    def test_a_student_is_shown_with_states_grants_and_acts(self, world, as_alice):
        make_assignment(make_quiz(title="Later"), world.classroom, world.alice)
        take(world.assignment, world.bob)
        factories.grant(world, extra_attempts=1, note="Was ill")
        words = words_of(as_alice.get(url(world, "class-student", world.bob.public_id)))
        assert "Handed in 100%" in words
        assert "Always 1 more try Was ill" in words
        assert "Took somebody into a class" in words


class TestColleague:
    def test_is_asked_and_agrees_on_the_first_page(self, world, as_alice, as_dan):
        told = as_alice.post(url(world, "class-staff"), {"who": "dan", "role": "assistant"})
        assert told.status_code == 302
        assert as_dan.get(url(world, STUDENTS)).status_code == 404
        assert "You are asked to assist in “Reading”" in words_of(as_dan.get("/"))
        as_dan.post(url(world, "join-answer"), {"act": "accept"})
        assert as_dan.get(url(world, STUDENTS)).status_code == 200

    def test_cannot_be_a_student_by_e_mail(self, world, as_alice):
        world.carol.email = "carol@example.org"
        world.carol.save()
        posted = {"who": "carol@example.org", "role": "assistant"}
        response = as_alice.post(url(world, "class-staff"), posted)
        assert response.status_code == 422
        assert "Nobody here has this name" in response.content.decode()

    def test_the_last_teacher_is_told_why_not(self, world, as_alice):
        member = place(world, world.alice).pk
        told = as_alice.post(
            url(world, "class-staff-change"), {"member": member, "act": "remove"}, follow=True
        )
        assert "last teacher of the class" in told.content.decode()


class TestJoining:
    def test_a_link_survives_sign_up(self, world, client):
        door = f"/join/{let(world, 'open').join_code}/"
        assert "Log in, and you come back" in words_of(client.get(door))
        new = {"username": "nora", "password1": factories.PASSWORD, "password2": factories.PASSWORD}
        signed_up = client.post(f"/account/signup/?next={door}", {**new, "next": door})
        assert (signed_up.status_code, signed_up.url) == (302, door)
        client.post(door)
        assert Membership.objects.active_students().filter(user__username="nora").exists()

    def test_wrong_codes_are_told_and_limited(self, world, as_carol, settings):
        settings.ACCOUNT_RATE_LIMITS = {"join_failed": "2/m/ip"}
        code = let(world, "open").join_code
        answer = as_carol.post("/join/", {"code": "AAAAAAAA"})
        assert "No class has this code" in answer.content.decode()
        assert as_carol.get("/join/BBBBBBBB/").status_code == 404
        assert "Too many wrong codes" in as_carol.get(f"/join/{code}/").content.decode()
        assert "Too many" in as_carol.post("/join/", {"code": code}).content.decode()

    def test_the_poster_has_code_link_and_picture(self, world, as_alice):
        code = let(world, "open").join_code
        page = as_alice.get(url(world, "class-poster")).content.decode()
        assert f"{code[:4]}-{code[4:]}" in page
        assert f"http://testserver/join/{code}/" in page
        assert "data:image/svg+xml;base64," in page

    def test_a_closed_class_has_no_link(self, world, as_alice):
        assert as_alice.get(url(world, "class-poster")).status_code == 302
        words = words_of(as_alice.get(url(world, "class-joining")))
        assert "Students do not join by themselves" in words


class TestTheEnd:
    def test_lists_what_closes_and_leaves_the_lists(self, world, as_alice, as_bob):
        factories.start(world.assignment, world.bob)
        Assignment.objects.update(closes_at=None)
        Attempt.objects.update(deadline=None)
        words = words_of(as_alice.get(url(world, "class-archive")))
        assert "1 try is in progress" in words
        assert f"1 assignment closes now {world.quiz.title}" in words
        as_alice.post(url(world, "class-archive"))
        assert "1 archived class" in words_of(as_alice.get("/classes/"))
        assert "Reading" not in words_of(as_alice.get("/teach/"), "Your classes")
        assert "To do" not in words_of(as_bob.get("/"))
        given = reverse("quizzes:assignment-detail", args=[world.assignment.public_id])
        assert "This class is over" in words_of(as_bob.get(given))
        as_alice.post(url(world, "class-unarchive"))
        assert "archived" not in words_of(as_alice.get("/classes/"))

    def test_a_copy_lists_its_dates_and_takes_others(self, world, as_alice):
        term = {"name": "Next", "old_first": "2026-03-02", "new_first": "2026-09-07"}
        look = as_alice.post(url(world, "class-copy"), {**term, "act": "look"})
        assert "27 weeks later" in words_of(look)
        assert 'value="2026-09-14T09:00"' in look.content.decode()
        name = f"a{world.assignment.pk}"
        rows = {
            f"{name}-is_copied": "on",
            f"{name}-opens_at": "2026-09-07T09:00",
            f"{name}-due_at": "2026-09-15T18:00",
            f"{name}-closes_at": "2026-09-14T18:00",
        }
        saved = {**term, **rows, "act": "save"}
        wrong = as_alice.post(url(world, "class-copy"), saved)
        assert wrong.status_code == 422
        assert "It is due after it closes" in wrong.content.decode()
        saved[f"{name}-due_at"] = "2026-09-14T12:00"
        assert as_alice.post(url(world, "class-copy"), saved).status_code == 302
        made = Classroom.objects.get(name="Next").assignments.get()
        assert made.due_at == datetime(2026, 9, 14, 12, tzinfo=UTC)


class TestFirstSteps:
    def test_lead_a_new_teacher_to_a_code(self, world, client):
        newt = make_user("newt", is_teacher=True, time_zone="Europe/Berlin")
        client = logged_in(newt)
        assert "Give a ready-made quiz to a class" in words_of(client.get("/teach/"))
        assert "Give a ready-made quiz to a class" in words_of(client.get("/"))
        first = reverse("quizzes:teach-first-class", args=[world.quiz.public_id])
        assert first in client.get("/teach/first/").content.decode()
        posted = {"name": "7b", "time_zone": "Europe/Berlin", "joining": "open"}
        dates = client.post(first, posted).url
        form = client.get(dates).context["form"]
        offered = {name: form[name].value() for name in ("way", "closes_at")}
        done = client.post(dates, offered, follow=True)
        classroom = Classroom.objects.get(name="7b")
        assert classroom.join_code[:4] in words_of(done)
        given = classroom.assignments.get()
        terms = (given.review_preset, given.attempts_allowed, given.closes_at == given.due_at)
        assert terms == ("homework", 1, True)
        assert given.terms().limit is None
        assert f"{given.closes_at.astimezone(classroom.zone):%H:%M}" == "18:00"


PAGES = [
    *("class-detail", "class-student", "class-staff", "class-joining", "class-archive"),
    *("class-copy", "classes", "teach-first"),
]


def grow(world):
    """Make more of everything: students, those who wait, assignments, tries, classes, acts."""
    for number in range(4):
        user = make_user(f"more{number}")
        classrooms.enroll(
            classroom=world.classroom, user=user, role="student", actor=world.alice, now=NOW
        )
        given = make_assignment(make_quiz(), world.classroom, world.alice)
        take(given, world.bob)
        take(given, user)
        factories.grant(world, assignment=given, extra_attempts=1)
        make_classroom(world.alice, user, name=f"Class {number}")
        colleague = make_user(f"colleague{number}", is_teacher=True)
        classrooms.enroll(
            classroom=world.classroom, user=colleague, role="assistant", actor=world.alice, now=NOW
        )


def test_no_page_costs_more_for_more_people(world, as_alice):
    take(world.assignment, world.bob)
    factories.grant(world, extra_attempts=1)
    assert costs(world, as_alice) == (grow(world), costs(world, as_alice))[1]


def costs(world, client):
    """Return the number of queries of each page."""
    more = {"class-student": [world.bob.public_id]}
    found = {}
    for name in PAGES:
        at = f"/{name}/" if name == "classes" else None
        at = at or (
            "/teach/first/" if name == "teach-first" else url(world, name, *more.get(name, []))
        )
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at).status_code == 200
        found[name] = len(captured)
    return found


HOSTILE = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["\0", "9" * 70, "0001-01-01T00:00", "9999-12-31", "<script>", "%s", "-1"]),
)
FORMS = {
    "class-new": ["name", "time_zone", "joining"],
    "class-settings": ["name", "time_zone", "joining", "are_missing_zero"],
    "class-staff": ["who", "role"],
    "class-staff-change": ["member", "act"],
    "class-members": ["student", "act"],
    "class-copy": ["name", "old_first", "new_first", "act"],
    "join": ["code"],
    "teach-first-dates": ["way", "opens_at", "closes_at"],
}


class TestHostileInput:
    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    @given(data=st.data())
    def test_is_refused_and_nothing_fails(self, world, as_alice: Client, data):
        name = data.draw(st.sampled_from(sorted(FORMS)))
        args = [] if name in ("class-new", "join") else [world.classroom.public_id]
        if name == "teach-first-dates":
            args = [world.quiz.public_id]
        posted = {
            field: data.draw(HOSTILE).encode("utf-8", "replace").decode() for field in FORMS[name]
        }
        asked = "?name=x&time_zone=UTC&joining=open" if name == "teach-first-dates" else ""
        response = as_alice.post(reverse(f"quizzes:{name}", args=args) + asked, posted)
        assert response.status_code in {200, 302, 422}
        assert as_alice.get(url(world, STUDENTS)).status_code == 200
