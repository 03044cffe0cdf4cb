"""Our drawings."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from quizzes.templatetags.icons import ICONS, icon

SPRITE = Path(settings.BASE_DIR, "quizzes/static/quizzes/icons.svg")


class TestIcon:
    def test_points_into_the_sprite(self):
        assert 'href="/static/quizzes/icons.svg#check"' in icon("check")

    def test_says_nothing_to_a_screen_reader(self):
        assert 'aria-hidden="true"' in icon("check")

    def test_refuses_a_name_without_a_drawing(self):
        with pytest.raises(ValueError, match="no icon 'chekc'"):
            icon("chekc")

    def test_knows_exactly_what_is_drawn(self):
        assert set(re.findall(r'<symbol id="([a-z-]+)"', SPRITE.read_text())) == ICONS
