"""The pages of notices: the bell, the list, following one, choosing, stopping mails."""

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models.audit import AuditRecord
from quizzes.models.notices import Notice, NoticeChoice, NoticeKind
from quizzes.services import notices
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast_of_the_class):
    return cast_of_the_class


def tell(user, kind="assigned", key="1", path="/profile/", **words):
    notices.tell(users=[user], kind=kind, key=key, words=words, path=path, now=NOW)
    return Notice.objects.get(user=user, key=key)


def page(client, name="notices", *args):
    return client.get(reverse(f"quizzes:{name}", args=args)).content.decode()


class TestNotices:
    def test_stand_unread_until_they_are_followed(self, world, as_bob):
        notice = tell(world.bob, quiz="<i>Silk</i>", **{"class": "5 b"})
        shown = page(as_bob)
        assert "New in 5 b: &lt;i&gt;Silk&lt;/i&gt;" in shown
        assert "1 new notice" in shown
        assert "Monday 2 March 2026" in shown
        way = as_bob.get(reverse("quizzes:notice-follow", args=[notice.public_id]))
        assert way.url == "/profile/"
        assert "new notice" not in page(as_bob)

    def test_stay_unread_if_somebody_sees_the_site_as_their_reader(self, world):
        notice = tell(world.bob)
        root = factories.make_user("root", is_staff=True, is_superuser=True)
        browser = logged_in(root)
        address = reverse("quizzes:person-see-as", args=[world.bob.public_id])
        browser.post(address, {"reason": "A mail did not come."})
        assert "1 new notice" in page(browser, "home")
        way = browser.get(reverse("quizzes:notice-follow", args=[notice.public_id]))
        assert way.url == "/profile/"
        notice.refresh_from_db()
        assert notice.read_at is None

    def test_lead_to_no_other_site(self, world, as_bob):
        notice = tell(world.bob, path="//evil.example.org/")
        way = as_bob.get(reverse("quizzes:notice-follow", args=[notice.public_id]))
        assert way.url == reverse("quizzes:notices")

    def test_are_ones_own(self, world, as_carol):
        tell(world.bob)
        assert "Nothing new" in page(as_carol)

    def test_are_read_all_at_once(self, world, as_bob):
        for key in "12":
            tell(world.bob, key=key)
        as_bob.post(reverse("quizzes:notices-read"))
        assert not world.bob.notices.unread().exists()

    def test_are_not_here_if_wanted_by_mail_alone(self, world, as_bob):
        NoticeChoice.objects.create(user=world.bob, kind="assigned", is_in_app=False, mail="off")
        tell(world.bob)
        assert "Nothing new" in page(as_bob)

    def test_come_on_pages(self, world, as_bob):
        for each in range(31):
            tell(world.bob, key=str(each))
        assert "Page 1 of 2" in page(as_bob)

    def test_cost_no_query_to_count_and_do_not_grow(self, world, as_bob, django_assert_num_queries):
        address = reverse("quizzes:notices")
        for size in (1, 20):
            for each in range(size):
                tell(world.bob, key=f"{size}-{each}")
            # Session and reader; how many there are, and those of the page.
            with django_assert_num_queries(4):
                as_bob.get(address)

    def test_the_newest_three_stand_at_home(self, world, as_bob):
        for each in range(4):
            tell(world.bob, key=str(each), quiz=f"Quiz no. {each}", **{"class": "5 b"})
        home = page(as_bob, "home")
        assert [f"Quiz no. {each}" in home for each in range(4)] == [False, True, True, True]
        assert "All notices" in home

    def test_call_nobody_away_from_a_quiz(self, world, as_bob):
        attempt = start(world.assignment, world.bob)
        assert "qs-bell" not in page(as_bob, "attempt-take", attempt.public_id)


class TestChoices:
    @pytest.mark.parametrize(
        ("who", "kinds"),
        [
            ("bob", {"assigned", "ending", "released", "mark_changed", "look_answered"}),
            ("alice", {"to_mark", "reported", "look_wanted", "joined"}),
        ],
    )
    def test_are_about_what_one_does_here(self, world, who, kinds):
        shown = page(logged_in(getattr(world, who)), "notice-choices")
        assert {kind for kind in NoticeKind.values if f'name="{kind}_mail"' in shown} == kinds

    def test_are_kept_and_on_record(self, world, as_alice):
        posted = {f"{kind}_mail": "daily" for kind in NoticeKind.values}
        as_alice.post(reverse("quizzes:notice-choices"), {**posted, "joined_app": "on"})
        kept = {
            choice.kind: (choice.is_in_app, choice.mail)
            for choice in NoticeChoice.objects.filter(user=world.alice)
        }
        assert kept["joined"] == (True, "daily")
        assert kept["reported"] == (False, "daily")
        record = AuditRecord.objects.get(action="notices.choose")
        assert record.before["reported"] == [True, "at_once"]

    @pytest.mark.parametrize("hostile", ["", "never", "\x00", "a" * 10_000, "<script>"])
    def test_refuse_what_is_not_on_the_list(self, as_alice, hostile):
        response = as_alice.post(reverse("quizzes:notice-choices"), {"joined_mail": hostile})
        assert response.status_code == 422
        assert not NoticeChoice.objects.exists()


class TestOff:
    def test_takes_a_press_and_no_log_in(self, world):
        client = Client(enforce_csrf_checks=True)
        address = reverse("quizzes:notice-off", args=[notices.token_for(world.bob, "ending")])
        assert "Stop these mails" in client.get(address).content.decode()
        assert not NoticeChoice.objects.exists()
        for _ in range(2):
            posted = client.post(address, {"List-Unsubscribe": "One-Click"})
            assert "They stop now" in posted.content.decode()
        choice = NoticeChoice.objects.get()
        assert (choice.kind, choice.mail, choice.is_in_app) == ("ending", "off", True)

    @pytest.mark.parametrize("token", ["x", "WzEsMl0:abc:def", "a" * 3000])
    def test_a_forged_link_does_nothing(self, client, token):
        address = reverse("quizzes:notice-off", args=[token])
        assert client.post(address).status_code == 410
        assert not NoticeChoice.objects.exists()
