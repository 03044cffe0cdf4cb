"""Deleting one's account: what the page says, and what it does."""

import pytest

from quizzes.models.accounts import User
from quizzes.services import records
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW, PASSWORD

PAGE = "/profile/delete/"
SURE = {"is_understood": "on", "password": PASSWORD}


def text(response) -> str:
    return response.content.decode()


class TestSomebodyInNoClass:
    def test_reads_what_is_erased_and_what_stays(self, as_carol):
        page = text(as_carol.get(PAGE))
        for words in ("nobody can undo it", "What is erased", "What stays, without a name"):
            assert words in page
        assert "Delete my account for good" in page

    def test_is_gone_at_once_on_all_devices(self, as_carol, world):
        other = logged_in(world.carol)
        response = as_carol.post(PAGE, SURE, follow=True)
        assert "Your account is deleted." in text(response)
        world.carol.refresh_from_db()
        assert world.carol.erased_at is not None
        for browser in (as_carol, other):
            assert browser.get("/profile/").status_code == 302

    @pytest.mark.parametrize(
        ("said", "answer"),
        [
            ({"is_understood": "on", "password": "wrong"}, "This is not your password"),
            ({"is_understood": "on"}, "This field is required"),
            ({"password": PASSWORD}, "This field is required"),
        ],
    )
    def test_stays_without_tick_and_password(self, as_carol, world, said, answer):
        assert answer in text(as_carol.post(PAGE, said))
        assert User.objects.filter(username="carol").exists()

    def test_cannot_have_the_password_guessed_here(self, as_carol, world):
        for _ in range(6):
            response = as_carol.post(PAGE, {**SURE, "password": "wrong"})
        assert "Too many wrong" in text(response)
        as_carol.post(PAGE, SURE)
        assert User.objects.filter(username="carol").exists()

    def test_is_led_to_what_must_be_handed_in_first(self, as_carol, world):
        attempt = factories.start(world.quiz, world.carol)
        page = text(as_carol.get(PAGE))
        assert f"/attempts/{attempt.public_id}/take/" in page
        assert 'name="password"' not in page
        as_carol.post(PAGE, SURE)
        assert User.objects.filter(username="carol").exists()


class TestMemberOfAClass:
    def test_tells_the_administrator(self, as_bob, world):
        page = text(as_bob.get(PAGE))
        assert "Tell the administrator" in page
        assert "Reading" in page
        page = text(as_bob.post(PAGE, SURE, follow=True))
        assert "Your wish is noted" in page
        assert 'name="password"' not in page
        assert as_bob.get("/profile/").status_code == 200

    def test_takes_it_back(self, as_bob, world):
        records.wish_to_leave(user=world.bob, now=NOW)
        page = text(as_bob.post("/profile/stay/", follow=True))
        assert "You stay." in page
        assert "Tell the administrator" in page

    def test_can_go_when_the_class_has_let_go(self, as_bob, world):
        records.wish_to_leave(user=world.bob, now=NOW)
        world.classroom.memberships.filter(user=world.bob).update(is_active=False)
        assert "Delete my account for good" in text(as_bob.get(PAGE))
        assert "Your account is deleted." in text(as_bob.post(PAGE, SURE, follow=True))

    def test_is_seen_in_the_administration(self, as_bob, world):
        as_bob.post(PAGE, SURE)
        keeper = logged_in(User.objects.create_superuser("keeper", password=PASSWORD))
        page = text(keeper.get("/admin/quizzes/user/", {"wishes_to_leave_at__isempty": "0"}))
        assert ">bob</a>" in page
        assert ">carol</a>" not in page


class TestLastAdministrator:
    def test_is_told_to_find_another_first(self, db):
        keeper = logged_in(User.objects.create_superuser("keeper", password=PASSWORD))
        assert "You are the only administrator" in text(keeper.get(PAGE))
        assert "only administrator" in text(keeper.post(PAGE, SURE))
        assert User.objects.filter(username="keeper").exists()
