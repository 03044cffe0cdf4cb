"""The review of a try: what is disclosed, why, and what a reader can do about it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models.review import QuestionReport
from quizzes.services import assignments, attempts
from quizzes.templatetags.times import moment
from tests import factories
from tests.factories import incoming, make_assignment, make_quiz, make_version, save, start, take
from tests.views.reading import html_of, words_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
QUOTE = "It has four parts, said the speaker."
# Two questions: one to choose in, one to type in.
SPECS = [
    ("single_choice", factories.single_choice("b", feedback="Told of")),
    ("short_answer", factories.short_answer("Astana")),
]


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def quiz(world):
    """Two questions with all that can be told of an answer."""
    revision = world.quiz.article.revisions.get()
    return make_quiz(
        [
            make_version(
                kind, spec, revision=revision, quotes=(QUOTE,), explanation="Because it says so."
            )
            for kind, spec in SPECS
        ],
        is_open=False,
        revision=revision,
    )


@pytest.fixture
def given(world, quiz, now):
    """Give that quiz to Alice's class, from ten days ago on."""

    def give(**terms):
        settings = {"due_at": now + DAY, "closes_at": now + DAY, **terms}
        return make_assignment(quiz, world.classroom, world.alice, now=now - 10 * DAY, **settings)

    return give


def url_of(name, attempt, *args):
    return reverse(f"quizzes:attempt-{name}", args=[attempt.public_id, *args])


def review_of(client, attempt):
    return client.get(url_of("review", attempt))


HALF_RIGHT = {1: "b", 2: "Paris"}
REASONS = ("Chosen: right", "Right answer", "Told of", "Because it says so.", QUOTE)


class TestHomework:
    @pytest.fixture
    def terms(self):
        return {"review_preset": "homework"}

    def test_shows_score_and_correctness_before_closing(self, world, given, terms, now, as_bob):
        attempt = take(given(**terms), world.bob, HALF_RIGHT, now=now)
        words = words_of(review_of(as_bob, attempt))
        assert "50% Points: 1 of 2" in words
        assert "1 × Right 1 × Wrong" in words
        assert "Question 1 Right Points: 1 of 1" in words
        assert "Question 2 Wrong Points: 0 of 1" in words
        assert "Answer given Paris" in words

    def test_keeps_the_reasons_until_closing_and_says_so(self, world, given, terms, now, as_bob):
        attempt = take(given(**terms), world.bob, HALF_RIGHT, now=now)
        response = review_of(as_bob, attempt)
        words = words_of(response)
        assert not any(reason in words for reason in REASONS)
        assert "Astana" not in words
        assert "/evidence/" not in html_of(response)
        hidden = (
            "Not shown yet The right answers, comments on your answers, the explanations and the "
            f"sentences of the article: Shown after {moment(now + DAY)}."
        )
        assert hidden in words

    def test_shows_the_reasons_after_closing(self, world, given, terms, now, as_bob):
        closed = given(**terms, due_at=now - DAY, closes_at=now - DAY)
        attempt = take(closed, world.bob, HALF_RIGHT, now=now - 2 * DAY)
        response = review_of(as_bob, attempt)
        words = words_of(response)
        assert all(reason in words for reason in REASONS)
        assert "Right answer Astana" in words
        assert "Not shown yet" not in words
        assert "../evidence/1/#evidence" in html_of(response)

    def test_names_the_zone_of_the_moment(self, world, given, terms, now, as_bob):
        world.bob.time_zone = "Asia/Almaty"
        world.bob.save()
        attempt = take(given(**terms), world.bob, HALF_RIGHT, now=now)
        assert "(Almaty time)" in words_of(review_of(as_bob, attempt), "Not shown yet", "Questions")


class TestExam:
    @pytest.fixture
    def exam(self, given):
        return given(review_preset="exam")

    def test_shows_the_answers_alone_before_release(self, world, exam, now, as_bob):
        attempt = take(exam, world.bob, {1: "b"}, now=now)
        words = words_of(review_of(as_bob, attempt))
        assert "%" not in words
        assert "Option b Chosen Option c" in words
        assert not any(said in words for said in ("Chosen: right", "Points: 1 of", "Because"))
        assert "Shown when your teacher releases it." in words

    def test_says_what_is_in_the_answer_itself(self, world, exam, now, as_bob):
        attempt = take(exam, world.bob, {1: "b"}, now=now)
        words = words_of(review_of(as_bob, attempt))
        assert "Question 2 Not answered" in words

    def test_shows_all_after_release(self, world, exam, now, as_bob):
        attempt = take(exam, world.bob, HALF_RIGHT, now=now)
        assignments.release(assignment=exam, actor=world.alice, now=now)
        words = words_of(review_of(as_bob, attempt))
        assert "50%" in words
        assert all(reason in words for reason in REASONS)


class TestHeldScores:
    def test_show_the_answers_alone_and_say_what_they_wait_for(self, world, given, now, as_bob):
        held = given(review_preset="practice", are_scores_held=True)
        words = words_of(review_of(as_bob, take(held, world.bob, HALF_RIGHT, now=now)))
        assert "%" not in words
        assert "Shown when your teacher releases the scores." in words


class TestABlock:
    def test_by_another_assignment_hides_the_reasons(self, world, given, quiz, now, as_bob):
        attempt = take(given(review_preset="practice"), world.bob, HALF_RIGHT, now=now)
        assert "Because" in words_of(review_of(as_bob, attempt))
        given(review_preset="exam")
        words = words_of(review_of(as_bob, attempt))
        assert "50%" in words
        assert not any(reason in words for reason in REASONS)
        assert as_bob.get(url_of("evidence", attempt, 1)).status_code == 404


class TestScore:
    def test_explains_lateness_to_the_step(self, world, given, now, as_bob):
        late = given(due_at=now - 2 * DAY, closes_at=now + DAY, late_percent=10)
        attempt = take(late, world.bob, now=now - HOUR)
        words = words_of(review_of(as_bob, attempt))
        assert "80% Points: 1.6 of 2 2 − 2 days late × 10% = 1.6" in words

    def test_says_nothing_of_lateness_in_time(self, world, given, now, as_bob):
        attempt = take(given(late_percent=10), world.bob, now=now)
        assert "late" not in words_of(review_of(as_bob, attempt))

    def test_is_so_far_while_something_waits_for_a_mark(self, world, given, now, as_bob):
        attempt = take(given(), world.bob, now=now)
        attempt.items.filter(position=2).update(fraction=None)
        type(attempt).objects.filter(pk=attempt.pk).update(pending="1/1", earned="1/1")
        words = words_of(review_of(as_bob, attempt))
        assert "Points so far: 1 of 1. To be marked: 1." in words
        assert "Question 2 Waiting for a mark Points: 1" in words

    def test_says_that_the_clock_ended_it(self, world, given, now, as_bob):
        attempt = start(given(limit_seconds=600), world.bob, now=now - HOUR)
        words = words_of(review_of(as_bob, attempt))
        assert "by the clock: the time was over Answers 0 of 2" in words


class TestKinds:
    def test_show_a_partly_right_choice_option_by_option(self, now, as_carol, world):
        quiz = make_quiz(("multiple_choice",))
        attempt = take(quiz, world.carol, {1: ["a"]}, now=now)
        words = words_of(review_of(as_carol, attempt), "Questions and answers")
        assert "Partly right" in words
        assert "Option a Chosen: right" in words
        assert "Option b Right, not chosen" in words
        assert "Right ones chosen: 1 of 2. Wrong ones chosen: 0 of 2." in words

    def test_show_a_judgment_in_words(self, now, as_carol, world):
        attempt = take(make_quiz(("true_false",)), world.carol, {1: "false"}, now=now)
        words = words_of(review_of(as_carol, attempt), "Questions and answers")
        assert "True Right answer False Chosen: wrong" in words

    def test_say_that_a_typed_answer_was_close(self, now, as_carol, world):
        attempt = take(make_quiz(("short_answer",)), world.carol, {1: "Astanna"}, now=now)
        words = words_of(review_of(as_carol, attempt))
        assert "Answer given Astanna Right answer Astana Close: check the spelling." in words

    def test_say_what_could_not_be_read(self, now, as_carol, world):
        attempt = start(make_quiz(("single_choice",)), world.carol, now=now)
        save(attempt, incoming(1, "no such option"), now=now)
        attempts.submit(attempt=attempt, now=now)
        assert "Question 1 Could not be read" in words_of(review_of(as_carol, attempt))

    def test_show_the_rubric_of_an_essay_with_its_points_and_a_model_answer(
        self, now, as_carol, world
    ):
        attempt = take(make_quiz(("essay",)), world.carol, {1: "One.\n\nTwo."}, now=now)
        review = review_of(as_carol, attempt)
        words = words_of(review)
        assert "Write at least 5 words. Your text One. Two. How it is marked" in words
        assert "Claim No claim (Points: 0) A claim from the text (Points: 1)" in words
        assert "A model answer A spirit can be named." in words
        assert "<em>can</em>" in html_of(review)

    def test_escape_what_was_typed(self, now, as_carol, world):
        attempt = take(make_quiz(("short_answer",)), world.carol, {1: "<b>x</b>"}, now=now)
        assert "&lt;b&gt;x&lt;/b&gt;" in html_of(review_of(as_carol, attempt))


@pytest.fixture
def late_answer(world, given, now):
    """A try that the clock ended, with an answer that came a minute after it."""
    attempt = start(given(limit_seconds=600, review_preset="practice"), world.bob, now=now - HOUR)
    attempts.close_overdue(now=now - timedelta(minutes=49))
    save(attempt, incoming(1, "b"), now=now - timedelta(minutes=48))
    return attempt


class TestLateAnswers:
    def test_are_said_plainly_to_the_student(self, late_answer, now, as_bob):
        response = review_of(as_bob, late_answer)
        came = moment(now - timedelta(minutes=48))
        said = f"After the time {came} Option b This came too late, so it does not count."
        assert said in words_of(response)
        assert "/accept/" not in html_of(response)

    def test_can_be_accepted_by_the_teacher(self, late_answer, as_alice, as_bob):
        assert "Accept this answer" in words_of(review_of(as_alice, late_answer))
        accept = url_of("accept-late", late_answer, 1, 1)
        response = as_alice.post(accept, {"reason": "The network was down."})
        assert response.url == f"{url_of('review', late_answer)}#q1"
        words = words_of(review_of(as_bob, late_answer))
        assert "Accepted: it counts." in words
        assert "50%" in words

    def test_leave_a_way_to_send_what_this_device_keeps(self, world, late_answer, as_bob, as_alice):
        html = html_of(review_of(as_bob, late_answer))
        assert f'data-unsent data-user="{world.bob.public_id}"' in html
        assert f'data-save-url="{url_of("save", late_answer)}"' in html
        assert "data-unsent" not in html_of(review_of(as_alice, late_answer))


class TestATeacher:
    def test_sees_everything_at_once(self, world, given, now, as_alice):
        attempt = take(given(review_preset="exam"), world.bob, HALF_RIGHT, now=now)
        words = words_of(review_of(as_alice, attempt))
        assert words.startswith("All students Reading ·")
        assert "Bob 50%" in words
        assert all(reason in words for reason in REASONS)

    def test_waits_until_it_is_handed_in(self, world, given, now, as_alice):
        attempt = start(given(), world.bob, now=now)
        assert review_of(as_alice, attempt).status_code == 404


class TestEvidence:
    @pytest.fixture
    def attempt(self, world, given, now):
        return take(given(review_preset="practice"), world.bob, HALF_RIGHT, now=now)

    def test_is_marked_in_the_article_and_can_be_gone_to(self, attempt, as_bob):
        html = html_of(as_bob.get(url_of("evidence", attempt, 2)))
        assert html.count('id="evidence"') == 1
        assert f'<mark class="qs-evidence" id="evidence">{QUOTE}</mark>' in html

    def test_leads_back_to_the_question(self, attempt, as_bob):
        html = html_of(as_bob.get(url_of("evidence", attempt, 2)))
        assert f"{url_of('review', attempt)}#q2" in html

    def test_is_of_the_question_asked_for(self, attempt, as_bob):
        words = words_of(as_bob.get(url_of("evidence", attempt, 2)))
        assert words.startswith("Question 2 in the article")

    def test_is_not_there_for_a_question_that_is_not(self, attempt, as_bob):
        assert as_bob.get(url_of("evidence", attempt, 3)).status_code == 404

    def test_takes_no_post(self, attempt, as_bob):
        assert as_bob.post(url_of("evidence", attempt, 2)).status_code == 405


class TestAReport:
    @pytest.fixture
    def attempt(self, world, given, now):
        return take(given(), world.bob, HALF_RIGHT, now=now)

    def test_is_kept_with_the_question(self, attempt, world, as_bob):
        url = url_of("report", attempt, 2)
        response = as_bob.post(url, {"reason": "key", "text": "Paris is right."})
        assert response.url == f"{url_of('review', attempt)}#q2"
        kept = QuestionReport.objects.get()
        assert (kept.item.position, kept.reporter, kept.reason) == (2, world.bob, "key")
        words = words_of(review_of(as_bob, attempt), "Question 2 Wrong Points: 0 of 1")
        assert "You have reported this question." in words

    def test_of_somebody_else_is_not_ones_own(self, attempt, as_bob, as_alice):
        as_bob.post(url_of("report", attempt, 2), {"reason": "key"})
        assert "You have reported" not in words_of(review_of(as_alice, attempt))

    def test_that_is_refused_keeps_what_was_typed(self, attempt, as_bob):
        text = "x" * 2001
        response = as_bob.post(url_of("report", attempt, 2), {"reason": "key", "text": text})
        assert response.status_code == 422
        assert text in response.content.decode()
        assert f"{url_of('review', attempt)}#q2" in response.content.decode()
        assert not QuestionReport.objects.exists()

    def test_is_asked_for_on_a_page_of_its_own_or_in_place(self, attempt, as_bob):
        url = url_of("report", attempt, 2)
        assert "Report a question" in words_of(as_bob.get(url))
        part = as_bob.get(url, headers={"HX-Request": "true"}).content.decode().strip()
        assert part.startswith("<details")
        assert f'hx-post="{url}"' in part
        assert not QuestionReport.objects.exists()

    def test_in_place_is_answered_in_place(self, attempt, as_bob):
        url, headers = url_of("report", attempt, 2), {"HX-Request": "true"}
        refused = as_bob.post(url, {"reason": "nonsense"}, headers=headers)
        assert refused.status_code == 422
        assert refused.content.strip().startswith(b"<details")
        told = as_bob.post(url, {"reason": "key"}, headers=headers)
        assert told.status_code == 200
        assert "Your report is kept" in told.content.decode()
        assert "A new report takes the place" in words_of(as_bob.get(url))

    def test_takes_no_other_method(self, attempt, as_bob):
        assert as_bob.put(url_of("report", attempt, 2)).status_code == 405

    def test_of_a_stranger_is_not_taken(self, attempt, as_carol, as_dan):
        for client in (as_carol, as_dan):
            response = client.post(url_of("report", attempt, 2), {"reason": "key"})
            assert response.status_code == 404


class TestRequests:
    def test_of_strangers_find_nothing(self, world, given, now, as_carol, as_dan):
        attempt = take(given(), world.bob, now=now)
        for client in (as_carol, as_dan):
            for name, args in (("review", ()), ("receipt", ()), ("evidence", (1,))):
                assert client.get(url_of(name, attempt, *args)).status_code == 404

    def test_while_it_is_open_lead_back_to_the_questions(self, world, given, now, as_bob):
        attempt = start(given(), world.bob, now=now)
        assert review_of(as_bob, attempt).url == url_of("take", attempt)

    def test_take_no_post(self, world, given, now, as_bob):
        attempt = take(given(), world.bob, now=now)
        assert as_bob.post(url_of("review", attempt)).status_code == 405
