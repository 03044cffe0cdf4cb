"""The countdown: seen or hidden, spoken seldom, changed by others, ending the attempt by itself."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.models.attempts import Attempt
from quizzes.services import attempts
from tests import factories
from tests.journeys.student import KINDS, steps_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def attempt(bob):
    quiz = factories.make_quiz(KINDS, limit_seconds=1800)
    return factories.start(quiz, bob, now=timezone.now())


def end_at(attempt: Attempt, seconds: float) -> None:
    """Move the deadline to so many seconds from now."""
    attempt.deadline = timezone.now() + timedelta(seconds=seconds)
    attempt.save(update_fields=["deadline"])


class TestCountdown:
    def test_shows_the_time_left(self, at_work):
        expect(at_work.clock.get_by_role("timer")).to_have_text(re.compile(r"^(30:00|29:\d\d)$"))

    def test_goes_by_the_servers_clock(self, student, bob, attempt):
        page = student(bob)
        page.page.clock.set_fixed_time(timezone.now() + timedelta(hours=5))
        page.open(attempt)
        expect(page.clock.get_by_role("timer")).to_have_text(re.compile(r"^(30:00|29:\d\d)$"))

    def test_names_the_day_of_a_far_end_as_the_server_writes_it(self, student, bob, attempt):
        end_at(attempt, 3 * 24 * 3600)
        end = attempt.deadline.astimezone(bob.zone)
        page = student(bob)
        page.open(attempt)
        written = f"until {end:%a} {end.day} {end:%b}, {end:%H:%M}"
        expect(page.clock.get_by_role("timer")).to_have_text(
            re.compile(written.replace(f"{end:%a} ", f"{end:%a},? "))
        )

    def test_can_be_hidden_and_stays_so(self, at_work, attempt):
        at_work.button("Hide the clock").click()
        expect(at_work.clock.get_by_role("timer")).to_be_hidden()
        at_work.open(attempt)
        expect(at_work.clock.get_by_role("timer")).to_be_hidden()
        at_work.button("Show the clock").click()
        expect(at_work.clock.get_by_role("timer")).to_be_visible()

    @pytest.mark.parametrize("way", ["key", "button"])
    def test_says_the_time_left_on_demand(self, at_work, way):
        at_work.button("Hide the clock").click()
        if way == "key":
            at_work.page.keyboard.press("Alt+t")
        else:
            at_work.button("Time left").click()
        expect(at_work.status).to_have_text(
            re.compile(r"Time left: (30 minutes|29 minutes \d+ seconds?)")
        )
        expect(at_work.clock.get_by_role("timer")).to_be_visible()

    def test_speaks_at_half_time_and_not_before(self, student, bob, attempt):
        page = student(bob)
        page.page.clock.install(time=timezone.now())
        # The server, whose clock does not run ahead, would set this one back.
        page.page.route("**/clock/", lambda route: route.abort())
        page.open(attempt)
        page.page.clock.fast_forward(14 * 60_000)
        expect(page.clock.get_by_role("timer")).to_have_text(re.compile("^1[56]:"))
        expect(page.status).to_be_empty()
        page.page.clock.fast_forward(65_000)
        page.page.clock.run_for(100)
        expect(page.status).to_have_text(re.compile("Time left: 14 minutes"))

    def test_shows_a_day_where_the_end_is_far(self, student, bob, attempt):
        end_at(attempt, 3 * 86_400)
        page = student(bob)
        page.open(attempt)
        end = attempt.deadline.astimezone(bob.zone)
        expect(page.clock.get_by_role("timer")).to_contain_text(f"{end:%H:%M}")

    def test_there_is_none_without_a_limit(self, student, bob):
        quiz = factories.make_quiz(KINDS)
        page = student(bob)
        page.open(factories.start(quiz, bob, now=timezone.now()))
        expect(page.clock).to_be_hidden()


class TestChangeOfTime:
    def test_reaches_the_open_page_which_says_it(self, at_work, attempt):
        end_at(attempt, 7200)
        expect(at_work.notice).to_contain_text("Your time has changed", timeout=10_000)
        end = attempt.deadline.astimezone(attempt.student.zone)
        expect(at_work.notice).to_contain_text(f"{end:%H:%M}")
        expect(at_work.alert).to_contain_text("Your time has changed")
        expect(at_work.clock.get_by_role("timer")).to_have_text(re.compile("^(2:00:00|1:59:)"))

    def test_can_reach_an_assignment_that_had_no_end(self, student, world):
        assignment = factories.make_assignment(
            world.quiz, world.classroom, world.alice, now=timezone.now()
        )
        attempt = factories.start(assignment, world.bob, now=timezone.now())
        page = student(world.bob)
        page.open(attempt)
        end_at(attempt, 1800)
        expect(page.clock.get_by_role("timer")).to_have_text(re.compile("^29:"), timeout=10_000)


class TestDeadline:
    def test_saves_and_hands_in_by_itself(self, student, bob, attempt):
        end_at(attempt, 3)
        page = student(bob)
        page.open(attempt, "?q=3")
        page.field(3).fill("Astana")
        page.page.wait_for_url(re.compile("/review/"), timeout=15_000)
        attempt.refresh_from_db()
        assert not attempt.is_open
        assert steps_of(attempt, 3) == ["Astana"]
        page.keeps_nothing()
        assert page.errors == []

    def test_waits_for_a_network(self, student, bob, attempt):
        end_at(attempt, 2)
        page = student(bob)
        page.open(attempt, "?q=3")
        page.page.context.set_offline(True)
        page.field(3).fill("Astana")
        expect(page.notice).to_contain_text(
            "Your answers are kept on this device until they can be sent.", timeout=10_000
        )
        page.page.context.set_offline(False)
        page.page.wait_for_url(re.compile("/review/"), timeout=15_000)
        assert steps_of(attempt, 3) == ["Astana"]

    def test_the_server_may_be_first(self, at_work, attempt):
        end_at(attempt, -60)
        attempts.close(attempt=attempt, now=timezone.now())
        at_work.page.wait_for_url(re.compile("/review/"), timeout=15_000)

    def test_what_was_kept_too_long_arrives_late_and_says_so(self, student, bob, attempt):
        page = student(bob)
        page.open(attempt, "?q=3")
        page.page.context.set_offline(True)
        page.field(3).fill("Astana")
        page.is_offline(1)
        page.page.close()
        end_at(attempt, -60)
        attempts.close(attempt=attempt, now=timezone.now())
        page.page.context.set_offline(False)
        again = student(bob, page.page.context)
        again.page.goto(f"/attempts/{attempt.public_id}/take/")
        again.page.wait_for_url(re.compile("/review/"))
        expect(again.page.get_by_text("were sent now, after the end.")).to_be_visible()
        again.keeps_nothing()
        step = attempt.items.get(position=3).steps.get()
        assert (step.raw, step.is_late) == ("Astana", True)
