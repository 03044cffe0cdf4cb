"""The second step at log-in: our words and pages, its limits, and the administration behind it."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from tests.conftest import logged_in
from tests.factories import PASSWORD, make_user

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def ines():
    user = make_user("ines", is_teacher=True, is_staff=True, is_superuser=True)
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def codes_of(user) -> list[str]:
    authenticator = Authenticator.objects.get(user=user, type="recovery_codes")
    return authenticator.wrap().get_unused_codes()


def by_password(client, target="/account/login/"):
    return client.post(target, {"login": "ines", "password": PASSWORD})


def give(client, code):
    return client.post("/account/second-step/authenticate/", {"code": code})


def text(response) -> str:
    return response.content.decode()


class TestLogIn:
    def test_is_not_done_by_the_password_alone(self, client, ines):
        assert by_password(client).url == "/account/second-step/authenticate/"
        assert client.get("/profile/").status_code == 302

    def test_is_done_by_a_recovery_code_once(self, client, ines):
        code = codes_of(ines)[0]
        by_password(client)
        assert give(client, code).url == "/"
        assert code not in codes_of(ines)
        other = Client()
        by_password(other)
        assert "This code does not fit" in text(give(other, code))

    def test_is_limited(self, client, ines):
        by_password(client)
        for _ in range(5):
            give(client, "123456")
        assert "Too many wrong" in text(give(client, codes_of(ines)[0]))

    def test_holds_at_the_administration(self, client, ines):
        to_login = client.get("/admin/", follow=True).redirect_chain[-1][0]
        by_password(client, to_login)
        assert client.get("/admin/").status_code == 302
        give(client, codes_of(ines)[0])
        assert client.get("/admin/").status_code == 200


class TestPages:
    @pytest.fixture
    def as_ines(self, ines):
        client = logged_in(ines)
        # Somebody who has just typed the password.
        client.post("/account/reauthenticate/", {"password": PASSWORD})
        return client

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "reauthenticate/",
            "totp/deactivate/",
            "recovery-codes/",
            "recovery-codes/generate/",
            "webauthn/",
            "webauthn/add/",
        ],
    )
    def test_come_in_our_design(self, as_ines, address):
        response = as_ines.get(f"/account/second-step/{address}")
        assert response.status_code == 200
        assert 'class="qs-header"' in text(response)
        assert not [t.name for t in response.templates if "allauth/elements" in (t.name or "")]
        assert text(response).count("<h1") == 1

    def test_are_offered_to_teachers_and_administrators(self, as_ines, as_bob):
        assert "/account/second-step/" in text(as_ines.get("/profile/"))
        assert "/account/second-step/" not in text(as_bob.get("/profile/"))

    def test_change_it_on_record_without_a_secret(
        self, as_ines, ines, django_capture_on_commit_callbacks
    ):
        for address in ("recovery-codes/generate/", "totp/deactivate/"):
            with django_capture_on_commit_callbacks(execute=True):
                assert as_ines.post(f"/account/second-step/{address}").status_code == 302
        records = AuditRecord.objects.about(ines).filter(action__startswith="accounts.")
        assert [(each.action, each.before, each.after) for each in records.order_by("pk")] == [
            ("accounts.recovery_codes_generated", {}, {}),
            ("accounts.totp_deactivated", {}, {}),
        ]

    def test_want_the_password_before_a_change(self, ines):
        response = logged_in(ines).get("/account/second-step/totp/deactivate/")
        assert response.url.startswith("/account/reauthenticate/")


class TestAdministration:
    @pytest.fixture
    def as_keeper(self):
        return logged_in(User.objects.create_superuser("keeper", password=PASSWORD))

    def page(self, name, *args):
        return reverse(f"admin:mfa_authenticator_{name}", args=args)

    def test_shows_no_secret(self, as_keeper, ines):
        for each in Authenticator.objects.all():
            page = text(as_keeper.get(self.page("change", each.pk)))
            assert SECRET not in page
            assert "seed" not in page

    def test_removes_one_and_writes_it_down(self, as_keeper, ines):
        app = Authenticator.objects.get(user=ines, type="totp")
        response = as_keeper.post(self.page("delete", app.pk), {"post": "yes"})
        assert response.status_code == 302
        assert not Authenticator.objects.filter(pk=app.pk).exists()
        record = AuditRecord.objects.about(ines).get(action="admin.delete")
        assert record.before == {"second_step": "totp"}

    def test_adds_and_changes_none(self, as_keeper, ines):
        assert as_keeper.get(self.page("add")).status_code == 403
        app = Authenticator.objects.get(user=ines, type="totp")
        assert as_keeper.post(self.page("change", app.pk), {"data": "{}"}).status_code == 403
