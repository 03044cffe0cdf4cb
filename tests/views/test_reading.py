"""Own highlights, notes, settings and struck options: kept, bounded, and nobody else's."""

import json
from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse

from quizzes.models.articles import ReadingMark
from quizzes.models.attempts import Attempt, Strike
from quizzes.models.audit import AuditRecord
from quizzes.services import articles, attempts
from tests.conftest import logged_in
from tests.factories import (
    NOW,
    make_article,
    make_assignment,
    make_quiz,
    make_version,
    start,
    take,
)
from tests.views.reading import words_of

SECRET = "my very own thought"
DAY = timedelta(days=1)


def address(revision, act):
    return reverse(f"quizzes:article-{act}", args=[revision.article.public_id, revision.number])


def send(user, url, **sent):
    body = json.dumps({"user": str(user.public_id), **sent})
    return logged_in(user).post(url, body, content_type="application/json")


def highlight(user, revision, *sentences, is_highlighted=True):
    url = address(revision, "highlight")
    return send(user, url, sentences=list(sentences), is_highlighted=is_highlighted)


def write(user, revision, note, sentence="s1", base=""):
    return send(user, address(revision, "note"), sentence=sentence, note=note, base=base)


@pytest.fixture
def text(world):
    return world.quiz.article.revisions.get()


class TestHighlight:
    def test_is_shown_wherever_its_reader_reads(self, world, text, as_bob):
        assert highlight(world.bob, text, "s1", "s3").status_code == 204
        page = as_bob.get(reverse("quizzes:article-detail", args=[text.article.public_id]))
        looks = 'class="qs-sentence is-highlighted" role="mark" id="s1"'
        assert looks in page.content.decode()
        attempt = start(world.assignment, world.bob)
        Attempt.objects.update(deadline=None)
        page = as_bob.get(reverse("quizzes:attempt-take", args=[attempt.public_id]))
        assert looks in page.content.decode()

    @pytest.mark.parametrize(
        "sent",
        [
            {"sentences": [], "is_highlighted": True},
            {"sentences": ["s0"], "is_highlighted": True},
            {"sentences": ["1"], "is_highlighted": True},
            {"sentences": [1], "is_highlighted": True},
            {"sentences": ["s99"], "is_highlighted": True},
            {"sentences": ["s1"] * 5001, "is_highlighted": True},
            {"sentences": "s1", "is_highlighted": True},
            {"sentences": ["s1"], "is_highlighted": "yes"},
            {"sentences": ["s1"]},
        ],
    )
    def test_refuses_what_no_page_of_ours_sends(self, world, text, sent):
        response = send(world.bob, address(text, "highlight"), **sent)
        assert response.status_code == 400
        assert response.json()["message"]
        assert not ReadingMark.objects.exists()

    @pytest.mark.parametrize("body", ["", "[]", "{", "[" * 100_000, '{"user": 1}'])
    def test_refuses_what_is_no_object(self, world, text, as_bob, body):
        for act in ("highlight", "note"):
            response = as_bob.post(address(text, act), body, content_type="application/json")
            assert response.status_code == 400


class TestNote:
    def test_is_shown_to_its_reader_as_written(self, world, text, as_bob):
        assert write(world.bob, text, f" {SECRET} <b>&\n2 ").json() == {"note": f"{SECRET} <b>&\n2"}
        url = reverse("quizzes:article-detail", args=[text.article.public_id])
        html = as_bob.get(url).content.decode()
        assert f"{SECRET} &lt;b&gt;&amp;\n2</p></li>" in html
        assert 'id="note-s1"' in html
        assert '<a class="qs-own-note__of" href="#s1">A spirit was named in Astana.</a>' in html

    def test_says_what_another_page_has_written(self, world, text):
        write(world.bob, text, "From the phone")
        response = write(world.bob, text, "From the desk")
        assert response.status_code == 409
        assert response.json()["stored"] == "From the phone"

    @pytest.mark.parametrize(
        "changed", [{"note": "x" * 1001}, {"note": None}, {"sentence": "s99"}, {"base": 1}]
    )
    def test_refuses_with_a_reason(self, world, text, changed):
        sent = {"sentence": "s1", "note": "Why?", "base": "", **changed}
        response = send(world.bob, address(text, "note"), **sent)
        assert response.status_code == 400
        assert response.json()["message"]

    def test_can_hold_anything_that_can_be_typed(self, world, text):
        body = f'{{"user": "{world.bob.public_id}", "sentence": "s1", "base": "", "note": '
        body += '"a\\u0000b\\ud800 \\ud83d\\udc1d"}'
        client = logged_in(world.bob)
        response = client.post(address(text, "note"), body, content_type="application/json")
        assert response.status_code == 200
        assert ReadingMark.objects.get().note == "a\ufffdb\ufffd \N{HONEYBEE}"

    def test_of_a_page_of_somebody_else_is_not_taken(self, world, text, as_carol):
        body = {"user": str(world.bob.public_id), "sentence": "s1", "note": SECRET, "base": ""}
        url = address(text, "note")
        response = as_carol.post(url, json.dumps(body), content_type="application/json")
        assert response.status_code == 401
        assert not ReadingMark.objects.exists()


class TestWhoMayMark:
    def test_only_what_one_may_read(self, world):
        text = make_article()
        text.article.owner = world.alice
        text.article.save()
        assert highlight(world.bob, text, "s1").status_code == 404
        assert write(world.bob, text, SECRET).status_code == 404
        assert highlight(world.alice, text, "s1").status_code == 204

    def test_what_stands_beside_ones_own_attempt(self, world):
        text = make_article()
        quiz = make_quiz(revision=text, is_open=False)
        attempt = start(make_assignment(quiz, world.classroom, world.alice), world.bob)
        text.article.owner = world.alice
        text.article.save()
        assert attempt.article_revision == text
        assert highlight(world.bob, text, "s1").status_code == 204
        assert highlight(world.carol, text, "s1").status_code == 404

    def test_no_revision_that_is_not_there(self, world, text):
        text.number = 2
        assert highlight(world.bob, text, "s1").status_code == 404


class TestSettings:
    URL = "/reading/"

    def test_of_the_script_are_kept(self, world, as_bob):
        look = {"text_size": 4, "line_spacing": 3, "is_dimming": True}
        response = as_bob.post(self.URL, json.dumps(look), content_type="application/json")
        assert response.status_code == 204
        html = as_bob.get(
            reverse("quizzes:article-detail", args=[world.quiz.article.public_id])
        ).content.decode()
        assert 'data-text-size="4" data-line-spacing="3" data-dims>' in html

    def test_of_a_plain_form_lead_back(self, world, as_bob):
        look = {"text_size": "1", "line_spacing": "1", "next": "/history/?page=1"}
        response = as_bob.post(self.URL, look)
        assert response.url == "/history/?page=1"
        world.bob.refresh_from_db()
        assert (world.bob.text_size, world.bob.is_dimming) == (1, False)

    def test_lead_to_no_other_site(self, as_bob):
        look = {"text_size": "1", "line_spacing": "1", "next": "https://example.org/"}
        assert as_bob.post(self.URL, look).url == "/"

    @pytest.mark.parametrize("look", [{}, {"text_size": 9, "line_spacing": 1}, [1]])
    def test_refuse_what_is_no_step(self, world, as_bob, look):
        response = as_bob.post(self.URL, json.dumps(look), content_type="application/json")
        assert response.status_code == 400
        world.bob.refresh_from_db()
        assert world.bob.text_size == 2


class TestStrike:
    def test_is_there_on_every_device_and_in_the_review(self, world, as_bob):
        attempt = start(world.assignment, world.bob)
        attempts.strike(attempt=attempt, position=1, option="a", is_struck=True)
        url = reverse("quizzes:attempt-question", args=[attempt.public_id, 1])
        html = as_bob.get(url).content.decode()
        assert '<div class="qs-choice is-struck" data-choice="a">' in html
        assert html.count("data-strike") == 3
        attempts.submit(attempt=attempt, now=NOW)
        url = reverse("quizzes:attempt-review", args=[attempt.public_id])
        assert "You struck it out" in as_bob.get(url).content.decode()
        assert "You struck it out" not in logged_in(world.alice).get(url).content.decode()

    def test_works_by_a_plain_button(self, world, as_bob):
        attempt = start(world.quiz, world.bob)
        url = reverse("quizzes:attempt-answer", args=[attempt.public_id])
        response = as_bob.post(url, {"current": "1", "go": "strike:1:a"})
        assert response.url.endswith("?q=1#q1")
        assert Strike.objects.get().option == "a"

    def test_is_not_offered_between_two(self, world, as_bob):
        attempt = start(make_quiz(("true_false",)), world.bob)
        url = reverse("quizzes:attempt-question", args=[attempt.public_id, 1])
        assert "data-strike" not in as_bob.get(url).content.decode()

    def test_of_a_chosen_option_says_only_that_it_was_chosen(self, world, as_bob):
        attempt = start(world.quiz, world.bob)
        attempts.strike(attempt=attempt, position=1, option="b", is_struck=True)
        done = take(world.quiz, world.bob)
        assert done == attempt
        page = as_bob.get(reverse("quizzes:attempt-review", args=[done.public_id]))
        assert "You struck it out" not in page.content.decode()

    def test_says_to_an_open_page_that_its_attempt_is_over(self, world, as_bob):
        attempt = start(world.quiz, world.bob)
        attempts.submit(attempt=attempt, now=NOW)
        url = reverse("quizzes:attempt-strike", args=[attempt.public_id])
        assert (
            as_bob.post(url, {"position": "1", "option": "a", "is_struck": "1"}).status_code == 410
        )
        assert not Strike.objects.exists()


class TestNobodyElse:
    """What Bob marked is on no page of anybody else, and in no record."""

    @pytest.fixture
    def marked(self, world, text):
        quote = "A spirit was named in Astana."
        version = make_version(revision=text, quotes=(quote,))
        quiz = make_quiz([version], revision=text)
        given = make_assignment(quiz, world.classroom, world.alice, review_preset="practice")
        attempt = start(given, world.bob)
        attempts.strike(attempt=attempt, position=1, option="a", is_struck=True)
        articles.write_note(
            reader=world.bob, revision=text, sentence=1, note=SECRET, base="", now=NOW
        )
        articles.highlight(
            reader=world.bob, revision=text, sentences=[1, 2], is_highlighted=True, now=NOW
        )
        return take(given, world.bob, {})

    def pages(self, attempt):
        name = ("attempt-review", "attempt-receipt")
        yield from (reverse(f"quizzes:{each}", args=[attempt.public_id]) for each in name)
        yield reverse("quizzes:attempt-evidence", args=[attempt.public_id, 1])
        yield reverse("quizzes:assignment-attempts", args=[attempt.assignment.public_id])
        yield reverse("quizzes:article-detail", args=[attempt.article_revision.article.public_id])
        yield reverse("quizzes:teach")

    def test_in_class(self, world, marked):
        for url in self.pages(marked):
            html = logged_in(world.alice).get(url).content.decode()
            for trace in (SECRET, "is-highlighted", "is-struck", "note-s1"):
                assert trace not in html, url

    def test_and_there_again_for_its_own_student(self, world, marked):
        url = reverse("quizzes:attempt-evidence", args=[marked.public_id, 1])
        html = logged_in(world.bob).get(url).content.decode()
        assert SECRET in html
        assert '<mark class="qs-evidence" id="evidence">' in html
        review = logged_in(world.bob).get(
            reverse("quizzes:attempt-review", args=[marked.public_id])
        )
        told = words_of(review, "Your marks in these sentences", "Something")
        assert f"A spirit was named in Astana. {SECRET} You highlighted it" in told
        assert 'class="qs-sentence is-highlighted" role="mark" id="s2"' in html

    def test_in_the_administration(self, world, marked):
        registered = set(admin.site._registry)
        assert not registered & {ReadingMark, Strike}
        world.dan.is_staff = world.dan.is_superuser = True
        world.dan.save()
        client = logged_in(world.dan)
        user = reverse("admin:quizzes_user_change", args=[world.bob.pk])
        item = reverse("admin:quizzes_attempt_change", args=[marked.pk])
        for url in (user, item, reverse("admin:quizzes_auditrecord_changelist")):
            response = client.get(url)
            assert response.status_code == 200
            assert SECRET not in response.content.decode()

    def test_on_record(self, world, marked):
        records = AuditRecord.objects.values("action", "before", "after", "reason")
        assert SECRET not in str(list(records))
        assert not AuditRecord.objects.filter(action__contains="note").exists()

    def test_not_even_in_its_name(self, marked):
        assert SECRET not in str(ReadingMark.objects.exclude(note="").get())
