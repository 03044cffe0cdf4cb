"""The modules of the page for answering: small, all loaded at once, and never short of a word."""

import gzip
import re
from pathlib import Path

from django.conf import settings

from quizzes.views.learner.words import taking_words

SCRIPTS = Path(settings.BASE_DIR, "quizzes/static/quizzes/js")
FILES = Path(settings.BASE_DIR, "templates/quizzes/learner/_taking_files.html")
IMPORT = re.compile(r'^import .* from "\./([\w-]+\.js)";$', re.MULTILINE)
SAID = re.compile(r'say\([^)]*?"(\w+)"(?: : "(\w+)")?')


def reached(name: str) -> set[str]:
    """Return a module and all that it imports."""
    found = {name}
    for other in IMPORT.findall((SCRIPTS / name).read_text()):
        found |= reached(other)
    return found


class TestTakingModules:
    def test_are_loaded_at_once_not_one_after_the_other(self):
        preloaded = set(re.findall(r"modulepreload.*?js/([\w-]+\.js)", FILES.read_text()))
        assert preloaded == reached("taking.js") - {"taking.js"}

    def test_are_small(self):
        modules = [(SCRIPTS / name).read_bytes() for name in reached("taking.js")]
        assert sum(len(gzip.compress(module)) for module in modules) < 21_000
        assert max(module.count(b"\n") for module in modules) <= 150

    def test_bring_the_log_in_only_when_it_is_needed(self):
        assert "log-in.js" not in reached("taking.js")
        assert 'import("./log-in.js")' in (SCRIPTS / "taking.js").read_text()
        assert len(gzip.compress((SCRIPTS / "log-in.js").read_bytes())) < 2_000

    def test_say_only_words_that_there_are_and_all_of_them(self):
        # What is loaded when it is needed speaks as well.
        names = reached("taking.js") | reached("log-in.js")
        sources = "".join((SCRIPTS / name).read_text() for name in names)
        quoted = set(re.findall(r'"(\w+)"', sources))
        words = set(taking_words())
        said = {word for pair in SAID.findall(sources) for word in pair if word}
        assert said <= words
        # A trouble's words are found by its name.
        troubles = {f"trouble_{name}" for name in ("offline", "login", "lost", "error")}
        assert words <= quoted | troubles
