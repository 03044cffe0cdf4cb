"""Several tries with hints, and how sure one is: what is shown while answering and afterwards."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models.attempts import Attempt, Step
from quizzes.queries.records import differences
from quizzes.queries.review import review_of
from quizzes.services import attempts
from tests import factories
from tests.views.reading import words_of

HINTS = ("Look at the *first* line.", "It begins with b.")


def ask(behavior, kinds=("single_choice",), **settings):
    versions = [factories.make_version(kind, hints=HINTS) for kind in kinds]
    return factories.make_quiz(versions, behavior=behavior, **settings)


@pytest.fixture
def attempt(world):
    return factories.start(ask("interactive"), world.carol, now=timezone.now())


def send(client, attempt, raw, base, action="check"):
    item = {"position": 1, "raw": raw, "action": action, "base_revision": base}
    body = json.dumps({"user": str(attempt.student.public_id), "items": [item]})
    url = reverse("quizzes:attempt-save", args=[attempt.public_id])
    return client.post(url, body, content_type="application/json").json()["items"][0]


def card(client, attempt):
    url = reverse("quizzes:attempt-question", args=[attempt.public_id, 1])
    return client.get(url).content.decode()


class TestTries:
    def test_tell_how_many_are_left_and_no_hint_before(self, as_carol, attempt):
        html = card(as_carol, attempt)
        assert "2 tries left." in html
        assert "first</em> line" not in html

    def test_are_followed_by_a_hint(self, as_carol, attempt):
        line = send(as_carol, attempt, "a", 0)
        assert (line["is_finished"], line["is_checked"]) == (False, True)
        html = card(as_carol, attempt)
        assert "Not right yet." in html
        assert "Look at the <em>first</em> line." in html
        assert "1 try left." in html
        assert "It begins with b." not in html

    def test_cost_nothing_where_nothing_new_was_tried(self, as_carol, attempt):
        send(as_carol, attempt, "a", 0)
        send(as_carol, attempt, "a", 1)
        send(as_carol, attempt, "", 2)
        assert "1 try left." in card(as_carol, attempt)

    def test_cost_nothing_for_the_same_words_typed_otherwise(self, as_carol, world):
        attempt = factories.start(
            ask("interactive", ["short_answer"]), world.carol, now=timezone.now()
        )
        send(as_carol, attempt, "Rome", 0)
        send(as_carol, attempt, " rome ", 1)
        assert "1 try left." in card(as_carol, attempt)

    def test_end_with_the_answer_and_what_it_earned(self, as_carol, attempt):
        send(as_carol, attempt, "a", 0)
        assert send(as_carol, attempt, "b", 1)["is_finished"]
        html = card(as_carol, attempt)
        assert "Points: 0.5 of 1" in html
        assert "The article says so." in html
        refused = send(as_carol, attempt, "c", 2)
        assert refused["status"] == "refused"
        assert "no more tries" in refused["message"]

    def test_are_explained_in_the_review(self, as_carol, attempt):
        send(as_carol, attempt, "a", 0)
        send(as_carol, attempt, "b", 1)
        attempts.submit(attempt=attempt, now=timezone.now())
        url = reverse("quizzes:attempt-review", args=[attempt.public_id])
        words = words_of(as_carol.get(url))
        assert "Question 1 Right Points: 0.5 of 1" in words
        assert "1 try before it was not right: that costs 50%." in words
        assert list(differences()) == []

    @pytest.mark.parametrize("kinds", [["short_answer"], ["short_answer"] * 4])
    def test_cost_the_review_no_query_for_each_question(
        self, world, kinds, django_assert_max_num_queries
    ):
        now = timezone.now()
        attempt = factories.start(ask("interactive", kinds), world.carol, now=now)
        places = range(1, len(kinds) + 1)
        factories.save(attempt, *(factories.incoming(place, "Rome") for place in places), now=now)
        attempts.submit(attempt=attempt, now=now)
        titled = Attempt.objects.titled().get(pk=attempt.pk)
        with django_assert_max_num_queries(9):
            review_of(titled, world.carol, now)

    def test_work_by_a_plain_form(self, as_carol, attempt):
        url = reverse("quizzes:attempt-answer", args=[attempt.public_id])
        as_carol.post(url, {"current": 1, "q1": "a", "q1-base": 0, "go": "check:1"})
        page = as_carol.get(reverse("quizzes:attempt-take", args=[attempt.public_id]))
        assert "Not right yet." in words_of(page)

    def test_tell_nothing_of_a_hint_before_it_is_due(self, as_carol, attempt):
        url = reverse("quizzes:attempt-take", args=[attempt.public_id])
        assert "begins with b" not in as_carol.get(url).content.decode()


class TestCertainty:
    @pytest.fixture
    def attempt(self, world):
        quiz = ask("certainty", ("single_choice", "true_false", "numeric"))
        return factories.start(quiz, world.carol, now=timezone.now())

    def claim(self, client, attempt, *claims):
        for position, (answer, level) in enumerate(claims, start=1):
            item = {
                "position": position,
                "raw": {"answer": answer, "certainty": level},
                "action": "save",
                "base_revision": 0,
            }
            body = json.dumps({"user": str(attempt.student.public_id), "items": [item]})
            url = reverse("quizzes:attempt-save", args=[attempt.public_id])
            response = client.post(url, body, content_type="application/json")
            assert response.json()["items"][0]["status"] == "saved"

    def test_is_asked_beside_each_answer(self, as_carol, attempt):
        self.claim(as_carol, attempt, ("b", 3))
        html = card(as_carol, attempt)
        assert 'value="b" checked' in html
        assert 'name="q1-certainty" value="3" checked' in html

    def test_stands_beside_the_score(self, as_carol, attempt):
        self.claim(as_carol, attempt, ("b", 3), ("false", 2), ("30", 1))
        attempts.submit(attempt=attempt, now=timezone.now())
        url = reverse("quizzes:attempt-review", args=[attempt.public_id])
        words = words_of(as_carol.get(url))
        assert "Points: 2 of 3" in words
        assert "Certainty mark: 2 of at most 9." in words
        assert "very sure: 1 of 1 right" in words
        assert "fairly sure: 0 of 1 right" in words
        assert "How sure you were: fairly sure. Certainty mark: -2" in words
        assert list(differences()) == []

    def test_is_taken_by_a_plain_form(self, as_carol, attempt):
        url = reverse("quizzes:attempt-answer", args=[attempt.public_id])
        data = {"current": 1, "q1": "b", "q1-certainty": "2", "q1-base": 0, "go": "save"}
        as_carol.post(url, data)
        assert Step.objects.get().raw == {"answer": "b", "certainty": 2}
        as_carol.post(url, {**data, "q1-base": 1})
        assert Step.objects.count() == 1
        as_carol.post(url, {**data, "q1-base": 1, "q1-certainty": "3"})
        assert Step.objects.latest("pk").raw == {"answer": "b", "certainty": 3}

    def test_alone_is_no_answer(self, as_carol, attempt):
        self.claim(as_carol, attempt, ("", 3))
        assert Attempt.objects.get(pk=attempt.pk).items.get(position=1).state == "unanswered"

    def test_is_hidden_with_the_correctness(self, world, as_bob):
        quiz = ask("certainty")
        given = factories.make_assignment(
            quiz, world.classroom, world.alice, review_preset="exam", now=timezone.now()
        )
        attempt = factories.start(given, world.bob, now=timezone.now())
        self.claim(as_bob, attempt, ("b", 3))
        attempts.submit(attempt=attempt, now=timezone.now())
        words = words_of(as_bob.get(reverse("quizzes:attempt-review", args=[attempt.public_id])))
        assert "How sure you were: very sure" in words
        assert "Certainty mark" not in words
