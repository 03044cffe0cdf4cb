"""What people do to their own accounts."""

import pytest

from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.services import accounts
from tests.factories import NOW, make_user

pytestmark = pytest.mark.django_db


def change(user: User, **changes: str) -> User:
    """Change a profile, the rest as it is."""
    now = {"name": user.name, "time_zone": user.time_zone, "color_scheme": user.color_scheme}
    return accounts.update_profile(user=user, now=NOW, **{**now, **changes})


class TestUpdateProfile:
    def test_writes_the_three_fields(self):
        user = make_user("bob")
        change(user, name="Bob", time_zone="Asia/Almaty", color_scheme="dark")
        user.refresh_from_db()
        assert (user.name, user.time_zone, user.color_scheme) == ("Bob", "Asia/Almaty", "dark")

    def test_records_before_and_after(self):
        user = make_user("bob", name="Bob")
        change(user, name="Robert")
        record = AuditRecord.objects.about(user).get()
        assert (record.action, record.actor, record.at) == ("accounts.update_profile", user, NOW)
        assert (record.before["name"], record.after["name"]) == ("Bob", "Robert")

    def test_records_nothing_when_nothing_changes(self):
        user = make_user("bob", name="Bob")
        change(user)
        assert not AuditRecord.objects.about(user).exists()

    def test_compares_with_the_row_and_not_with_an_old_copy(self):
        user = make_user("bob", name="Bob")
        User.objects.filter(pk=user.pk).update(name="Changed elsewhere")
        change(user, name="Robert")
        assert AuditRecord.objects.about(user).get().before["name"] == "Changed elsewhere"

    def test_touches_no_other_field(self):
        user = make_user("bob")
        User.objects.filter(pk=user.pk).update(email="new@example.org")
        change(user, name="Robert")
        user.refresh_from_db()
        assert user.email == "new@example.org"


class TestRecordSignUp:
    def test_keeps_name_and_zone_and_writes_it_down(self):
        user = make_user("bob")
        accounts.record_sign_up(user=user, name="Bob", time_zone="Asia/Almaty", now=NOW)
        user.refresh_from_db()
        assert (user.name, user.time_zone) == ("Bob", "Asia/Almaty")
        record = AuditRecord.objects.about(user).get()
        assert (record.action, record.actor) == ("accounts.sign_up", user)
        assert record.after["username"] == "bob"
