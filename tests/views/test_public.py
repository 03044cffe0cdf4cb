"""Pages for everybody, and what machines ask."""

from pathlib import Path

from django.conf import settings as real_settings
from django.db import OperationalError
from django.test import Client

from quizzes.views import behavior_examples, examples, kind_examples, public

TEMPLATES = Path(real_settings.BASE_DIR, "templates")
COMPONENTS = TEMPLATES / "quizzes/components"
SCHEMES = ("light", "dark")
PARTS = TEMPLATES / "quizzes/public/gallery"


class TestHome:
    def test_shows_a_stranger_what_this_is_without_a_query(self, client):
        # No django_db mark: a query would fail.
        response = client.get("/")
        assert response.status_code == 200
        assert "See why." in response.content.decode()
        assert "/account/signup/" in response.content.decode()

    def test_shows_a_student_their_own_home(self, as_bob):
        assert "quizzes/learner/home.html" in [t.name for t in as_bob.get("/").templates]

    def test_takes_no_post(self, client):
        assert client.post("/").status_code == 405


class TestHealthz:
    def test_answers_without_the_database_whoever_asks(self):
        client = Client()
        client.cookies["sessionid"] = "some-session"
        response = client.get("/healthz")
        assert (response.status_code, response.content) == (200, b"ok")

    def test_is_never_cached(self, client):
        assert "no-store" in client.get("/healthz")["Cache-Control"]

    def test_takes_no_post(self, client):
        assert client.post("/healthz").status_code == 405


class TestReadyz:
    def test_says_ready(self, client, db):
        response = client.get("/readyz")
        assert response.status_code == 200
        assert response.json() == {"ready": True, "reason": ""}

    def test_says_that_migrations_are_missing(self, client, db, monkeypatch):
        monkeypatch.setattr(public.MigrationExecutor, "migration_plan", lambda *_: [("any", False)])
        response = client.get("/readyz")
        assert response.status_code == 503
        assert "1 migrations are not applied" in response.json()["reason"]

    def test_says_that_the_database_is_gone(self, client, monkeypatch):
        def gone(*_):
            raise OperationalError("server closed the connection at 10.0.0.7")

        monkeypatch.setattr(public, "MigrationExecutor", gone)
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.json()["reason"] == "The database does not answer."

    def test_says_that_the_cache_has_no_table(self, client, db, settings):
        backend = "django.core.cache.backends.db.DatabaseCache"
        settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "no_such_table"}}
        response = client.get("/readyz")
        assert response.status_code == 503
        assert "createcachetable" in response.json()["reason"]

    def test_takes_no_post(self, client):
        assert client.post("/readyz").status_code == 405


class TestGallery:
    def test_is_closed_in_an_installation(self, client, settings):
        settings.DEBUG = False
        assert client.get("/gallery/").status_code == 404

    def test_shows_every_state_of_every_component_in_both_schemes(self, client, settings):
        settings.DEBUG = True
        page = client.get("/gallery/").content.decode()
        for scheme in SCHEMES:
            for name, states in examples.rendered(scheme):
                for state in states:
                    # Forms carry ids of their scheme; what is compared is what was rendered.
                    assert state in page, name

    def test_has_every_component(self):
        files = {path.stem for path in COMPONENTS.glob("*.html")}
        assert set(examples.components("light")) == files, "add it to quizzes/views/examples.py"

    def test_shows_nothing_that_no_page_uses(self):
        pages = [path for path in TEMPLATES.rglob("*.html") if path.parent != PARTS]
        used = "".join(path.read_text() for path in pages)
        for name in examples.components("light"):
            assert f"quizzes/components/{name}.html" in used

    def test_has_every_template_of_every_kind(self):
        files = {
            path.relative_to(COMPONENTS).with_suffix("").as_posix()
            for path in COMPONENTS.glob("kinds/*/*.html")
        }
        shown = {shown.name for shown in kind_examples.kinds("light")}
        edited = {name for name, _states in kind_examples.edits("light")}
        assert shown | edited == files

    def test_has_what_behaviors_bring(self, client, settings):
        settings.DEBUG = True
        page = client.get("/gallery/").content.decode()
        shown = dict(behavior_examples.behaviors("light"))
        learner = TEMPLATES / "quizzes/learner"
        brought = {path.stem for path in learner.glob("_certainty*.html")} | {"_tries"}
        # The words for a level stand in the other two.
        assert shown.keys() == brought - {"_certainty_level"}
        for states in shown.values():
            assert all(state in page for state in states)

    def test_gives_each_field_one_name(self):
        fields = [shown.field for scheme in SCHEMES for shown in kind_examples.kinds(scheme)]
        assert len(fields) == len(set(fields))

    def test_has_every_part_of_the_vocabulary(self):
        files = {path.stem for path in PARTS.glob("*.html")}
        assert set(examples.VOCABULARY) == files
