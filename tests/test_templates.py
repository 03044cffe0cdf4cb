"""What holds for all templates: translated words, no inline code, names that exist."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from quizzes.templatetags.icons import ICONS

ROOT = Path(settings.BASE_DIR, "templates")
TEMPLATES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.*"))
PAGES = [name for name in TEMPLATES if name.endswith(".html")]

# The name of the site is the same in every language.
NAME = "Quizsite"
# What is in them is not for people, or the same for all people.
SILENT = {"script", "style", "code"}
SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "aria-description", "placeholder"}
NOT_WORDS = re.compile(
    r"\{#.*?#\}"
    # Blocks of base_bare.html that stand inside a tag.
    r"|\{%\s*block (?:main_class|body_class|html_attributes|color_scheme)\b"
    r".*?\{%\s*endblock\b.*?%\}"
    r"|\{%\s*comment\b.*?%\}.*?\{%\s*endcomment\s*%\}"
    r"|\{%\s*blocktrans(?:late)?\b.*?%\}.*?\{%\s*endblocktrans(?:late)?\s*%\}"
    r"|\{%.*?%\}"
    r"|\{\{.*?\}\}",
    re.DOTALL,
)


# Fields whose value is sent and never shown.
UNSEEN = ("hidden", "radio", "checkbox")


class Words(HTMLParser):
    """Collects what a person would read or hear."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.silent = 0
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.silent += tag in SILENT
        is_shown = tag == "input" and dict(attrs).get("type") not in UNSEEN
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES or (is_shown and name == "value"):
                self.note(value or "")

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT

    def handle_data(self, data):
        if not self.silent:
            self.note(data)

    def note(self, text):
        text = text.strip()
        if re.search(r"[^\W\d_]", text.replace(NAME, "")):
            self.found.append(text)


def bare_words(name: str, source: str) -> list[str]:
    """Return the words of a template that gettext would not find."""
    rest = NOT_WORDS.sub("", source)
    if name.endswith(".txt"):
        return [line for line in rest.splitlines() if re.search(r"[^\W\d_]", line)]
    return Words(rest).found


def source_of(name: str) -> str:
    return (ROOT / name).read_text()


class TestBareWords:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("<p>Hello</p>", ["Hello"]),
            ('<img alt="A bee">', ["A bee"]),
            ('<a aria-label="Close"></a>', ["Close"]),
            ('<input type="submit" value="Send">', ["Send"]),
            ('<input type="radio" value="all">', []),
            ("<p>{% if x %}Yes{% endif %}</p>", ["Yes"]),
            ("<p>Привет</p>", ["Привет"]),
            ("<p>{% translate 'Hello' %} {{ name }} – 5 %</p>", []),
            ("{% blocktranslate trimmed %}<b>Hello</b>{% endblocktranslate %}", []),
            ("{# a note #}{% comment %}a note{% endcomment %}<script>let a;</script>", []),
            ('<p class="qs-soft" data-state="saved">{{ x|date:"H" }}</p>', []),
        ],
    )
    def test_are_found(self, source, expected):
        assert bare_words("x.html", source) == expected

    def test_are_found_in_mails(self):
        assert bare_words("x.txt", "Hello,\n{% translate 'Yes' %}\n{{ url }}") == ["Hello,"]


@pytest.mark.parametrize("name", TEMPLATES)
class TestEveryTemplate:
    def test_has_only_words_that_can_be_translated(self, name):
        assert bare_words(name, source_of(name)) == []

    def test_has_no_inline_code(self, name):
        # The Content-Security-Policy would stop it, silently for whoever does not look.
        if name.startswith("quizzes/mail/"):
            return  # no page: mail programs read no style sheet
        source = NOT_WORDS.sub("", source_of(name))
        assert not re.search(r"\sstyle\s*=|\son[a-z]+\s*=|<style|javascript:", source)
        assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", source)

    def test_parses_with_all_its_tags(self, name):
        get_template(name)

    def test_names_files_and_icons_that_exist(self, name):
        source = source_of(name)
        for static in re.findall(r"""\{%\s*static\s+['"]([^'"]+)['"]""", source):
            assert finders.find(static), static
        for other in re.findall(
            r"""\{%\s*(?:include|extends)\s+['"]([\w./-]+\.\w+)['"]\s""", source
        ):
            get_template(other)
        drawn = re.findall(r"""\{%\s*icon\s+['"]([^'"]+)['"]""", source)
        given = re.findall(r"""icon_name=['"]([^'"]+)['"]""", source)
        assert set(drawn) | set(given) <= ICONS
