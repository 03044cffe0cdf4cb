"""What surrounds every request."""

import logging

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from quizzes.middleware import ReaderMiddleware, RequestIdFilter, RequestIdMiddleware, request_id
from quizzes.models.accounts import User

factory = RequestFactory()


def answered(given: str | None = None) -> tuple[HttpResponse, list[str]]:
    """Return the answer to a request with that id, and what the view saw as the id."""
    seen: list[str] = []

    def view(request):
        seen.append(request_id())
        return HttpResponse()

    headers = {} if given is None else {"X-Request-ID": given}
    return RequestIdMiddleware(view)(factory.get("/", headers=headers)), seen


class TestRequestId:
    def test_keeps_a_well_formed_id(self):
        response, seen = answered("proxy-1a2b_3.4")
        assert response["X-Request-ID"] == "proxy-1a2b_3.4"
        assert seen == ["proxy-1a2b_3.4"]

    @pytest.mark.parametrize(
        "given", [None, "", "abc", "a" * 65, "bad id", "x\nforged line", "é" * 8]
    )
    def test_makes_a_new_one_for_anything_else(self, given):
        response, seen = answered(given)
        assert response["X-Request-ID"] == seen[0] != given
        assert len(seen[0]) == 16

    def test_makes_a_different_one_each_time(self):
        assert answered()[1] != answered()[1]

    def test_forgets_it_after_the_request(self):
        answered("remembered")
        assert request_id() == "-"

    def test_forgets_it_after_a_failure(self):
        def view(request):
            raise RuntimeError

        with pytest.raises(RuntimeError):
            RequestIdMiddleware(view)(factory.get("/"))
        assert request_id() == "-"

    def test_is_in_every_log_line(self):
        record = logging.makeLogRecord({})

        def view(request):
            RequestIdFilter().filter(record)
            return HttpResponse()

        RequestIdMiddleware(view)(factory.get("/", headers={"X-Request-ID": "in-the-log"}))
        assert record.request_id == "in-the-log"


class TestReader:
    def zone_of(self, request) -> str:
        def view(request):
            return HttpResponse(timezone.get_current_timezone_name())

        return ReaderMiddleware(view)(request).content.decode()

    def request(self, path="/", user=None, cookie=True):
        request = factory.get(path)
        if cookie:
            request.COOKIES["sessionid"] = "any"
        request.user = user or User(time_zone="Asia/Almaty")
        return request

    def test_shows_times_in_the_readers_zone(self):
        assert self.zone_of(self.request()) == "Asia/Almaty"
        assert timezone.get_current_timezone_name() == "UTC"

    def test_leaves_strangers_in_utc(self):
        assert self.zone_of(self.request(user=AnonymousUser())) == "UTC"

    @pytest.mark.parametrize("path", ["/healthz", "/readyz"])
    def test_does_not_ask_who_probes(self, path):
        assert self.zone_of(self.request(path)) == "UTC"

    def test_does_not_ask_who_has_no_session(self):
        assert self.zone_of(self.request(cookie=False)) == "UTC"
