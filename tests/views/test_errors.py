"""Pages for what went wrong."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from quizsite import urls
from quizzes.views import errors


def failing(request):
    raise RuntimeError("the secret reason")


urlpatterns = [path("fails/", login_not_required(failing)), path("", include("quizsite.urls"))]
handler500 = urls.handler500


class TestServerError:
    # None of these may touch the database: there is no django_db mark.
    def answer(self):
        client = Client(raise_request_exception=False)
        client.cookies["sessionid"] = "a-session-that-nobody-can-read-now"
        with override_settings(ROOT_URLCONF=__name__):
            return client.get("/fails/", headers={"X-Request-ID": "request-4711"})

    @pytest.fixture(autouse=True)
    def _without_reader(self, settings):
        # The reader's middleware would ask who it is, and fail by the database first.
        settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if "ReaderMiddleware" not in m]

    def test_needs_no_database(self):
        assert self.answer().status_code == 500

    def test_says_the_id_that_the_logs_carry(self):
        response = self.answer()
        assert response["X-Request-ID"] == "request-4711"
        assert "request-4711" in response.content.decode()

    def test_does_not_say_the_reason(self):
        assert "secret reason" not in self.answer().content.decode()


class TestDatabaseGone:
    def test_gives_the_error_page_and_not_a_crash(self):
        # Without a django_db mark every query fails: here the one that asks for the session.
        client = Client(raise_request_exception=False)
        client.cookies["sessionid"] = "a-session-that-nobody-can-read-now"
        response = client.get("/")
        assert response.status_code == 500
        assert "Something went wrong" in response.content.decode()


class TestBadRequest:
    def test_is_ours_when_the_host_is_wrong(self, settings):
        settings.ALLOWED_HOSTS = ["quiz.example.org"]
        response = Client().get("/", headers={"host": "evil.example.org"})
        assert response.status_code == 400
        assert "We did not understand that" in response.content.decode()


class TestNotFound:
    def test_is_ours(self, client):
        response = client.get("/no-such-page/")
        assert response.status_code == 404
        assert "There is nothing here" in response.content.decode()

    def test_asks_the_database_only_who_it_is(self, as_bob, django_assert_num_queries):
        # The header is on every page: session and user, and nothing more.
        with django_assert_num_queries(2):
            as_bob.get("/no-such-page/")

    def test_keeps_the_way_back_for_those_who_are_signed_in(self, as_bob):
        response = as_bob.get("/no-such-page/")
        assert response.status_code == 404
        assert "/profile/" in response.content.decode()

    def test_stays_in_no_cache_since_it_names_the_reader(self, as_bob):
        assert "no-store" in as_bob.get("/no-such-page/")["Cache-Control"]


class TestForbidden:
    def test_is_ours_and_stays_in_no_cache(self):
        response = errors.forbidden(RequestFactory().get("/"), PermissionDenied())
        assert response.status_code == 403
        assert "You may not do this" in response.content.decode()
        assert "no-store" in response["Cache-Control"]


class TestCsrfFailure:
    def test_is_ours_and_says_what_to_do(self):
        response = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "bob"})
        assert response.status_code == 403
        page = response.content.decode()
        assert "This page was too old" in page
        assert "load the page again" in page


class TestRequestIdOfEveryAnswer:
    @pytest.mark.parametrize("address", ["/", "/healthz", "/no-such-page/"])
    def test_is_there(self, client, address):
        assert client.get(address)["X-Request-ID"]
