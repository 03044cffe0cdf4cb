"""Mistakes of an installation that start-up names."""

import pytest

from quizzes import checks
from quizzes.engine.kinds import single_choice

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

    def test_find_sessions_shorter_than_an_exam(self, settings):
        settings.SESSION_COOKIE_AGE = 8 * 60 * 60 - 1
        assert found() == ["quizzes.W003"]

    def test_leave_the_demo_alone(self, settings):
        settings.IS_DEMO = True
        settings.CACHES = LOCAL
        settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
        assert found() == []


class TestKinds:
    @pytest.fixture
    def half_made(self, monkeypatch):
        monkeypatch.setitem(checks.KINDS, "half_made", single_choice)
        monkeypatch.setattr(checks, "offered", lambda kind: () if kind == "half_made" else (kind,))

    def test_name_each_part_that_a_kind_lacks(self, half_made):
        told = " ".join(str(message.msg) for message in checks.check_kinds_are_whole())
        for part in ("forms/answers", "behavior", "half_made/answer.html", "half_made/review.html"):
            assert part in told
        assert "single_choice" not in told
