"""The page of a job: how far it is, calling it off; and the administration's list of jobs."""

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse

from quizzes.models.audit import AuditRecord
from quizzes.models.jobs import Job, ScheduledWork
from quizzes.services import jobs
from tests.conftest import logged_in
from tests.factories import NOW

HTMX = {"HX-Request": "true"}


@pytest.fixture
def job(world) -> Job:
    """A job of Bob's that runs, and is at step 3 of 12."""
    made = jobs.enqueue(
        kind="mail", arguments={"body": "secret"}, owner=world.bob, about="To Ann", now=NOW
    )
    Job.objects.update(
        state="running", holder="one", heartbeat_at=NOW, done_count=3, total_count=12
    )
    made.refresh_from_db()
    return made


def page(client, job, **headers) -> str:
    response = client.get(reverse("quizzes:job-detail", args=[job.public_id]), headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def cancel(client, job):
    return client.post(reverse("quizzes:job-cancel", args=[job.public_id]), follow=True)


class TestThePage:
    def test_shows_how_far_it_is_and_asks_again(self, as_bob, job):
        shown = page(as_bob, job)
        assert "3 of 12 done" in shown
        assert '<progress value="3" max="12"' in shown
        assert 'hx-trigger="every 2s"' in shown
        assert "Look again" in shown
        assert "secret" not in shown

    def test_gives_htmx_the_part_and_at_the_end_the_page(self, as_bob, job):
        part = page(as_bob, job, **HTMX)
        assert "3 of 12 done" in part
        assert "<html" not in part
        jobs.finish(job=job, result={}, now=NOW)
        response = as_bob.get(reverse("quizzes:job-detail", args=[job.public_id]), headers=HTMX)
        assert response.headers["HX-Refresh"] == "true"
        shown = page(as_bob, job)
        assert "Done" in shown
        assert "hx-trigger" not in shown
        assert "Call it off" not in shown

    def test_is_for_who_keeps_the_site_as_well(self, as_carol, world, job):
        assert as_carol.get(f"/jobs/{job.public_id}/").status_code == 404
        world.carol.user_permissions.add(Permission.objects.get(codename="view_job"))
        assert "3 of 12" in page(as_carol, job)

    def test_says_that_it_failed_and_not_why(self, as_bob, job):
        jobs.fail(job=job, error="password=xyz", now=NOW)
        shown = page(as_bob, job)
        assert "This did not work" in shown
        assert "xyz" not in shown


class TestCancel:
    def test_is_seen_at_once(self, as_bob, job, world):
        response = cancel(as_bob, job)
        assert "Called off" in response.content.decode()
        assert "Is being called off" in page(as_bob, job)
        assert AuditRecord.objects.about(job).get().actor == world.bob

    def test_of_one_that_is_over_says_so(self, as_bob, job):
        jobs.finish(job=job, result={}, now=NOW)
        assert "It was over already" in cancel(as_bob, job).content.decode()


class TestTheAdministration:
    @pytest.fixture
    def as_keeper(self, django_user_model):
        return logged_in(django_user_model.objects.create_superuser("keeper"))

    def act(self, client, name, job):
        url = reverse("admin:quizzes_job_changelist")
        response = client.post(url, {"action": name, "_selected_action": job.pk}, follow=True)
        return response.content.decode()

    def test_shows_progress_and_no_secrets(self, as_keeper, job):
        assert "3 of 12" in as_keeper.get(reverse("admin:quizzes_job_changelist")).content.decode()
        one = as_keeper.get(reverse("admin:quizzes_job_change", args=[job.pk]))
        assert "secret" not in one.content.decode()

    def test_calls_off_and_tries_again(self, as_keeper, job):
        self.act(as_keeper, "call_off", job)
        job.refresh_from_db()
        assert job.is_cancel_wanted
        jobs.fail(job=job, error="The mail server is away.", now=NOW)
        listed = as_keeper.get(reverse("admin:quizzes_job_changelist")).content.decode()
        assert "The mail server is away." in listed
        assert "1 job waits." in self.act(as_keeper, "try_again", job)
        job.refresh_from_db()
        assert (job.state, job.is_cancel_wanted) == ("waiting", False)

    def test_says_that_no_worker_is_running(self, as_keeper):
        def listed():
            return as_keeper.get(reverse("admin:quizzes_job_changelist")).content.decode()

        assert "manage.py work" in listed()
        call_command("work", once=True)
        assert "manage.py work" not in listed()
        ScheduledWork.objects.filter(name="close_overdue").update(due_at=NOW)
        assert "manage.py work" in listed()

    def test_lets_nobody_steer_who_may_only_look(self, as_carol, world, job):
        world.carol.is_staff = True
        world.carol.save()
        world.carol.user_permissions.add(Permission.objects.get(codename="view_job"))
        self.act(as_carol, "call_off", job)
        job.refresh_from_db()
        assert not job.is_cancel_wanted
