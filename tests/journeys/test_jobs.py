"""The page of a job in a real browser: it follows the work, and has no barrier."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from quizzes.models.jobs import Job
from quizzes.services import jobs
from tests.journeys.conftest import log_in
from tests.journeys.looking import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_follows_the_work_to_its_end(device, live_server, bob, scheme, width):
    now = datetime.now(UTC)
    job = jobs.enqueue(kind="mail", arguments={}, owner=bob, about="To Ann", now=now)
    Job.objects.update(state="running", holder="w", heartbeat_at=now, done_count=3, total_count=12)
    context = device(color_scheme=scheme, viewport={"width": width, "height": 700})
    log_in(context, bob, live_server.url)
    page = context.new_page()
    page.goto(f"/jobs/{job.public_id}/")
    page.get_by_text("Call it off", exact=True).click()
    assert violations(page) == []
    assert overflow(page) == 0
    Job.objects.update(done_count=7)
    page.get_by_text("7 of 12 done").wait_for()
    # What was opened stays open while the number changes.
    expect(page.get_by_role("button", name="Call it off now")).to_be_visible()
    job.refresh_from_db()
    job.holder = "w"
    jobs.finish(job=job, result={}, now=now)
    expect(page).to_have_title(re.compile("^Done"))
    assert violations(page) == []
