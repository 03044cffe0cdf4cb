"""What a student did, day by day on their own calendar, as the database reckons it."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from quizzes.engine.progress.periods import quarter_of
from quizzes.models.bank import Question
from quizzes.models.progress import ReviewLog
from quizzes.queries.practice.activity import activity_of
from tests.factories import make_user

pytestmark = [pytest.mark.rows, pytest.mark.django_db]

# Clocks change in between, in Berlin on the 29th of March.
NOW = datetime(2026, 4, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns"])
def test_is_of_the_days_of_the_zone(zone):
    student, question, clock = make_user("vera"), Question.objects.create(), ZoneInfo(zone)
    moments = [NOW - timedelta(minutes=205 * n) for n in range(300)]
    ReviewLog.objects.bulk_create(
        ReviewLog(
            student=student,
            question=question,
            attempt_key=uuid4(),
            at=at,
            quarter=quarter_of(at),
            fraction="1/3",
            is_first=False,
            chance=0,
            difficulty=0,
            seconds=7,
        )
        for at in moments
    )
    days = Counter(at.astimezone(clock).date() for at in moments)
    found = activity_of(student, NOW, 12, clock)
    told = {day.starts_on: day.answered for day in found.strip if not day.is_quiet}
    assert told == days
    assert found.whole.seconds == 7 * len(moments)
    assert found.whole.accuracy * 3 == 1
