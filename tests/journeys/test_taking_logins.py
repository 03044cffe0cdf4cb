"""Sessions that end, shared devices: an answer reaches its own attempt or stays where it is."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.models.attempts import Step
from tests import factories
from tests.journeys.conftest import log_in
from tests.journeys.looking import overflow, violations
from tests.journeys.student import KINDS, steps_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def attempt(bob):
    quiz = factories.make_quiz(KINDS, layout="all_on_one", title="The spirit")
    return factories.start(quiz, bob, now=timezone.now())


@pytest.fixture
def carol(transactional_db):
    return factories.make_user("carol", name="Carol")


class TestSessionThatEnds:
    @pytest.fixture
    def logged_out(self, at_work):
        """Bob's page after his session has ended; an answer is not sent."""
        Session.objects.all().delete()
        at_work.field(3).fill("Astana")
        expect(at_work.notice).to_contain_text("You are logged out. Log in as Bob")
        return at_work

    def test_keeps_the_answer_and_says_who_must_log_in(self, logged_out, attempt):
        expect(logged_out.saved).to_contain_text("Not sent yet: 1 answer")
        assert len(logged_out.kept()) == 1
        assert steps_of(attempt, 3) == []

    def test_a_login_in_another_tab_is_noticed(self, logged_out, attempt, live_server):
        log_in(logged_out.page.context, attempt.student, live_server.url)
        logged_out.is_saved()
        expect(logged_out.notice).to_be_hidden()
        expect(logged_out.status).to_have_text("All answers are saved again.")
        assert steps_of(attempt, 3) == ["Astana"]

    def test_a_changed_token_is_read_again(self, at_work, attempt, live_server):
        at_work.page.context.add_cookies(
            [{"name": "csrftoken", "value": "x" * 32, "url": live_server.url}]
        )
        at_work.option(1, "b").check()
        at_work.is_saved()
        assert steps_of(attempt, 1) == ["b"]


class TestDialog:
    """Logging in without leaving the page."""

    @pytest.fixture
    def asked(self, at_work):
        """Bob's page, which asks for his log-in; he has chosen an option."""
        Session.objects.all().delete()
        at_work.option(1, "b").check()
        expect(dialog_of(at_work)).to_be_visible()
        return at_work

    def test_sends_what_waits_after_the_login_and_gives_the_focus_back(self, asked, attempt):
        dialog = dialog_of(asked)
        expect(dialog).to_contain_text("Nothing is lost")
        expect(dialog).to_contain_text("They belong to: Bob")
        expect(dialog.get_by_label("User name")).to_be_focused()
        log_in_by(dialog, "bob")
        expect(dialog).to_be_hidden()
        asked.is_saved()
        assert steps_of(attempt, 1) == ["b"]
        assert "/take/" in asked.page.url
        expect(asked.notice).to_be_hidden()
        expect(asked.option(1, "b")).to_be_focused()

    def test_has_no_barrier_on_a_phone(self, asked):
        asked.page.set_viewport_size({"width": 320, "height": 568})
        assert violations(asked.page) == []
        assert overflow(asked.page) == 0
        box = dialog_of(asked).bounding_box()
        assert box["width"] <= 320

    def test_says_a_wrong_password_where_it_was_typed(self, asked, attempt):
        dialog = dialog_of(asked)
        log_in_by(dialog, "bob", "wrong")
        expect(dialog.get_by_role("alert")).to_contain_text("do not fit together")
        assert violations(asked.page) == []
        log_in_by(dialog, "bob")
        asked.is_saved()

    def test_refuses_another_person(self, asked, carol, attempt):
        dialog = dialog_of(asked)
        log_in_by(dialog, "carol")
        expect(dialog.get_by_role("alert")).to_contain_text("another person's account")
        assert not Session.objects.exists()
        assert len(asked.kept()) == 1
        assert steps_of(attempt, 1) == []

    def test_closes_by_escape_and_opens_again_by_its_button_only(self, asked):
        asked.page.keyboard.press("Escape")
        expect(dialog_of(asked)).to_be_hidden()
        asked.option(1, "c").check()
        expect(asked.saved).to_have_attribute("data-state", "error")
        expect(dialog_of(asked)).to_be_hidden()
        asked.notice.get_by_role("button", name="Log in").click()
        expect(dialog_of(asked)).to_be_visible()
        dialog_of(asked).get_by_role("button", name="Later").click()
        expect(dialog_of(asked)).to_be_hidden()

    def test_does_not_catch_the_letters_of_somebody_who_types(self, at_work, attempt):
        Session.objects.all().delete()
        at_work.field(3).press_sequentially("Astana", delay=300)
        expect(at_work.notice).to_contain_text("You are logged out")
        expect(dialog_of(at_work)).to_be_hidden()
        expect(at_work.field(3)).to_have_value("Astana")
        at_work.notice.get_by_role("button", name="Log in").click()
        log_in_by(dialog_of(at_work), "bob")
        at_work.is_saved()
        assert steps_of(attempt, 3)[-1] == "Astana"

    def test_says_that_the_server_is_gone(self, asked):
        asked.page.route("**/log-in-here/", lambda route: route.abort())
        log_in_by(dialog_of(asked), "bob")
        expect(dialog_of(asked).get_by_role("alert")).to_contain_text("could not be reached")

    def test_asks_for_the_second_step_too(self, asked, bob):
        code = recovery_code_of(bob)
        dialog = dialog_of(asked)
        log_in_by(dialog, "bob")
        expect(dialog.get_by_role("heading", name="The second step")).to_be_visible()
        expect(dialog.get_by_label("Code")).to_be_focused()
        assert violations(asked.page) == []
        dialog.get_by_label("Code").fill("12345678")
        dialog.get_by_role("button", name="Log in").click()
        expect(dialog.get_by_role("alert")).to_contain_text("This code does not fit")
        dialog.get_by_label("Code").fill(code)
        dialog.get_by_role("button", name="Log in").click()
        asked.is_saved()


def dialog_of(student):
    return student.page.get_by_role("dialog")


def log_in_by(dialog, name, password=factories.PASSWORD):
    dialog.get_by_label("User name").fill(name)
    dialog.get_by_label("Password").fill(password)
    dialog.get_by_role("button", name="Log in").click()


def recovery_code_of(user):
    """Switch a second step on, and return one of its recovery codes."""
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    return RecoveryCodes.activate(user).get_unused_codes()[0]


class TestSharedDevice:
    @pytest.fixture
    def left(self, student, bob, attempt):
        """A device on which Bob has left without sending an answer."""
        page = student(bob)
        page.open(attempt)
        page.page.context.set_offline(True)
        page.field(3).fill("Astana")
        page.is_offline(1)
        page.page.close()
        page.page.context.set_offline(False)
        return page.page.context

    def test_does_not_show_or_send_to_another_student(self, left, student, carol, attempt):
        her = factories.start(attempt.quiz, carol, now=timezone.now())
        page = student(carol, left)
        page.open(her)
        expect(page.field(3)).to_have_value("")
        page.option(1, "b").check()
        page.is_saved()
        assert len(page.kept()) == 1
        assert Step.objects.filter(item__attempt=attempt).count() == 0
        assert steps_of(her, 3) == []

    def test_waits_for_its_own(self, left, student, bob, carol, attempt):
        student(carol, left).page.goto("/")
        page = student(bob, left)
        page.open(attempt)
        page.is_saved()
        assert steps_of(attempt, 3) == ["Astana"]

    def test_a_page_that_stayed_open_does_not_send_under_another_login(
        self, at_work, carol, attempt, live_server
    ):
        log_in(at_work.page.context, carol, live_server.url)
        at_work.option(1, "b").check()
        expect(at_work.notice).to_contain_text("Log in as Bob")
        assert steps_of(attempt, 1) == []

    def test_home_says_what_is_not_sent_and_links_to_it(self, left, student, bob, attempt):
        page = student(bob, left)
        page.page.goto("/")
        notice = page.page.locator("[data-unsent]")
        expect(notice).to_contain_text("1 answer on this device is not sent yet")
        notice.get_by_role("link", name="The spirit").click()
        page.page.wait_for_url(re.compile("/take/"))
        page.is_saved()
        assert steps_of(attempt, 3) == ["Astana"]

    def test_home_says_nothing_to_another(self, left, student, carol):
        page = student(carol, left)
        page.page.goto("/", wait_until="networkidle")
        expect(page.page.locator("[data-unsent]")).to_be_hidden()


class TestLoggingOut:
    @pytest.fixture
    def leaving(self, at_work):
        """Bob, who presses "Log out" with an answer that is not sent."""
        at_work.page.route("**/save/", lambda route: route.abort())
        at_work.field(3).fill("Astana")
        at_work.is_offline(1)
        at_work.page.on("dialog", lambda dialog: dialog.accept())
        at_work.page.locator("[data-menu] summary").click()
        at_work.page.locator("[data-menu]").get_by_role("button", name="Log out").click()
        return at_work

    def test_asks_first(self, leaving):
        dialog = leaving.page.get_by_role("dialog")
        expect(dialog).to_contain_text("not sent yet")
        dialog.get_by_role("button", name="Stay").click()
        expect(dialog).to_be_hidden()
        assert len(leaving.kept()) == 1

    def test_leaves_nothing_on_the_device(self, leaving):
        leaving.page.get_by_role("dialog").get_by_role("button", name="Log out").click()
        leaving.page.wait_for_url(lambda url: "/take/" not in url)
        leaving.keeps_nothing()

    def test_with_all_sent_asks_nothing(self, at_work):
        at_work.option(1, "b").check()
        at_work.is_saved()
        at_work.page.locator("[data-menu] summary").click()
        at_work.page.locator("[data-menu]").get_by_role("button", name="Log out").click()
        at_work.page.wait_for_url(lambda url: "/take/" not in url)
