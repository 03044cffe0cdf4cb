"""Answers reach the server once, whatever the network does, or wait on the device."""

import json
import re
from time import monotonic

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.models.attempts import Step
from quizzes.services import attempts
from tests import factories
from tests.journeys.student import KINDS, steps_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def attempt(bob):
    quiz = factories.make_quiz(KINDS, layout="all_on_one")
    return factories.start(quiz, bob, now=timezone.now())


class TestSaving:
    def test_is_within_a_second_and_says_the_servers_time_in_the_readers_zone(
        self, at_work, attempt
    ):
        waits = []
        # The quickest of some: a busy machine is slow now and then, a page that dawdles always is.
        for option in "abcb":
            begun = monotonic()
            with at_work.saves():
                at_work.option(1, option).check()
            at_work.is_saved()
            waits.append(monotonic() - begun)
        assert min(waits) < 1
        at = Step.objects.latest("revision").at.astimezone(attempt.student.zone)
        expect(at_work.saved).to_contain_text(f"Saved {at:%H:%M:%S}")

    def test_waits_for_a_pause_in_typing(self, at_work, attempt):
        with at_work.saves():
            at_work.field(3).press_sequentially("Astana", delay=20)
        at_work.is_saved()
        assert steps_of(attempt, 3) == ["Astana"]

    def test_sends_every_kind_as_its_form_does(self, at_work, attempt):
        at_work.option(1, "b").check()
        at_work.option(2, "a").check()
        at_work.option(2, "c").check()
        at_work.field(3).fill("Astana")
        at_work.option(4, "false").check()
        expect(at_work.page.locator("[data-answered-count]").first).to_have_text("4 of 4 answered")
        at_work.is_saved()
        assert steps_of(attempt, 1)[-1] == "b"
        assert sorted(steps_of(attempt, 2)[-1]) == ["a", "c"]
        assert steps_of(attempt, 3)[-1] == "Astana"
        assert steps_of(attempt, 4)[-1] == "false"

    def test_is_there_after_a_reload(self, at_work, attempt):
        at_work.option(1, "c").check()
        at_work.is_saved()
        at_work.open(attempt)
        expect(at_work.option(1, "c")).to_be_checked()
        expect(at_work.cell(1)).to_have_accessible_name("Question 1: answered")

    def test_leaves_nothing_on_the_device(self, at_work):
        at_work.option(1, "b").check()
        at_work.is_saved()
        at_work.keeps_nothing()

    def test_body_is_small_each_way(self, at_work):
        with at_work.saves() as save:
            at_work.field(3).fill("Astana")
        assert len(save.response.request.post_data) < 1024
        assert len(save.response.body()) < 1024

    def test_marks_what_was_emptied_as_not_answered(self, at_work, attempt):
        at_work.field(3).fill("Astana")
        at_work.is_saved()
        at_work.field(3).fill(" ")
        expect(at_work.cell(3)).to_have_accessible_name("Question 3: not answered")

    def test_says_what_cannot_be_read(self, at_work):
        at_work.field(3).fill("x" * 20_001)
        message = at_work.question(3).locator("[data-message]")
        expect(message).to_have_text(re.compile("An answer can have at most 20.?000 characters."))
        expect(at_work.cell(3)).to_have_accessible_name("Question 3: cannot be read")

    def test_a_press_of_enter_saves_and_stays(self, at_work, attempt):
        at_work.field(3).fill("Astana")
        at_work.field(3).press("Enter")
        at_work.is_saved()
        expect(at_work.field(3)).to_be_focused()


class TestWithoutANetwork:
    def test_answers_wait_on_the_device_and_go_when_it_is_back(self, at_work, attempt):
        at_work.page.context.set_offline(True)
        at_work.option(1, "b").check()
        at_work.field(3).fill("Astana")
        at_work.is_offline(2)
        expect(at_work.saved).to_contain_text("They are kept on this device.")
        expect(at_work.alert).to_contain_text("No connection. You can go on")
        assert len(at_work.kept()) == 2
        at_work.page.context.set_offline(False)
        at_work.is_saved()
        expect(at_work.status).to_have_text("All answers are saved again.")
        at_work.keeps_nothing()
        assert steps_of(attempt, 1) == ["b"]
        assert steps_of(attempt, 3)[-1] == "Astana"

    def test_the_page_tries_again_by_itself(self, at_work, attempt):
        at_work.page.route("**/save/", lambda route: route.abort(), times=2)
        at_work.option(1, "b").check()
        at_work.is_offline(1)
        at_work.is_saved()
        assert steps_of(attempt, 1) == ["b"]

    def test_a_server_that_fails_is_tried_again(self, at_work, attempt):
        at_work.page.route("**/save/", lambda route: route.fulfill(status=503), times=1)
        at_work.option(1, "b").check()
        at_work.is_offline(1)
        at_work.is_saved()

    def test_an_answer_whose_acknowledgment_was_lost_is_stored_once(self, at_work, attempt):
        def lose(route):
            route.fetch()
            route.abort()

        at_work.page.route("**/save/", lose, times=1)
        at_work.option(1, "b").check()
        at_work.is_offline(1)
        at_work.is_saved()
        assert steps_of(attempt, 1) == ["b"]

    def test_a_change_after_a_lost_acknowledgment_is_no_conflict(self, at_work, attempt):
        def lose(route):
            route.fetch()
            route.abort()

        at_work.page.route("**/save/", lose, times=1)
        at_work.option(1, "b").check()
        at_work.is_offline(1)
        at_work.option(1, "c").check()
        at_work.is_saved()
        assert steps_of(attempt, 1) == ["b", "c"]
        expect(at_work.page.locator(".qs-conflict")).to_have_count(0)

    def test_answers_outlive_the_page(self, student, bob, attempt):
        page = student(bob)
        page.open(attempt)
        page.page.context.set_offline(True)
        page.field(3).fill("Astana")
        page.is_offline(1)
        page.page.close()
        page.page.context.set_offline(False)
        again = student(bob, page.page.context)
        again.open(attempt)
        expect(again.field(3)).to_have_value("Astana")
        again.is_saved()
        assert steps_of(attempt, 3) == ["Astana"]
        again.keeps_nothing()

    def test_leaving_with_unsent_answers_is_warned_of(self, at_work):
        asked = []
        at_work.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        at_work.page.route("**/save/", lambda route: route.abort())
        at_work.option(1, "b").check()
        at_work.is_offline(1)
        at_work.page.goto("/profile/")
        assert asked == ["beforeunload"]

    def test_leaving_with_all_sent_is_not(self, at_work):
        asked = []
        at_work.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        at_work.option(1, "b").check()
        at_work.is_saved()
        at_work.page.goto("/profile/")
        assert asked == []

    def test_one_answer_that_the_server_cannot_take_does_not_keep_the_others(
        self, at_work, attempt
    ):
        def refuse(route):
            sent = json.loads(route.request.post_data)
            if any(item["position"] == 3 for item in sent["items"]):
                route.fulfill(status=400, json={"error": "unreadable"})
            else:
                route.continue_()

        at_work.page.route("**/save/", refuse)
        at_work.field(3).fill("Astana")
        expect(at_work.notice).to_contain_text("could not take an answer")
        at_work.option(1, "b").check()
        expect(at_work.saved).to_contain_text("Not sent yet: 1 answer")
        assert steps_of(attempt, 1) == ["b"]

    def test_a_device_that_keeps_nothing_says_so(self, student, bob, attempt):
        page = student(bob)
        page.page.add_init_script(
            "Storage.prototype.setItem = () => { throw new DOMException('full') }"
        )
        page.open(attempt)
        page.page.context.set_offline(True)
        page.option(1, "b").check()
        expect(page.saved).to_contain_text("Not sent yet: 1 answer. Keep this page open.")
        page.page.context.set_offline(False)
        page.is_saved()
        assert steps_of(attempt, 1) == ["b"]


class TestHandingIn:
    def test_lists_what_is_left_and_asks_once(self, at_work, attempt):
        at_work.option(1, "b").check()
        at_work.question(2).get_by_role("button", name="Flag for later").click()
        at_work.button("Finish").click()
        panel = at_work.page.locator("[data-hand-in-panel]")
        expect(panel.get_by_role("heading", name="Hand in your answers?")).to_be_focused()
        expect(panel).to_contain_text("1 of 4 answered")
        expect(panel.locator("[data-list=unanswered] li")).to_have_text(
            ["Question 2", "Question 3", "Question 4"]
        )
        expect(panel.locator("[data-list=flagged] li")).to_have_text(["Question 2"])
        expect(panel.locator("[data-list=undecided]")).to_be_hidden()
        at_work.button("Hand in").click()
        at_work.page.wait_for_url(re.compile("/review/"))
        attempt.refresh_from_db()
        assert not attempt.is_open

    def test_can_be_left_by_back_and_by_a_question(self, at_work):
        at_work.button("Finish").click()
        heading = at_work.page.get_by_role("heading", name="Hand in your answers?")
        expect(heading).to_be_visible()
        at_work.page.go_back()
        expect(heading).to_be_hidden()
        at_work.button("Finish").click()
        at_work.page.get_by_role("link", name="Question 3").click()
        expect(heading).to_be_hidden()
        expect(at_work.question(3).locator("h2")).to_be_focused()

    def test_waits_for_the_queue(self, at_work, attempt):
        at_work.page.context.set_offline(True)
        at_work.option(1, "b").check()
        at_work.is_offline(1)
        at_work.button("Finish").click()
        at_work.button("Hand in").click()
        expect(at_work.page.locator("[data-hand-in-failure]")).to_contain_text(
            "nothing was handed in"
        )
        attempt.refresh_from_db()
        assert attempt.is_open
        at_work.page.context.set_offline(False)
        at_work.button("Hand in").click()
        at_work.page.wait_for_url(re.compile("/review/"))
        assert steps_of(attempt, 1) == ["b"]
        at_work.keeps_nothing()

    def test_a_server_that_cannot_be_reached_is_said(self, at_work, attempt):
        at_work.button("Finish").click()
        at_work.page.route("**/submit/", lambda route: route.abort(), times=1)
        at_work.button("Hand in").click()
        expect(at_work.page.locator("[data-hand-in-failure]")).to_contain_text("Please try again")
        at_work.button("Hand in").click()
        at_work.page.wait_for_url(re.compile("/review/"))

    def test_ends_every_other_page_at_its_next_request(self, student, bob, attempt, at_work):
        attempts.submit(attempt=attempt, now=timezone.now())
        # Not check(): the page may be gone before it sees the mark.
        at_work.option(1, "b").click()
        at_work.page.wait_for_url(re.compile("/review/"))
        at_work.keeps_nothing()
        assert steps_of(attempt, 1) == []
