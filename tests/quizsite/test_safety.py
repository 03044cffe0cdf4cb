"""The headers and limits that every answer and request has."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from quizzes.models.accounts import User
from tests.conftest import logged_in
from tests.factories import PASSWORD

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ["/", "/account/login/", "/account/signup/", "/nowhere/", "/history/", "/questions/new/"]


@pytest.mark.parametrize("page", PAGES)
class TestHeaders:
    def test_let_no_inline_code_run(self, as_alice, page):
        policy = as_alice.get(page)["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        for directive in ("object-src 'none'", "base-uri 'self'", "frame-ancestors 'none'"):
            assert directive in policy

    def test_let_no_page_use_what_it_does_not_need(self, as_alice, page):
        answer = as_alice.get(page)
        for feature in ("camera", "microphone", "geolocation"):
            assert f"{feature}=()" in answer["Permissions-Policy"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


class TestEveryPage:
    def test_has_nothing_inline_the_administration_and_the_gallery_neither(self, db, settings):
        keeper = logged_in(User.objects.create_superuser("keeper"))
        # For the gallery. The page that developers see instead of "not found" is Django's own.
        settings.DEBUG = True
        admin = ("/admin/", "/admin/quizzes/user/", "/admin/quizzes/user/add/")
        for page in {*PAGES, *admin, "/gallery/"} - {"/nowhere/"}:
            answer = keeper.get(page)
            assert "unsafe" not in answer["Content-Security-Policy"]
            text = answer.content.decode()
            assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text), page
            assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"", text), page


class TestCookies:
    def test_are_for_this_site_and_out_of_scripts_reach(self, world):
        client = Client()
        client.post("/account/login/", {"login": "bob", "password": PASSWORD})
        assert client.cookies["sessionid"]["httponly"]
        assert client.cookies["sessionid"]["samesite"] == "Lax"
        assert client.cookies["csrftoken"]["samesite"] == "Lax"


class TestUploads:
    def test_too_large_a_request_is_not_read(self, client):
        answer = client.generic("POST", "/", b"", CONTENT_LENGTH=str(12_000_001))
        assert answer.status_code == 413
        page = answer.content.decode()
        assert "more than 12 MB" in page
        assert "<h1" in page
        assert "default-src 'self'" in answer["Content-Security-Policy"]

    def test_any_other_is(self, client, db):
        assert client.post("/account/login/", {"login": "a" * 1000}).status_code == 200


def test_an_installation_keeps_to_https(tmp_path):
    """In a process of its own, for settings are read once."""
    script = (
        "import django; django.setup();"
        "from django.test import Client; from django.conf import settings as s;"
        "answer = Client().get('/healthz', secure=True, headers={'host': 'quiz.example.org'});"
        "print(answer['Strict-Transport-Security']);"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE);"
        "plain = Client().get('/', headers={'host': 'www.example.org'});"
        "print(plain.status_code, plain['Location'])"
    )
    told = {
        "DJANGO_SETTINGS_MODULE": "quizsite.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "SECRET_KEY": "for tests only, and long enough to be taken for a secret",
        "ALLOWED_HOSTS": "quiz.example.org, www.example.org",
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [
        "max-age=31536000",
        "True True",
        "301 https://www.example.org/",
    ]
