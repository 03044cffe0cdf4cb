"""What a view reads off a request."""

import pytest
from django.test import RequestFactory

from quizzes.requests import address_of


class TestAddressOf:
    @pytest.mark.parametrize(
        ("proxies", "told", "expected"),
        [
            (0, "", "10.0.0.1"),
            (0, "192.0.2.7", "10.0.0.1"),
            (1, "192.0.2.7", "192.0.2.7"),
            (1, "203.0.113.9, 192.0.2.7", "192.0.2.7"),
            (2, "203.0.113.9, 192.0.2.7, 10.0.0.2", "192.0.2.7"),
            (2, "192.0.2.7", "10.0.0.1"),
            (1, "x" * 100, "x" * 64),
        ],
    )
    def test_believes_as_many_proxies_as_there_are(self, settings, proxies, told, expected):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
        headers = {"HTTP_X_FORWARDED_FOR": told} if told else {}
        request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", **headers)
        assert address_of(request) == expected
