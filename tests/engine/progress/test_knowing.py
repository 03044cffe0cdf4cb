"""Which answer to a question was the first."""

from datetime import UTC, datetime, timedelta

from quizzes.engine.progress.knowing import Asked, earliest, exposures

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
BLANK, PREVIEW = Asked(1, None), Asked(2, NOON, is_counted=False)
FIRST, SECOND = Asked(4, NOON + timedelta(hours=1)), Asked(3, NOON + timedelta(hours=2))


def test_is_the_earliest_that_is_no_preview():
    assert earliest([BLANK, SECOND, PREVIEW, FIRST]) == FIRST
    assert earliest([BLANK, PREVIEW]) is None


def test_is_exposed_by_blanks_previews_and_its_own_attempt():
    assert list(exposures([BLANK, SECOND, PREVIEW, FIRST], FIRST)) == [BLANK, PREVIEW, FIRST]
