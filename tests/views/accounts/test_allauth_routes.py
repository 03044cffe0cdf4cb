"""What allauth's routes answer: a new one without a decision fails here."""

import pytest
from django.urls import reverse

from tests.views.test_routes import ALLAUTH_NAMES, client_of, every_name, left_as_it_was

# allauth's routes: what a stranger and Bob get. Where Bob is sent on, he has no business there.
ALLAUTH = {
    "account_login": (200, 302),
    "account_logout": (302, 200),
    "account_signup": (200, 302),
    "account_reauthenticate": (302, 200),
    "account_confirm_login_code": (302, 302),
    "account_email": (302, 200),
    "account_change_password": (302, 200),
    "account_set_password": (302, 302),
    "account_inactive": (200, 200),
    "account_email_verification_sent": (200, 200),
    "account_confirm_email": (200, 200),
    "account_reset_password": (200, 200),
    "account_reset_password_done": (200, 200),
    "account_reset_password_from_key": (200, 200),
    "account_reset_password_from_key_done": (200, 200),
    "mfa_index": (302, 200),
    "mfa_authenticate": (302, 302),
    "mfa_reauthenticate": (302, 302),
    "mfa_reauthenticate_webauthn": (302, 302),
    "mfa_activate_totp": (302, 302),
    "mfa_deactivate_totp": (302, 404),
    "mfa_view_recovery_codes": (302, 404),
    "mfa_generate_recovery_codes": (302, 302),
    "mfa_download_recovery_codes": (302, 404),
    "mfa_list_webauthn": (302, 200),
    "mfa_add_webauthn": (302, 302),
    "mfa_edit_webauthn": (302, 302),
    "mfa_remove_webauthn": (302, 302),
    "mfa_login_webauthn": (302, 302),
    "usersessions_list": (302, 200),
}


class TestAllauthsRoutes:
    def test_all_have_a_decision(self):
        assert {name for name in every_name() if name.startswith(ALLAUTH_NAMES)} == set(ALLAUTH)

    @pytest.mark.parametrize("role", ["nobody", "bob"])
    def test_answer_a_stranger_and_a_student(self, world, role):
        args = {
            "account_confirm_email": ["key"],
            "account_reset_password_from_key": ["1", "key"],
            "mfa_edit_webauthn": [1],
            "mfa_remove_webauthn": [1],
        }
        client, got = client_of(world, role), {}
        for name in ALLAUTH:
            with left_as_it_was():
                got[name] = client.get(reverse(name, args=args.get(name, []))).status_code
        assert got == {name: answers[role == "bob"] for name, answers in ALLAUTH.items()}
