"""An include that is rendered once for equal values."""

import pytest
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from quizzes.templatetags import remembering
from quizzes.templatetags.remembering import remembered

CELL = "quizzes/learner/_navigator_cell.html"
VALUES = {"position": 3, "state": "answered", "is_flagged": False, "current": None}


@pytest.fixture(autouse=True)
def rendered(monkeypatch):
    """Return the names of the templates that were really rendered, from now on."""
    names = []

    def render(name, values):
        names.append(name)
        return format_html("<b>{} {}</b>", name, values)

    remembering._rendered.cache_clear()
    monkeypatch.setattr(remembering, "render_to_string", render)
    yield names
    remembering._rendered.cache_clear()


class TestRemembered:
    def test_renders_equal_values_once(self, rendered):
        assert remembered(CELL, **VALUES) == remembered(CELL, **VALUES)
        assert rendered == [CELL]

    @pytest.mark.parametrize("change", [{"position": 4}, {"is_flagged": True}, {"more": None}])
    def test_renders_other_values_anew(self, rendered, change):
        remembered(CELL, **VALUES)
        remembered(CELL, **{**VALUES, **change})
        assert len(rendered) == 2

    def test_tells_safe_text_from_the_same_text(self, rendered):
        remembered(CELL, text="<b>")
        remembered(CELL, text=mark_safe("<b>"))
        assert len(rendered) == 2

    def test_tells_languages_and_time_zones_apart(self, rendered):
        remembered(CELL, **VALUES)
        with translation.override("de"):
            remembered(CELL, **VALUES)
        with timezone.override("Asia/Almaty"):
            remembered(CELL, **VALUES)
        assert len(rendered) == 3

    def test_renders_what_has_no_hash_each_time(self, rendered):
        remembered(CELL, options=["a"])
        remembered(CELL, options=["a"])
        assert len(rendered) == 2

    def test_remembers_nothing_while_templates_are_written(self, rendered, settings):
        settings.DEBUG = True
        remembered(CELL, **VALUES)
        remembered(CELL, **VALUES)
        assert len(rendered) == 2


def test_is_a_tag_that_does_not_escape_what_was_rendered():
    template = Template("{% load remembering %}{% remembered 'name' safe=text %}")
    assert template.render(Context({"text": "<"})).startswith("<b>name")
