"""The privacy page keeps its word: cookies by name, no third party; and one's own data."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import Client

from quizsite.login import SEEN_AT
from quizsite.site import remembered
from quizzes.models.site import SiteSettings
from tests import factories
from tests.factories import PASSWORD, make_user


def text(response) -> str:
    return response.content.decode()


def set_by_scripts() -> set[str]:
    """Return the names of the cookies that our scripts write: constants like "name=value"."""
    names = set()
    for script in Path(settings.BASE_DIR, "quizzes/static/quizzes/js").rglob("*.js"):
        source = script.read_text()
        for constant in re.findall(r"document\.cookie = `\$\{(\w+)\}", source):
            names |= set(re.findall(rf'const {constant} = "(\w+)=', source))
        assert source.count("document.cookie = ") == source.count("document.cookie = `${")
    return names


class TestPrivacy:
    def test_is_for_everybody_and_linked_from_every_page(self, client, as_bob):
        assert client.get("/privacy/").status_code == 200
        for browser, address in ((client, "/"), (client, "/account/signup/"), (as_bob, "/")):
            assert 'href="/privacy/"' in text(browser.get(address))

    def test_names_the_cookies_that_the_site_sets_and_no_other(self, world):
        named = set(re.findall(r"<dt><code>([^<]+)</code>", text(Client().get("/privacy/"))))
        settings_say = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
        assert named == settings_say | {CookieStorage.cookie_name} | set_by_scripts()

    def test_names_every_cookie_that_a_day_at_the_site_brings(self, world):
        client, seen = Client(), set()
        client.get("/account/login/")
        client.post("/account/login/", {"login": "bob", "password": PASSWORD})
        seen |= set(client.cookies)
        attempt = factories.start(world.quiz, world.bob)
        for address in ("/", "/profile/", f"/attempts/{attempt.public_id}/take/"):
            client.get(address)
            seen |= set(client.cookies)
        client.post("/account/logout/")
        seen |= set(client.cookies)
        page = text(Client().get("/privacy/"))
        assert {name for name in seen if f"<code>{name}</code>" not in page} == set()

    @pytest.mark.parametrize(
        ("seconds", "words"), [(3 * 86400, "3 days"), (28800, "8 hours"), (60, "1 hour")]
    )
    def test_says_how_long_a_session_lasts(self, client, settings, seconds, words):
        settings.SESSION_COOKIE_AGE = seconds
        assert f"{words} after its last use" in text(client.get("/privacy/"))

    def test_says_how_long_notices_and_addresses_are_kept(self, client, monkeypatch):
        site = SiteSettings(notices_kept_days=1, addresses_kept_days=90)
        monkeypatch.setattr(remembered, "row", site)
        page = text(client.get("/privacy/"))
        assert "1 day; what you chose" in page
        assert "Addresses on the network: 90 days" in page

    def test_leads_to_ones_own_data(self, client, as_bob):
        assert "/profile/data/" in text(as_bob.get("/privacy/"))
        assert "/profile/data/" not in text(client.get("/privacy/"))


class TestOwnData:
    def test_is_a_file_that_no_cache_keeps(self, as_bob, world):
        response = as_bob.get("/profile/data/file/")
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Type"] == "application/json"
        assert "no-store" in response["Cache-Control"]
        said = json.loads(response.content)
        assert (said["format"], said["version"]) == ("quizsite-own-data", 1)

    def test_is_a_page_with_the_same_sections(self, as_bob, world):
        factories.take(world.quiz, world.bob)
        said = json.loads(as_bob.get("/profile/data/file/").content)
        page = text(as_bob.get("/profile/data/"))
        named = re.findall(r'id="data-(\w+)"', page)
        assert named == [key for key in said if key not in ("format", "version", "made_at")]
        assert world.quiz.title in page
        assert "no-store" in as_bob.get("/profile/data/")["Cache-Control"]

    @pytest.mark.parametrize("address", ["/profile/data/", "/profile/data/file/"])
    def test_takes_no_post(self, as_bob, address):
        assert as_bob.post(address).status_code == 405

    def test_shows_what_was_typed_as_it_was_typed(self, as_bob, world):
        factories.take(world.quiz, world.bob, {3: "<b>Astana</b> & co"})
        assert "&lt;b&gt;Astana&lt;/b&gt; &amp; co" in text(as_bob.get("/profile/data/"))


def test_a_session_holds_nothing_of_which_the_page_does_not_speak(world):
    client = Client()
    client.post("/account/login/", {"login": make_user("eve").username, "password": PASSWORD})
    client.get("/")
    assert set(client.session.keys()) <= {
        "_auth_user_id",
        "_auth_user_backend",
        "_auth_user_hash",
        "_session_expiry",
        "account_authentication_methods",
        "account_authentication_methods_user",
        SEEN_AT,
    }
