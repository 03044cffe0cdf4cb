"""The front page of a quiz or an assignment, and Start."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quizzes.models.attempts import Attempt
from quizzes.models.composition import QuizItem
from quizzes.services import attempts
from quizzes.templatetags.times import moment
from tests import factories
from tests.factories import make_assignment, make_quiz, make_version, start, take
from tests.views.reading import html_of, words_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def given(world, now):
    """Give the quiz of everybody to Alice's class, from yesterday on."""

    def give(**terms):
        settings = {"opens_at": now - DAY, "due_at": now + DAY, "closes_at": now + DAY, **terms}
        quiz = settings.pop("quiz", world.quiz)
        return make_assignment(quiz, world.classroom, world.alice, now=now - DAY, **settings)

    return give


def page_of(origin):
    name = "quiz-detail" if isinstance(origin, factories.Quiz) else "assignment-detail"
    return reverse(f"quizzes:{name}", args=[origin.public_id])


def more_time(world, now, factor=Fraction(3, 2), **grant):
    attempts.accommodate(
        classroom=world.classroom,
        student=world.bob,
        grant=attempts.Grant(factor=factor, **grant),
        actor=world.alice,
        now=now,
    )


class TestFacts:
    def test_say_how_many_questions_for_how_many_points(self, as_carol):
        quiz = make_quiz(points="2")
        assert "Questions 2 (points: 4)" in words_of(as_carol.get(page_of(quiz)))

    def test_say_ones_own_time_and_how_it_is_made(self, world, given, now, as_bob):
        more_time(world, now)
        words = words_of(as_bob.get(page_of(given(limit_seconds=1800))))
        assert "Your time 45 minutes: 30 minutes + 15 minutes extra" in words
        assert f"Due {moment(now + DAY + timedelta(minutes=15))}" in words

    def test_say_that_there_is_no_limit(self, given, as_bob):
        assert "No time limit" in words_of(as_bob.get(page_of(given())))

    def test_name_the_zone_where_the_readers_differs(self, world, given, as_bob):
        world.bob.time_zone = "America/New_York"
        world.bob.save()
        assert "(New York time)" in words_of(as_bob.get(page_of(given())))

    def test_say_how_many_tries_are_left(self, world, given, now, as_bob):
        assignment = given(attempts_allowed=2)
        take(assignment, world.bob, now=now)
        more_time(world, now, factor=None, extra_attempts=1)
        assert "Tries 2 of 3 left" in words_of(as_bob.get(page_of(assignment)))

    def test_say_what_the_class_is_asked_though_the_quiz_has_changed(
        self, world, given, now, as_bob
    ):
        assignment = given(attempts_allowed=2)
        take(assignment, world.bob, now=now)
        QuizItem.objects.filter(section__quiz=assignment.quiz).first().delete()
        assert "Questions 3" in words_of(as_bob.get(page_of(assignment)))


class TestRules:
    def test_say_what_lateness_costs(self, given, now, as_bob):
        assignment = given(due_at=now + HOUR, late_percent=10)
        expected = f"You lose 10% of your points for each day begun after {moment(now + HOUR)}."
        assert expected in words_of(as_bob.get(page_of(assignment)))

    def test_say_that_lateness_costs_nothing(self, given, now, as_bob):
        words = words_of(as_bob.get(page_of(given(due_at=now + HOUR))))
        assert "You lose no points if you hand in after" in words

    def test_are_silent_where_nobody_can_be_late(self, given, as_bob):
        assert "You lose" not in words_of(as_bob.get(page_of(given(late_percent=10))))

    @pytest.mark.parametrize(
        ("method", "expected"),
        [
            ("highest", "Your best try counts. A try without any answer does not count."),
            ("latest", "Your latest try counts."),
            ("first", "Your first try counts, even without an answer."),
            ("average", "The average of your tries counts."),
        ],
    )
    def test_say_which_try_counts(self, given, as_bob, method, expected):
        assert expected in words_of(as_bob.get(page_of(given(grading_method=method))))

    def test_say_nothing_of_tries_where_there_is_one(self, given, as_bob):
        assert "try counts" not in words_of(as_bob.get(page_of(given(attempts_allowed=1))))

    def test_say_that_one_cannot_go_back(self, as_carol):
        quiz = make_quiz(navigation="forward")
        assert "You cannot go back to a question." in words_of(as_carol.get(page_of(quiz)))

    def test_lead_to_the_article(self, world, as_carol):
        html = html_of(as_carol.get(page_of(world.quiz)))
        assert reverse("quizzes:article-detail", args=[world.quiz.article.public_id]) in html


RESULTS = "Your answers, your points and which answers are right"
REASONS = (
    "The right answers, comments on your answers, the explanations and the sentences of the article"
)
ALL_BUT_ANSWERS = (
    "Your points, which answers are right, the right answers, comments on your answers, "
    "the explanations and the sentences of the article"
)
RIGHT_AFTER, CLOSING = "Right after you hand in", "When nobody in your class can answer any more"
SCORES, RELEASE = "When your teacher releases the scores", "When your teacher releases it"


class TestWhatIsShownWhen:
    @pytest.mark.parametrize(
        ("terms", "expected"),
        [
            ({"review_preset": "practice"}, [(RIGHT_AFTER, "Your answers, your points,")]),
            ({"review_preset": "homework"}, [(RIGHT_AFTER, RESULTS), (CLOSING, REASONS)]),
            (
                {"review_preset": "exam"},
                [(RIGHT_AFTER, "Your answers"), (RELEASE, ALL_BUT_ANSWERS)],
            ),
            (
                {"review_preset": "homework", "are_scores_held": True},
                [
                    (RIGHT_AFTER, "Your answers"),
                    (SCORES, "Your points and which answers are right"),
                    (CLOSING, REASONS),
                ],
            ),
        ],
    )
    def test_follows_the_policy(self, given, as_bob, terms, expected):
        words = words_of(as_bob.get(page_of(given(**terms))), "What you will see, and when")
        said = [f"{when} {parts}" for when, parts in expected]
        assert words.strip().startswith(" ".join(said))
        later = {CLOSING, SCORES, RELEASE} - {when for when, _ in expected}
        assert not any(when in words for when in later)

    def test_is_all_right_after_in_self_study(self, world, as_carol):
        quiz = make_quiz(review_preset="exam")
        words = words_of(as_carol.get(page_of(quiz)), "What you will see, and when")
        assert f"{RIGHT_AFTER} Your answers, your points, which answers are right" in words
        assert RELEASE not in words

    def test_tells_that_another_assignment_holds_it_back(self, world, given, now, as_bob):
        given(review_preset="exam")
        practice = given(review_preset="practice")
        told = "Another assignment of yours asks some of these questions."
        assert told in words_of(as_bob.get(page_of(practice)))

    def test_is_not_held_back_by_itself(self, given, as_bob):
        words = words_of(as_bob.get(page_of(given(review_preset="homework"))))
        assert "Another assignment of yours" not in words


class TestStart:
    def test_says_what_it_starts(self, world, given, now, as_bob):
        more_time(world, now)
        html = html_of(as_bob.get(page_of(given(limit_seconds=1800))))
        assert "Start: this starts your 45 minutes" in html
        assert "is_untimed" not in html

    def test_says_when_closing_comes_first(self, given, now, as_bob):
        soon = now + timedelta(minutes=10)
        assignment = given(limit_seconds=1800, due_at=soon, closes_at=soon)
        words = words_of(as_bob.get(page_of(assignment)))
        assert f"Start: you have until {moment(soon)}" in words
        assert "The quiz closes before your 30 minutes are over." in words

    def test_lets_self_study_be_without_a_limit(self, world, as_carol):
        quiz = make_quiz(limit_seconds=2700)
        words = words_of(as_carol.get(page_of(quiz)))
        assert "Without a time limit Start: this starts your 45 minutes" in words
        as_carol.post(reverse("quizzes:quiz-start", args=[quiz.public_id]), {"is_untimed": "1"})
        assert Attempt.objects.get(student=world.carol).deadline is None

    def test_leads_to_the_questions(self, world, given, as_bob):
        assignment = given()
        response = as_bob.post(reverse("quizzes:assignment-start", args=[assignment.public_id]))
        attempt = Attempt.objects.get(student=world.bob)
        assert response.url == reverse("quizzes:attempt-take", args=[attempt.public_id])

    def test_becomes_continue_while_a_try_is_open(self, world, given, now, as_bob):
        assignment = given(limit_seconds=1800)
        attempt = start(assignment, world.bob, now=now)
        response = as_bob.get(page_of(assignment))
        ends = moment(now + timedelta(minutes=30))
        assert f"Your try 1 is in progress. It ends {ends}. Continue" in words_of(response)
        assert reverse("quizzes:attempt-take", args=[attempt.public_id]) in html_of(response)
        assert "<form" not in html_of(response)

    @pytest.mark.parametrize(
        ("times", "expected"),
        [
            ((DAY, 2 * DAY), "This opens on"),
            ((-2 * DAY, -DAY), "This closed on"),
        ],
    )
    def test_is_refused_in_words_outside_of_the_times(self, given, now, as_bob, times, expected):
        opens, closes = (now + each for each in times)
        response = as_bob.get(page_of(given(opens_at=opens, due_at=closes, closes_at=closes)))
        assert expected in words_of(response)
        assert "<form" not in html_of(response)

    def test_is_refused_by_the_readers_clock(self, world, given, now, as_bob):
        world.bob.time_zone = "Asia/Almaty"
        world.bob.save()
        closed = given(opens_at=None, due_at=now - DAY, closes_at=now - DAY)
        with timezone.override("Asia/Almaty"):
            at = moment(now - DAY)
        assert f"This closed on {at} (Almaty time)." in words_of(as_bob.get(page_of(closed)))

    def test_is_refused_in_words_when_all_tries_are_used(self, world, given, now, as_bob):
        assignment = given(attempts_allowed=1)
        take(assignment, world.bob, now=now)
        assert "You have used all your tries." in words_of(as_bob.get(page_of(assignment)))

    def test_says_why_it_was_refused_after_the_page_was_opened(self, world, given, now, as_bob):
        assignment = given(attempts_allowed=1)
        take(assignment, world.bob, now=now)
        url = reverse("quizzes:assignment-start", args=[assignment.public_id])
        response = as_bob.post(url, follow=True)
        assert response.redirect_chain[-1][0] == page_of(assignment)
        assert "You have used all your tries." in response.content.decode()

    def test_is_refused_while_an_assignment_asks_the_same(self, world, given, as_bob):
        given(review_preset="exam")
        response = as_bob.get(page_of(world.quiz))
        assert "Your class has an open assignment with these questions." in words_of(response)
        assert "<form" not in html_of(response)


class TestEarlierTries:
    def test_lead_to_their_reviews_and_say_which_counts(self, world, given, now, as_bob):
        assignment = given()
        tries = [take(assignment, world.bob, said, now=now) for said in ({1: "a"}, {1: "b"})]
        response = as_bob.get(page_of(assignment))
        for attempt in tries:
            url = reverse("quizzes:attempt-review", args=[attempt.public_id])
            assert url in html_of(response)
        words = words_of(response, "Your tries", "How it works")
        assert "Your result: 33.33% (the best of 2 tries)" in words
        assert "0% Review try 2" in words
        assert words.count("counts") == 1

    def test_tell_nothing_of_hidden_scores(self, world, given, now, as_bob):
        assignment = given(review_preset="exam")
        take(assignment, world.bob, now=now)
        words = words_of(as_bob.get(page_of(assignment)), "Your tries", "How it works")
        assert "Your result: Not shown yet" in words
        assert "%" not in words

    def test_of_others_are_not_shown(self, world, now, as_carol):
        take(world.quiz, world.bob, now=now)
        assert "Your tries" not in words_of(as_carol.get(page_of(world.quiz)))


class TestRequests:
    def test_for_another_class_find_nothing(self, given, as_carol, as_alice):
        assignment = given()
        assert as_carol.get(page_of(assignment)).status_code == 404
        assert as_alice.get(page_of(assignment)).status_code == 404

    def test_for_a_quiz_that_is_not_open_find_nothing(self, as_carol):
        assert as_carol.get(page_of(make_quiz(is_open=False))).status_code == 404

    def test_by_the_wrong_method_are_refused(self, world, given, as_bob):
        assignment = given()
        assert as_bob.post(page_of(assignment)).status_code == 405
        for name, origin in (("assignment-start", assignment), ("quiz-start", world.quiz)):
            assert (
                as_bob.get(reverse(f"quizzes:{name}", args=[origin.public_id])).status_code == 405
            )

    def test_cost_no_more_queries_for_more_of_everything(self, world, given, now, as_bob):
        small = given(quiz=make_quiz(), attempts_allowed=9)
        large = given(quiz=make_quiz([make_version() for _ in range(12)]), attempts_allowed=9)
        take(small, world.bob, now=now)
        for _ in range(4):
            take(large, world.bob, {1: "b"}, now=now)
        as_bob.get(page_of(small))
        counts = []
        for origin in (small, large):
            with CaptureQueriesContext(connection) as captured:
                as_bob.get(page_of(origin))
            counts.append(len(captured))
        assert counts[0] == counts[1] <= 14
