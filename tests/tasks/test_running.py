"""Jobs that run: to the end, from a checkpoint, called off, stopped, failing; and by the clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError

from quizzes.models.audit import AuditRecord
from quizzes.models.jobs import Job, ScheduledWork
from quizzes.services import jobs
from quizzes.tasks import running, schedule
from quizzes.tasks.base import Hopeless, Kind, pause_after
from quizzes.tasks.registry import KINDS
from quizzes.tasks.schedule import Scheduled
from quizzes.tasks.worker import Worker
from tests.factories import make_quiz, make_user, start
from tests.tasks import counting

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setitem(KINDS, "count", counting.kind())


def asked(kind="count", **arguments) -> Job:
    return jobs.enqueue(kind=kind, arguments={"to": 3, **arguments}, now=datetime.now(UTC))


def run(job: Job, is_to_stop=lambda: False) -> Job:
    running.run_next(tuple(KINDS), is_to_stop)
    return Job.objects.get(pk=job.pk)


def effects(job: Job) -> list[int]:
    records = AuditRecord.objects.about(job).filter(action="test.count").order_by("pk")
    return [record.after["number"] for record in records]


class TestAJob:
    def test_runs_to_its_end(self):
        job = run(asked())
        assert (job.state, job.done_count, job.total_count) == ("done", 3, 3)
        assert job.result == {"counted": 3}
        assert effects(job) == [0, 1, 2]

    def test_goes_on_after_a_stop_where_it_was(self):
        looks = iter([False, False, True])
        job = run(asked(), lambda: next(looks))
        assert (job.state, job.checkpoint, job.attempt_count) == ("waiting", {"next": 2}, 0)
        assert run(job).state == "done"
        assert effects(job) == [0, 1, 2]

    def test_stops_before_its_next_step_when_it_is_called_off(self):
        user = make_user("keeper")

        def call_off():
            job = Job.objects.get()
            if job.done_count == 2:
                jobs.request_cancel(job=job, actor=user, now=datetime.now(UTC))
            return False

        job = run(asked(to=9), call_off)
        assert (job.state, job.done_count) == ("cancelled", 2)
        assert effects(job) == [0, 1]

    def test_of_a_kind_that_this_version_does_not_know_waits(self):
        assert run(asked("dance")).state == "waiting"


# As a worker has it: no transaction around. PostgreSQL locks rows in none.
@pytest.mark.rows
@pytest.mark.django_db(transaction=True)
class TestAFailure:
    @pytest.fixture
    def failing(self, monkeypatch):
        def use(error, tries):
            def fail(_):
                raise error

            monkeypatch.setitem(KINDS, "fail", Kind(label="Failing", run=fail, tries=tries))
            return asked("fail")

        return use

    def test_says_what_it_was(self, failing):
        job = run(failing(ValueError("no such file"), tries=1))
        assert (job.state, job.error) == ("failed", "ValueError: no such file")

    def test_is_tried_again_later_each_time(self, failing):
        job = failing(ValueError("busy"), tries=3)
        for minutes in (1, 2):
            before = datetime.now(UTC)
            job = run(job)
            assert (job.state, job.error) == ("waiting", "ValueError: busy")
            assert job.due_at - before >= minutes * MINUTE
            Job.objects.update(due_at=before)
        assert run(job).state == "failed"

    def test_without_hope_is_not_tried_again(self, failing):
        job = run(failing(Hopeless("No such person."), tries=9))
        assert (job.state, job.error) == ("failed", "No such person.")

    def test_that_was_mended_leaves_no_trace(self, failing, monkeypatch):
        job = run(failing(ValueError("busy"), tries=3))
        monkeypatch.setitem(KINDS, "fail", Kind(label="Mended", run=lambda _: {}))
        Job.objects.update(due_at=job.created_at)
        job = run(job)
        assert (job.state, job.error) == ("done", "")

    def test_pauses_no_longer_than_four_hours(self):
        hours = [pause_after(attempt) for attempt in (1, 2, 3, 99)]
        assert hours == [MINUTE, 2 * MINUTE, 4 * MINUTE, 240 * MINUTE]


class TestTheWorker:
    def test_waits_for_a_database_that_is_away(self, monkeypatch):
        monkeypatch.setattr("quizzes.tasks.worker.AFTER_A_FAILURE", 0)
        worker, rounds = Worker(), iter([OperationalError("gone"), None])

        def act():
            error = next(rounds)
            if error:
                raise error
            worker.is_stopping = True

        worker._go_on(act)
        assert not worker.has_failed

    def test_ends_after_a_mistake_of_its_own_to_be_started_anew(self):
        worker = Worker()
        worker._go_on(lambda: 1 // 0)
        assert worker.has_failed
        assert worker.is_stopping

    def test_blames_no_job_for_the_database(self, monkeypatch):
        def away(_):
            raise OperationalError("gone")

        monkeypatch.setitem(KINDS, "away", Kind(label="Away", run=away))
        job = asked("away")
        with pytest.raises(OperationalError):
            run(job)
        job.refresh_from_db()
        assert (job.state, job.error) == ("running", "")


class TestTheClock:
    def test_closes_what_is_overdue_once_a_minute(self, world):
        long_ago = datetime.now(UTC) - timedelta(days=1)
        overdue = start(make_quiz(limit_seconds=600), world.bob, now=long_ago)
        call_command("work", once=True)
        overdue.refresh_from_db()
        assert overdue.ended_by == "clock"
        row = ScheduledWork.objects.get(name="close_overdue")
        assert row.due_at - row.began_at == MINUTE
        assert (row.held_until, row.error) == (None, "")

    def test_notes_what_fails_and_does_the_rest(self, monkeypatch):
        done = []
        rows = (
            Scheduled("bad", MINUTE, lambda _: 1 // 0),
            Scheduled("good", MINUTE, done.append),
        )
        monkeypatch.setattr(schedule, "SCHEDULE", rows)
        schedule.run_due()
        schedule.run_due()
        assert len(done) == 1
        assert "ZeroDivisionError" in ScheduledWork.objects.get(name="bad").error

    def test_leaves_a_database_that_is_away_to_the_worker(self, monkeypatch):
        def away(_):
            raise OperationalError("gone")

        monkeypatch.setattr(schedule, "SCHEDULE", (Scheduled("bad", MINUTE, away),))
        with pytest.raises(OperationalError):
            schedule.run_due()

    def test_names_are_those_of_one_work_each(self):
        names = [work.name for work in schedule.SCHEDULE]
        assert sorted(set(names)) == sorted(names)

    def test_everything_runs(self):
        for work in schedule.SCHEDULE:
            work.run(datetime.now(UTC))


class TestWorkOnce:
    def test_does_all_that_is_due(self):
        made = [asked(), asked()]
        call_command("work", once=True)
        assert {Job.objects.get(pk=job.pk).state for job in made} == {"done"}
