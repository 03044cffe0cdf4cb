"""Jobs: taken once, called off, given up for dead; rounds by the clock."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction

from quizzes.models.jobs import Job, ScheduledWork
from quizzes.services import jobs
from tests import factories
from tests.factories import NOW
from tests.services.test_races import together

pytestmark = [pytest.mark.rows, pytest.mark.django_db]

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def asked(**fields) -> Job:
    return jobs.enqueue(**{"kind": "count", "arguments": {"to": 3}, "now": NOW, **fields})


def taken(now=NOW, holder="one") -> Job:
    job = jobs.take(kinds=["count"], holder=holder, now=now)
    assert job
    return job


def stored(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def failing_with(act) -> None:
    """Do it in a transaction that fails afterwards."""
    with suppress(ZeroDivisionError), transaction.atomic():
        act()
        raise ZeroDivisionError


class TestEnqueue:
    def test_rolls_back_with_its_caller(self):
        failing_with(asked)
        assert not Job.objects.exists()

    def test_refuses_a_second_one_of_a_key_until_the_first_is_over(self):
        first = asked(key="export 1")
        with pytest.raises(jobs.AlreadyAsked) as refusal:
            asked(key="export 1")
        assert refusal.value.job == first
        asked(key="export 2")
        asked()
        asked()
        jobs.finish(job=taken(), result={}, now=NOW)
        assert asked(key="export 1") != first


class TestTake:
    def test_takes_the_one_that_was_due_first_and_each_once(self):
        later, first = asked(now=NOW), asked(now=NOW - MINUTE)
        assert [taken(), taken()] == [first, later]
        assert jobs.take(kinds=["count"], holder="two", now=NOW) is None

    def test_leaves_what_is_not_due_and_other_kinds(self):
        asked(now=NOW + MINUTE)
        asked(kind="mail")
        assert jobs.take(kinds=["count"], holder="one", now=NOW) is None


class TestAdvance:
    def test_is_stored_with_the_effects_or_not_at_all(self):
        asked()
        job = taken()
        failing_with(lambda: jobs.advance(job=job, checkpoint={"next": 1}, done_count=1, now=NOW))
        assert (stored(job).checkpoint, stored(job).done_count) == ({}, 0)

    def test_forgets_the_tries_before(self):
        asked()
        job = taken()
        with transaction.atomic():
            jobs.advance(job=job, checkpoint={}, done_count=1, total_count=3, now=NOW + MINUTE)
        found = stored(job)
        assert (found.attempt_count, found.heartbeat_at) == (0, NOW + MINUTE)
        assert (found.done_count, found.total_count) == (1, 3)


class TestTheDead:
    def test_are_taken_up_with_their_checkpoint(self):
        asked()
        dead = taken()
        with transaction.atomic():
            jobs.advance(job=dead, checkpoint={"next": 2}, done_count=2, now=NOW)
        assert jobs.take_up_the_dead(now=NOW + MINUTE / 2, silent_for=MINUTE) == 0
        assert jobs.take_up_the_dead(now=NOW + 2 * MINUTE, silent_for=MINUTE) == 1
        heir = taken(now=NOW + 2 * MINUTE, holder="two")
        assert heir.checkpoint == {"next": 2}
        assert heir.started_at == dead.started_at

    def test_who_is_not_dead_after_all_changes_nothing(self):
        asked()
        slow = taken()
        jobs.take_up_the_dead(now=NOW + 2 * MINUTE, silent_for=MINUTE)
        heir = taken(now=NOW + 2 * MINUTE, holder="two")
        for act in (
            lambda: jobs.beat(job=slow, now=NOW),
            lambda: jobs.finish(job=slow, result={"by": "slow"}, now=NOW),
            lambda: jobs.fail(job=slow, error="slow", now=NOW),
            lambda: jobs.put_back(job=slow, now=NOW, due_at=NOW),
        ):
            with pytest.raises(jobs.Lost):
                act()
        with pytest.raises(jobs.Lost), transaction.atomic():
            jobs.advance(job=slow, checkpoint={"next": 9}, done_count=9, now=NOW)
        assert stored(heir).holder == "two"
        assert stored(heir).checkpoint == {}

    def test_are_given_up_when_they_kill_every_worker(self):
        job = asked()
        for times in range(5):
            now = NOW + times * DAY
            taken(now=now)
            jobs.take_up_the_dead(now=now + DAY / 2, silent_for=MINUTE)
        found = stored(job)
        assert found.state == "failed"
        assert "5 times" in found.error

    def test_are_over_when_somebody_had_called_them_off(self, world):
        asked()
        job = jobs.request_cancel(job=taken(), actor=world.alice, now=NOW)
        jobs.take_up_the_dead(now=NOW + DAY, silent_for=MINUTE)
        assert stored(job).state == "cancelled"


class TestCancel:
    def test_ends_what_waits_at_once(self, world):
        job = jobs.request_cancel(job=asked(), actor=world.alice, now=NOW)
        assert (job.state, job.finished_at) == ("cancelled", NOW)
        assert stored(job).arguments == {}
        assert jobs.take(kinds=["count"], holder="one", now=NOW) is None

    def test_asks_what_runs_and_leaves_what_is_over(self, world):
        asked()
        job = taken()
        assert jobs.request_cancel(job=job, actor=world.alice, now=NOW).state == "running"
        assert stored(job).is_cancel_wanted
        jobs.finish(job=job, result={"made": 3}, now=NOW)
        assert jobs.request_cancel(job=job, actor=world.alice, now=NOW).state == "done"

    @pytest.mark.parametrize("error", ["", "The server is away."])
    def test_holds_for_what_its_worker_puts_back(self, world, error):
        asked()
        job = taken()
        jobs.request_cancel(job=job, actor=world.alice, now=NOW)
        jobs.put_back(job=job, now=NOW, due_at=NOW + MINUTE, error=error)
        assert stored(job).state == "cancelled"
        assert stored(job).arguments == {}


class TestEnds:
    def test_done_keeps_the_result_and_drops_the_arguments(self):
        asked()
        job = taken()
        jobs.finish(job=job, result={"made": 3}, now=NOW)
        found = stored(job)
        assert (found.state, found.result, found.arguments) == ("done", {"made": 3}, {})
        assert found.holder == ""

    def test_a_stop_is_no_try(self):
        asked()
        job = taken()
        jobs.put_back(job=job, now=NOW, due_at=NOW)
        assert stored(job).attempt_count == 0
        jobs.put_back(job=taken(), now=NOW, due_at=NOW + MINUTE, error="The server is away.")
        found = stored(job)
        assert (found.attempt_count, found.due_at) == (1, NOW + MINUTE)
        assert found.error == "The server is away."

    def test_a_failed_one_can_be_tried_again(self, world):
        asked(key="one")
        job = taken()
        jobs.fail(job=job, error="?", now=NOW)
        assert jobs.try_again(job=job, actor=world.alice, now=NOW + MINUTE).state == "waiting"
        again = taken(now=NOW + MINUTE)
        assert (again.pk, again.arguments) == (job.pk, {"to": 3})
        jobs.fail(job=again, error="?", now=NOW)
        asked(key="one")
        with pytest.raises(jobs.AlreadyAsked):
            jobs.try_again(job=job, actor=world.alice, now=NOW)

    def test_old_ones_are_removed(self):
        done, failed, waiting = asked(), asked(), asked()
        jobs.finish(job=taken(), result={}, now=NOW)
        jobs.fail(job=taken(), error="?", now=NOW)
        assert jobs.remove_old(now=NOW + 8 * DAY) == 1
        assert set(Job.objects.all()) == {failed, waiting}
        assert jobs.remove_old(now=NOW + 31 * DAY) == 1
        assert set(Job.objects.all()) == {waiting}
        assert done.pk


class TestRounds:
    def test_are_one_workers_each(self):
        def begin(now):
            return jobs.begin_round(name="tea", every=MINUTE, now=now)

        assert begin(NOW)
        assert not begin(NOW)
        # Due again, and the last round is not over.
        assert not begin(NOW + MINUTE)
        jobs.end_round(name="tea", now=NOW + MINUTE, error="No water.")
        assert ScheduledWork.objects.get().error == "No water."
        assert begin(NOW + MINUTE)
        # Its worker was killed.
        assert begin(NOW + 3 * MINUTE)


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_two_workers_never_take_one_job(self):
        made = {asked().pk for _ in range(12)}

        def work(holder):
            found = []
            while job := jobs.take(kinds=["count"], holder=holder, now=NOW):
                found.append(job.pk)
            return found

        results = together(*[lambda each=name: work(each) for name in "abc"])
        assert sorted(pk for each in results for pk in each) == sorted(made)

    def test_a_round_is_begun_once(self):
        for number in range(8):
            name = f"work {number}"
            begun = together(*[lambda n=name: jobs.begin_round(name=n, every=MINUTE, now=NOW)] * 3)
            assert sorted(begun) == [False, False, True]

    def test_a_double_click_asks_once(self):
        def ask(key):
            try:
                return asked(key=key)
            except jobs.AlreadyAsked as refusal:
                return refusal.job

        for key in "abcdefgh":
            one, two = together(*[lambda each=key: ask(each)] * 2)
            assert one == two

    def test_a_dead_one_is_taken_up_once(self):
        for _ in range(8):
            asked()
            taken()
        counts = together(*[lambda: jobs.take_up_the_dead(now=NOW + DAY, silent_for=MINUTE)] * 2)
        assert sum(counts) == 8

    def test_calling_off_beside_the_end_is_one_of_both(self):
        user = factories.make_user("owner")
        for _ in range(8):
            asked()
            job = taken()
            together(
                lambda each=job: jobs.request_cancel(job=each, actor=user, now=NOW),
                lambda each=job: jobs.finish(job=each, result={}, now=NOW),
            )
            assert stored(job).state == "done"
