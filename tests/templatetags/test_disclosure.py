"""What is shown when, in words."""

from datetime import UTC, datetime

from django.utils import timezone

from quizzes.engine.disclosure import Part, Waiting, When
from quizzes.templatetags.disclosure import PARTS, explained, listed

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class TestListed:
    def test_joins_the_names(self):
        parts = (Part.SCORE, Part.KEY, Part.EXPLANATION)
        assert listed(parts) == "your points, the right answers and the explanations"

    def test_knows_every_part(self):
        assert set(PARTS) == set(Part)


class TestExplained:
    def test_says_what_it_waits_for(self):
        assert explained(When(Waiting.FOR_SCORES)) == "Shown when your teacher releases the scores."

    def test_says_the_moment_by_the_readers_clock(self):
        with timezone.override("Asia/Almaty"):
            said = explained(When(Waiting.FOR_MOMENT, NOON), "Europe/Berlin")
        assert said == "Shown after Monday 2 March 2026, 17:00 (Almaty time)."
