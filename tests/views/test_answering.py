"""Saving answers: the JSON of the page's script, the plain form, flags, place, clock."""

import json
from datetime import timedelta
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models.attempts import Attempt, Step
from quizzes.services import attempts
from tests import factories
from tests.conftest import logged_in


@pytest.fixture
def attempt(world):
    """Carol's open attempt: single choice, multiple choice, short answer."""
    return factories.start(world.quiz, world.carol, now=timezone.now())


def item(position=1, raw="b", base=0, action="save"):
    return {"position": position, "raw": raw, "action": action, "base_revision": base}


def send(client, attempt, *items, user=None):
    body = {"user": str((user or attempt.student).public_id), "items": items}
    address = reverse("quizzes:attempt-save", args=[attempt.public_id])
    return client.post(address, json.dumps(body), content_type="application/json")


def post(client, attempt, **data):
    return client.post(reverse("quizzes:attempt-answer", args=[attempt.public_id]), data)


def place_of(attempt, position):
    url = reverse("quizzes:attempt-take", args=[attempt.public_id])
    return f"{url}?q={position}#q{position}"


class TestSave:
    def test_answers_with_revision_and_the_servers_time(self, as_carol, attempt):
        response = send(as_carol, attempt, item())
        assert response.status_code == 200
        line = response.json()["items"][0]
        step = Step.objects.get()
        assert (line["status"], line["revision"]) == ("saved", 1)
        assert line["at"] == response.json()["time"] == step.at.isoformat()

    def test_says_the_same_again(self, as_carol, attempt):
        first, again = (send(as_carol, attempt, item()).json()["items"] for _ in range(2))
        assert first == again
        assert Step.objects.count() == 1

    def test_reports_a_conflict_and_stores_the_rest(self, as_carol, attempt):
        send(as_carol, attempt, item())
        response = send(as_carol, attempt, item(raw="c"), item(3, "Astana"))
        assert response.status_code == 409
        conflict, saved = response.json()["items"]
        assert (conflict["status"], conflict["stored"], conflict["revision"]) == (
            "conflict",
            "b",
            1,
        )
        assert saved["status"] == "saved"

    def test_says_what_cannot_be_read(self, as_carol, attempt):
        line = send(as_carol, attempt, item(raw="?")).json()["items"][0]
        assert line["status"] == "saved"
        assert line["message"]

    @pytest.mark.parametrize("who", ["world.bob", None])
    def test_stores_nothing_under_another_login(self, world, as_bob, client, attempt, who):
        response = send(as_bob if who else client, attempt, item())
        assert response.status_code == 401
        assert response.json()["login_url"] == "/account/login/"
        assert not Step.objects.exists()

    def test_tells_a_second_page_that_it_is_handed_in(self, as_carol, attempt):
        attempts.submit(attempt=attempt, now=timezone.now())
        response = send(as_carol, attempt, item())
        assert response.status_code == 410
        assert response.json()["url"].endswith("/review/")

    def test_refuses_what_our_page_does_not_send(self, as_carol, attempt):
        address = reverse("quizzes:attempt-save", args=[attempt.public_id])
        assert as_carol.post(address, b"{", content_type="application/json").status_code == 400

    def test_needs_the_token_of_our_page(self, world, attempt):
        client = logged_in(world.carol)
        client.handler.enforce_csrf_checks = True
        assert send(client, attempt, item()).status_code == 403

    def test_says_that_a_late_answer_does_not_count(self, world, as_carol):
        begun = timezone.now() - timedelta(hours=1)
        late = factories.start(factories.make_quiz(limit_seconds=600), world.carol, now=begun)
        assert send(as_carol, late, item()).json()["items"][0]["status"] == "late"

    def test_takes_and_gives_under_a_kilobyte(self, as_carol, attempt):
        body = {"user": str(attempt.student.public_id), "items": [item(3, "x" * 200)]}
        response = send(as_carol, attempt, item(3, "x" * 200))
        assert len(json.dumps(body)) < 1024
        assert len(response.content) < 1024


class TestForm:
    def test_saves_and_moves_on(self, as_carol, attempt):
        response = post(as_carol, attempt, current=1, q1="b", **{"q1-base": 0}, go="next")
        assert response.url == place_of(attempt, 2)
        assert Step.objects.get().raw == "b"
        attempt.refresh_from_db()
        assert attempt.position == 2

    @pytest.mark.parametrize(
        ("go", "position"), [("save", 2), ("previous", 1), ("next", 3), ("goto:3", 3), ("", 2)]
    )
    def test_goes_where_its_button_says(self, as_carol, attempt, go, position):
        response = post(as_carol, attempt, current=2, go=go)
        assert response.url == place_of(attempt, position)

    def test_goes_to_the_summary_with_everything_saved(self, as_carol, attempt):
        data = {"current": 3, "q3": "Astana", "q3-base": 0, "go": "finish"}
        response = post(as_carol, attempt, **data)
        assert response.url == reverse("quizzes:attempt-submit", args=[attempt.public_id])
        assert Step.objects.count() == 1

    def test_flags_and_takes_the_flag_back(self, as_carol, attempt):
        for is_flagged in (True, False):
            assert post(as_carol, attempt, current=1, go="flag:2").url == place_of(attempt, 2)
            assert attempt.items.get(position=2).is_flagged is is_flagged

    def test_tells_of_a_conflict_and_keeps_both(self, as_carol, attempt):
        send(as_carol, attempt, item())
        data = {"current": 1, "q1": "c", "q1-base": 0, "go": "save"}
        page = as_carol.get(post(as_carol, attempt, **data).url)
        assert b"changed" in page.content
        assert Step.objects.count() == 1

    def test_does_not_break_on_hostile_fields(self, as_carol, attempt):
        data = {"current": "x", "q1": "b", "q1-base": "-1", "go": "goto:9999999999999"}
        assert post(as_carol, attempt, **data).status_code == 302
        assert post(as_carol, attempt, current=1, go="flag:x").status_code == 302

    def test_sends_a_finished_attempt_to_its_review(self, as_carol, attempt):
        attempts.submit(attempt=attempt, now=timezone.now())
        response = post(as_carol, attempt, current=1, go="next")
        assert response.url == reverse("quizzes:attempt-review", args=[attempt.public_id])

    def test_stores_a_late_answer_and_says_that_it_does_not_count(self, world, as_carol):
        begun = timezone.now() - timedelta(hours=1)
        late = factories.start(factories.make_quiz(limit_seconds=600), world.carol, now=begun)
        response = post(as_carol, late, current=1, q1="b", **{"q1-base": 0}, go="next")
        assert response.url == reverse("quizzes:attempt-review", args=[late.public_id])
        step = Step.objects.get()
        assert (step.raw, step.is_late) == ("b", True)
        assert "your answer came too late" in as_carol.get(response.url).content.decode()
        late.refresh_from_db()
        assert late.ended_by == "clock"

    def test_says_what_was_not_taken_after_handing_in_elsewhere(self, as_carol, attempt):
        attempts.submit(attempt=attempt, now=timezone.now())
        response = post(as_carol, attempt, current=3, q3="Paris", **{"q3-base": 0}, go="next")
        words = as_carol.get(response.url).content.decode()
        assert "This try was handed in." in words
        assert "Not taken: your answer to question 3, “Paris”." in words
        assert not Step.objects.exists()

    def test_says_that_a_blank_check_needs_an_answer(self, world, as_carol):
        quiz = factories.make_quiz(behavior="immediate")
        checked = factories.start(quiz, world.carol, now=timezone.now())
        response = post(as_carol, checked, current=1, **{"q1-base": 0}, go="check:1")
        assert "1. Answer first, then check." in as_carol.get(response.url).content.decode()


class TestFlagAndPlace:
    def test_keep_what_they_are_told(self, as_carol, attempt):
        flag = reverse("quizzes:attempt-flag", args=[attempt.public_id])
        place = reverse("quizzes:attempt-place", args=[attempt.public_id])
        assert as_carol.post(flag, {"position": "2", "is_flagged": "1"}).status_code == 204
        assert as_carol.post(place, {"position": "2", "sentence": "s4"}).status_code == 204
        attempt.refresh_from_db()
        assert attempt.items.get(position=2).is_flagged
        assert (attempt.position, attempt.reading_place) == (2, "s4")

    @pytest.mark.parametrize("position", ["", "x", "-1", "9" * 30, "²"])
    def test_refuse_what_is_no_position(self, as_carol, attempt, position):
        for name in ("attempt-flag", "attempt-place"):
            address = reverse(f"quizzes:{name}", args=[attempt.public_id])
            assert as_carol.post(address, {"position": position}).status_code == 404

    def test_end_a_page_that_was_handed_in_elsewhere(self, as_carol, attempt):
        attempts.submit(attempt=attempt, now=timezone.now())
        for name in ("attempt-flag", "attempt-place"):
            address = reverse(f"quizzes:{name}", args=[attempt.public_id])
            response = as_carol.post(address, {"position": "2", "is_flagged": "1"})
            assert response.status_code == 410
            assert response.json()["url"].endswith("/review/")
        assert not attempt.items.get(position=2).is_flagged

    def test_refuse_a_sentence_that_is_none(self, as_carol, attempt):
        place = reverse("quizzes:attempt-place", args=[attempt.public_id])
        assert as_carol.post(place, {"position": "1", "sentence": "s" * 99}).status_code == 404


class TestClock:
    def test_tells_a_changed_deadline(self, world, as_bob):
        now = timezone.now()
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, now=now, limit_seconds=600
        )
        attempt = factories.start(given, world.bob, now=now)
        address = reverse("quizzes:attempt-clock", args=[attempt.public_id])
        before = as_bob.get(address).json()
        attempts.accommodate(
            classroom=world.classroom,
            student=world.bob,
            grant=attempts.Grant(factor=Fraction(2)),
            actor=world.alice,
            now=now,
        )
        after = as_bob.get(address).json()
        assert before["is_open"]
        assert before["deadline"] == (now + timedelta(minutes=10)).isoformat()
        assert after["deadline"] == (now + timedelta(minutes=20)).isoformat()

    def test_ends_an_attempt_whose_time_is_over(self, world, as_carol):
        begun = timezone.now() - timedelta(hours=1)
        attempt = factories.start(factories.make_quiz(limit_seconds=600), world.carol, now=begun)
        address = reverse("quizzes:attempt-clock", args=[attempt.public_id])
        assert not as_carol.get(address).json()["is_open"]
        assert Attempt.objects.get(pk=attempt.pk).ended_by == "clock"
