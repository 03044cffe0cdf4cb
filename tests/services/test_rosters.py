"""Class lists taken in: nobody twice, nothing in part, no account told of."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth import authenticate

from quizzes.engine.roster.matching import Outcome
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Membership, RosterUpload
from quizzes.queries.classrooms.roster import plan_of
from quizzes.queries.classrooms.slips import lines_of, roster_lines, slips_of
from quizzes.services import accounts, classrooms, jobs
from quizzes.services.classrooms.rosters import ClassHasChanged, NotReady
from quizzes.services.classrooms.slips import NotTheirs
from quizzes.tasks import roster, running
from quizzes.tasks.base import Work
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.rows]
HEAD = ["Vorname", "Nachname", "E-Mail", "Matrikelnummer"]
IDA = ["Ida", "Bauer", "", "11"]
YUSUF = ["Yusuf", "Kaya", "Yusuf@x.org", ""]


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


def keep(world, *rows, classroom=None, teacher=None):
    return classrooms.keep_roster(
        classroom=classroom or world.classroom,
        rows=[HEAD, *rows],
        file_name="7b.csv",
        actor=teacher or world.alice,
        now=NOW,
    )


def take_in(world, *rows, removed=(), **where):
    upload = classrooms.correct_roster(upload=keep(world, *rows, **where), removed=removed)
    return classrooms.take_in_roster(
        upload=upload,
        agreed=plan_of(upload).fingerprint,
        actor=upload.uploaded_by,
        now=NOW,
    )


def member(world, **told):
    return Membership.objects.select_related("user").get(classroom=world.classroom, **told)


class TestTakingIn:
    def test_makes_accounts_with_slips_that_open_them_once(self, world):
        done = take_in(world, IDA, YUSUF)
        assert (done.made, done.joined, done.asked) == (2, 0, 0)
        ida = member(world, student_number="11")
        assert (ida.user.username, ida.user.name, ida.sort_name) == (
            "ida.bauer",
            "Ida Bauer",
            "Bauer, Ida",
        )
        assert not EmailAddress.objects.get(email="yusuf@x.org").verified
        slips = slips_of(roster_lines(world.classroom))
        assert [slip.name for slip in slips] == ["Ida Bauer", "Yusuf Kaya"]
        typed = slips[0].password.lower().replace("-", "")
        assert slips[0].password not in str(User.objects.values_list("password", flat=True))
        entered = authenticate(username="ida.bauer", password=typed)
        assert entered is not None
        assert entered.must_choose_password
        accounts.use_slip(user=entered, now=NOW)
        assert authenticate(username="ida.bauer", password=typed) is None
        assert [line.state for line in lines_of(world.classroom, [ida.user.public_id])] == [
            "choosing"
        ]

    def test_keeps_slips_valid_when_the_secret_changes(self, world, settings):
        take_in(world, IDA)
        (slip,) = slips_of(roster_lines(world.classroom))
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", [settings.SECRET_KEY]
        assert authenticate(username="ida.bauer", password=slip.password) is not None
        settings.SECRET_KEY_FALLBACKS = []
        take_in(world, ["Eva", "Neu", "", "99"])
        (newer,) = slips_of(roster_lines(world.classroom))
        assert newer.name == "Eva Neu"
        assert authenticate(username="eva.neu", password=slip.password) is None

    def test_doubles_nobody(self, world):
        take_in(world, IDA, YUSUF)
        count = Membership.objects.count()
        done = take_in(world, IDA, ["Yusuf", "Kaya", "", "12"])
        assert (done.same, done.changed, done.made) == (1, 1, 0)
        assert Membership.objects.count() == count
        assert member(world, student_number="12").user.username == "yusuf.kaya"

    def test_removes_who_was_ticked_only_and_brings_them_back(self, world):
        take_in(world, IDA, YUSUF)
        yusuf, bob = member(world, user__username="yusuf.kaya"), member(world, user=world.bob)
        # Dan's are not hers to remove, whatever is sent.
        other = Membership.objects.exclude(classroom=world.classroom).first()
        done = take_in(world, IDA, removed=[yusuf.pk, other.pk if other else 0])
        assert done.removed == 1
        assert not member(world, pk=yusuf.pk).is_active
        assert member(world, pk=bob.pk).is_active
        assert take_in(world, IDA, YUSUF).changed == 1
        assert member(world, pk=yusuf.pk).is_active

    def test_asks_people_of_whom_the_teacher_does_not_know(self, world):
        User.objects.filter(pk=world.carol.pk).update(email="carol@x.org")
        upload = keep(world, ["C.", "Cole", "Carol@x.org", ""])
        (match,) = plan_of(upload).matches
        assert (match.outcome, match.known, match.member) == (Outcome.NEW, None, None)
        done = take_in(world, ["C.", "Cole", "Carol@x.org", ""])
        assert (done.made, done.asked) == (0, 1)
        carol = member(world, user=world.carol)
        assert (carol.is_active, carol.waits_for) == (False, "consent")
        line = next(line for line in roster_lines(world.classroom) if line.state == "asked")
        assert line.name == "Cole, C."
        assert take_in(world, ["C.", "Cole", "carol@x.org", ""]).same == 1

    def test_puts_in_at_once_whom_the_teacher_has_in_another_class(self, world):
        other = factories.make_classroom(world.alice, world.carol)
        Membership.objects.filter(classroom=other, user=world.carol).update(student_number="9")
        assert take_in(world, ["Carol", "", "", "9"]).joined == 1
        assert member(world, user=world.carol).is_active

    def test_does_all_or_nothing(self, world):
        upload = keep(world, IDA, ["", "", "no address", ""])
        with pytest.raises(NotReady):
            classrooms.request_roster(
                upload=upload,
                agreed=plan_of(upload).fingerprint,
                actor=world.alice,
                now=NOW,
            )
        corrected = classrooms.correct_roster(upload=upload, choices={2: "out"})
        agreed = plan_of(corrected).fingerprint
        take_in(world, ["Eva", "Neu", "", "99"])
        with pytest.raises(ClassHasChanged):
            classrooms.take_in_roster(upload=corrected, agreed=agreed, actor=world.alice, now=NOW)
        assert not User.objects.filter(username="ida.bauer").exists()

    def test_runs_as_a_job_of_which_there_is_one(self, world):
        upload = keep(world, IDA)
        asked = {"agreed": plan_of(upload).fingerprint, "actor": world.alice}
        job = classrooms.request_roster(upload=upload, now=NOW, **asked)
        running.run_next(("roster",), lambda: False)
        job.refresh_from_db()
        assert (job.state, job.result["made"], job.done_count) == ("done", 1, job.total_count)
        assert not RosterUpload.objects.filter(pk=upload.pk).exists()
        record = AuditRecord.objects.get(action="classrooms.take_in_roster")
        assert record.after["made"] == 1

    def test_does_nothing_once_it_is_called_off(self, world):
        upload = keep(world, IDA)
        agreed = plan_of(upload).fingerprint
        job = classrooms.request_roster(upload=upload, agreed=agreed, actor=world.alice, now=NOW)
        jobs.request_cancel(job=job, actor=world.alice, now=NOW)
        running.run_next(("roster",), lambda: False)
        assert not User.objects.filter(username="ida.bauer").exists()
        # It can be asked for again.
        assert classrooms.request_roster(upload=upload, agreed=agreed, actor=world.alice, now=NOW)

    def test_is_done_once_though_its_worker_is_killed_behind_it(self, world):
        upload = keep(world, IDA)
        agreed = plan_of(upload).fingerprint
        job = classrooms.request_roster(upload=upload, agreed=agreed, actor=world.alice, now=NOW)
        held = jobs.take(kinds=["roster"], holder="killed", now=job.due_at)
        assert roster.run(Work(held))["made"] == 1
        held.refresh_from_db()
        # Another worker begins with what is stored.
        assert roster.run(Work(held))["made"] == 1
        assert User.objects.filter(username__startswith="ida.bauer").count() == 1

    def test_takes_nothing_in_for_who_teaches_the_class_no_more(self, world):
        upload = keep(world, IDA)
        agreed = plan_of(upload).fingerprint
        job = classrooms.request_roster(upload=upload, agreed=agreed, actor=world.alice, now=NOW)
        Membership.objects.filter(user=world.alice).update(is_active=False)
        running.run_next(("roster",), lambda: False)
        job.refresh_from_db()
        assert job.result == {"gone": True}
        assert not User.objects.filter(username="ida.bauer").exists()

    def test_keeps_no_list_for_longer_than_a_day(self, world):
        keep(world, IDA)
        assert classrooms.remove_old_rosters(now=NOW + timedelta(hours=23)) == 0
        assert classrooms.remove_old_rosters(now=NOW + timedelta(hours=25)) == 1

    def test_leaves_an_address_that_is_somebody_elses(self, world):
        User.objects.filter(pk=world.carol.pk).update(email="carol@x.org")
        take_in(world, IDA)
        done = take_in(world, ["Ida", "Bauer", "carol@x.org", "11"])
        assert (done.changed, done.addresses_kept) == (1, 1)
        assert member(world, student_number="11").user.email == ""


class TestRenewing:
    def renew(self, world, user):
        return classrooms.renew_passwords(
            classroom=world.classroom, students=[user.public_id], actor=world.alice, now=NOW
        )

    def test_makes_a_new_slip_and_ends_the_sessions(self, world):
        take_in(world, IDA)
        ida = member(world, student_number="11").user
        accounts.choose_password(user=ida, password=factories.PASSWORD, now=NOW)
        UserSession.objects.create(user=ida, ip="127.0.0.1", session_key="k")
        self.renew(world, ida)
        assert not UserSession.objects.filter(user=ida).exists()
        assert authenticate(username="ida.bauer", password=factories.PASSWORD) is None
        (slip,) = slips_of(lines_of(world.classroom, [ida.public_id]))
        assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", slip.password)
        assert slip.password not in str(AuditRecord.objects.values_list("after", flat=True))

    @pytest.mark.parametrize("reason", ["own", "confirmed", "teacher", "staff"])
    def test_leaves_accounts_alone_that_are_more_than_the_list_made_them(self, world, reason):
        take_in(world, YUSUF)
        yusuf = member(world, user__username="yusuf.kaya").user
        if reason == "own":
            yusuf = world.bob
        elif reason == "confirmed":
            EmailAddress.objects.filter(user=yusuf).update(verified=True)
        else:
            User.objects.filter(pk=yusuf.pk).update(**{f"is_{reason}": True})
        before = User.objects.get(pk=yusuf.pk).password
        with pytest.raises(NotTheirs):
            self.renew(world, yusuf)
        assert User.objects.get(pk=yusuf.pk).password == before
        assert slips_of(lines_of(world.classroom, [yusuf.public_id])) == []

    def test_makes_no_slip_for_a_stranger(self, world):
        assert self.renew(world, world.carol) == []
