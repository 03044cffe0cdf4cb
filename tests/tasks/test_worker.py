"""A real worker, killed in the middle of a job: each effect happens once."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.db import connection

from quizzes.models.audit import AuditRecord
from quizzes.models.jobs import Job
from quizzes.services import jobs
from quizzes.tasks.mail import packed
from tests.test_postgres import INSTALLATION

pytestmark = [pytest.mark.rows, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parent.parent.parent
STEPS = 120


def this_database() -> str:
    """Return the DATABASE_URL of the test's own database."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{name}"


@pytest.fixture
def begin(tmp_path):
    """Start workers; those that a test leaves are killed."""
    begun = []

    def start() -> subprocess.Popen[bytes]:
        worker = subprocess.Popen(
            [sys.executable, "-m", "tests.tasks.counting"],
            cwd=ROOT,
            env={
                **os.environ,
                **INSTALLATION,
                "DATABASE_URL": this_database(),
                "STATIC_ROOT": str(tmp_path),
            },
        )
        begun.append(worker)
        return worker

    yield start
    for worker in begun:
        with suppress(ProcessLookupError):
            worker.kill()
        worker.wait()


@pytest.fixture
def job(db) -> Job:
    """A job of many short steps."""
    arguments = {"to": STEPS, "pause": 0.02}
    return jobs.enqueue(kind="count", arguments=arguments, now=datetime.now(UTC))


def wait_for(job: Job, is_so) -> Job:
    """Return the job's row as soon as something is so."""
    end = time.monotonic() + 30
    while True:
        row = Job.objects.get(pk=job.pk)
        if is_so(row):
            return row
        assert time.monotonic() < end, f"{row.state} {row.done_count} {row.error}"
        time.sleep(0.01)


def grow_old(job: Job) -> None:
    """Let the silence of a killed worker be an hour long."""
    Job.objects.filter(pk=job.pk, state="running").update(
        heartbeat_at=datetime.now(UTC) - timedelta(hours=1)
    )


def numbers(job: Job) -> list[int]:
    records = AuditRecord.objects.about(job).filter(action="test.count")
    return sorted(record.after["number"] for record in records)


def test_a_killed_job_goes_on_from_its_checkpoint_and_no_step_happens_twice(begin, job):
    reached = 0
    for goal in (20, 60):
        worker = begin()
        wait_for(job, lambda row, goal=goal: row.done_count >= goal)
        worker.kill()
        worker.wait()
        row = Job.objects.get(pk=job.pk)
        assert row.state == "running"
        assert reached < row.done_count < STEPS
        assert row.checkpoint == {"next": row.done_count}
        assert numbers(job) == list(range(row.done_count))
        reached = row.done_count
        grow_old(job)
    begin()
    row = wait_for(job, lambda row: row.is_over)
    assert (row.state, row.result) == ("done", {"counted": STEPS})
    assert numbers(job) == list(range(STEPS))


def test_a_worker_that_is_told_to_stop_leaves_the_rest_to_another(begin, job):
    worker = begin()
    wait_for(job, lambda row: row.done_count >= 5)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=10) == 0
    row = Job.objects.get(pk=job.pk)
    assert (row.state, row.attempt_count) == ("waiting", 0)
    assert numbers(job) == list(range(row.done_count))
    assert row.done_count < STEPS


def test_a_mail_does_not_wait_for_the_end_of_a_long_job(begin, db):
    arguments = {"to": 1000, "pause": 0.2}
    job = jobs.enqueue(kind="count", arguments=arguments, now=datetime.now(UTC))
    message = EmailMessage("Hello", "A text.", to=["bob@example.org"])
    begin()
    wait_for(job, lambda row: row.done_count >= 1)
    queued = jobs.enqueue(kind="mail", arguments=packed(message), now=datetime.now(UTC))
    assert wait_for(queued, lambda row: row.is_over).state == "done"
    assert Job.objects.get(pk=job.pk).state == "running"


def test_two_workers_share_jobs_and_a_called_off_one_ends(begin, job, django_user_model):
    keeper = django_user_model.objects.create_user("keeper")
    arguments = {"to": 10, "pause": 0.01}
    others = [
        jobs.enqueue(kind="count", arguments=arguments, now=datetime.now(UTC)) for _ in range(6)
    ]
    begin()
    begin()
    wait_for(job, lambda row: row.done_count >= 3)
    jobs.request_cancel(job=job, actor=keeper, now=datetime.now(UTC))
    row = wait_for(job, lambda row: row.is_over)
    assert row.state == "cancelled"
    assert numbers(job) == list(range(row.done_count))
    for other in others:
        assert wait_for(other, lambda row: row.is_over).state == "done"
        assert numbers(other) == list(range(10))
