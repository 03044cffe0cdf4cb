"""Mistakes of an installation that start-up names."""

import pytest

from quizzes import checks

LOCAL = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SHARED = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache"}}
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture(autouse=True)
def installation(settings):
    settings.IS_DEMO = False
    settings.CACHES = SHARED
    settings.EMAIL_BACKEND = SMTP
    settings.ALLOWED_HOSTS = ["quiz.example.org"]


def found() -> list[str]:
    return [message.id for check in checks.CHECKS for message in check()]


class TestChecks:
    def test_find_nothing_in_a_good_installation(self):
        assert found() == []

    def test_find_a_cache_for_each_process(self, settings):
        settings.CACHES = LOCAL
        assert found() == ["quizzes.E001"]

    def test_find_mail_that_goes_nowhere(self, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        assert found() == ["quizzes.W001"]

    def test_find_a_host_for_everybody(self, settings):
        settings.ALLOWED_HOSTS = ["*"]
        assert found() == ["quizzes.W002"]

    def test_leave_the_demo_alone(self, settings):
        settings.IS_DEMO = True
        settings.CACHES = LOCAL
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        assert found() == []
