"""The modules of a page's script: small, all asked for at once, and never short of a word."""

import gzip
import posixpath
import re
from pathlib import Path

import pytest
from django.conf import settings

from quizzes.views.learner.words import reading_words, taking_words

SCRIPTS = Path(settings.BASE_DIR, "quizzes/static/quizzes/js")
TEMPLATES = Path(settings.BASE_DIR, "templates/quizzes/learner")
IMPORT = re.compile(r'^import .* from "(\.[\w./-]+\.js)";$', re.MULTILINE)
SAID = re.compile(r'say\([^)]*?"(\w+)"(?: : "(\w+)")?')

# Each page's first module, the template that preloads the others, and the bytes of all, gzipped.
PAGES = {
    "taking.js": ("_taking_files.html", 21_000),
    "reading/reading.js": ("_reading_files.html", 14_000),
}


def reached(name: str) -> set[str]:
    """Return a module and all that it imports, by their paths."""
    found = {name}
    for other in IMPORT.findall((SCRIPTS / name).read_text()):
        found |= reached(posixpath.normpath(posixpath.join(posixpath.dirname(name), other)))
    return found


@pytest.mark.parametrize("first", PAGES)
class TestModules:
    def test_are_loaded_at_once_not_one_after_the_other(self, first):
        files = (TEMPLATES / PAGES[first][0]).read_text()
        preloaded = re.findall(r"modulepreload.*?js/([\w/-]+\.js)", files)
        assert sorted(preloaded) == sorted(reached(first) - {first})

    def test_are_small(self, first):
        modules = [(SCRIPTS / name).read_bytes() for name in reached(first)]
        assert sum(len(gzip.compress(module)) for module in modules) < PAGES[first][1]
        assert max(module.count(b"\n") for module in modules) <= 150


def test_the_log_in_comes_only_when_it_is_needed():
    assert "log-in.js" not in reached("taking.js")
    assert 'import("./log-in.js")' in (SCRIPTS / "taking.js").read_text()
    assert len(gzip.compress((SCRIPTS / "log-in.js").read_bytes())) < 2_000


def sources(first: str) -> str:
    return "".join((SCRIPTS / name).read_text() for name in sorted(reached(first)))


def said(source: str) -> set[str]:
    return {word for pair in SAID.findall(source) for word in pair if word}


class TestWords:
    def test_for_taking_are_there_and_all_of_them_are_said(self):
        # What is loaded when it is needed speaks as well.
        source, words = sources("taking.js") + sources("log-in.js"), set(taking_words())
        quoted = set(re.findall(r'"(\w+)"', source))
        assert said(source) <= words
        # A trouble's words are found by its name.
        troubles = {f"trouble_{name}" for name in ("offline", "login", "lost", "error")}
        assert words <= quoted | troubles

    def test_for_reading_are_there_and_all_of_them_are_said(self):
        source, words = sources("reading/reading.js"), set(reading_words())
        assert said(source) <= words
        assert words <= set(re.findall(r'"(\w+)"', source))
