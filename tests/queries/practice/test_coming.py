"""What comes back on the progress page is what practice says."""

from datetime import UTC, timedelta
from itertools import chain

import pytest

from quizzes.models.progress import PracticeSettings, ReviewCard
from quizzes.queries.practice.coming import coming_of
from quizzes.queries.practice.dues import due_lines, dues_of
from quizzes.queries.progress.due import forecast_of, queue_of
from quizzes.services import progress
from tests.factories import NOW, make_user
from tests.services.learning import entry, make_question, make_topic

pytestmark = [pytest.mark.rows, pytest.mark.django_db]

DAY = timedelta(days=1)


def test_is_what_practice_says_to_the_day():
    student, topics = make_user("mia"), [make_topic(), make_topic()]
    questions = [make_question(*topics[: n % 3]) for n in range(9)]
    entries = [entry(each, at=NOW - DAY * n, right=n % 2 == 0) for n, each in enumerate(questions)]
    progress.take_in(student=student, entries=entries, now=NOW)
    progress.take_in(
        student=student, entries=[entry(questions[8], at=NOW, is_first=False)], now=NOW
    )
    PracticeSettings.objects.create(student=student, daily_limit=3)
    put_aside = ReviewCard.objects.filter(student=student, question=questions[5])
    put_aside.update(buried_until=NOW + 2 * DAY)
    for held in ((), (questions[3].pk,)):
        coming, practice = coming_of(student, NOW, held, UTC), forecast_of(student, NOW, held)
        assert coming.forecast == practice.days
        assert (coming.ready, coming.today) == (practice.ready_count, practice.today)
        assert coming.ready == 2
        # Each of its numbers leads to as many questions, and none comes twice.
        found = [dues_of(student, day, NOW, held, UTC) for day in coming.days]
        assert [len(each) for each in found] == list(coming.forecast)
        assert len(set(chain(*found))) == coming.total
        assert found[0][:2] == queue_of(student, NOW, held, 2)
        assert questions[5].pk in set(chain(*found[2:]))
    assert all(line.stem for line in due_lines(student, found[0]))
    assert dues_of(student, coming.today - DAY, NOW, (), UTC) == ()
