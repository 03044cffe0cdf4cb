"""The administration's log-in is the site's own."""

import pytest
from django.urls import reverse

from quizzes.models.accounts import User
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


class TestLogin:
    def test_sends_a_stranger_to_the_log_in_of_the_site(self, client):
        to_admin = client.get(reverse("admin:index"), follow=True)
        assert to_admin.redirect_chain[-1][0].startswith(reverse("account_login"))
        assert "next=" in to_admin.redirect_chain[-1][0]

    def test_takes_no_password_itself(self, client):
        keeper = User.objects.create_superuser("keeper", password=PASSWORD)
        form = {"username": keeper.username, "password": PASSWORD}
        response = client.post(reverse("admin:login"), form)
        assert response.url.startswith(reverse("account_login"))
        assert "_auth_user_id" not in client.session

    def test_refuses_everybody_else(self, as_alice):
        response = as_alice.get(reverse("admin:index"), follow=True)
        assert response.status_code == 403
