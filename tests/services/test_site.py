"""What an administrator decides about the site, and invitations that work once."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.site import Invitation, SiteSettings, TeacherRequest
from quizzes.queries.site import invitation_of, open_requests, site_settings
from quizzes.services import records, site
from quizzes.services.site import AlreadyDecided, CannotAsk, InvitationUsed
from tests.factories import NOW, make_user

DAY = timedelta(days=1)


@pytest.fixture
def token(db):
    return site.invite(actor=None, note="for Eve", lasts=DAY, now=NOW)


class TestConfigure:
    def test_makes_the_row_and_then_changes_it(self, db):
        assert site_settings().name == "Quizsite"
        site.configure(changes={"name": "Our school"}, actor=None, now=NOW)
        site.configure(changes={"sign_up": "nobody"}, actor=None, now=NOW)
        row = SiteSettings.objects.get()
        assert (row.name, row.sign_up) == ("Our school", "nobody")
        assert AuditRecord.objects.filter(action="site.configure").count() == 2

    def test_writes_nothing_down_where_nothing_changes(self, db):
        for _ in range(2):
            site.configure(changes={"name": "Our school"}, actor=None, now=NOW)
        assert AuditRecord.objects.count() == 1

    @pytest.mark.parametrize(
        "changes",
        [
            {"address": "quiz.example.org"},
            {"address": "javascript:alert(1)"},
            {"address": "https://quiz.example.org/path"},
            {"address": "https://name:word@quiz.example.org"},
            {"sign_up": "everybody"},
            {"time_zone": "Mars/Olympus"},
            {"language": "tlh"},
            {"name": ""},
        ],
    )
    def test_refuses_what_a_site_cannot_have(self, db, changes):
        with pytest.raises(ValidationError):
            site.configure(changes=changes, actor=None, now=NOW)
        assert not SiteSettings.objects.exists()


class TestInvitation:
    def test_is_stored_without_its_token(self, token):
        assert token not in str(list(Invitation.objects.values()))
        assert token not in str(list(AuditRecord.objects.values()))

    def test_works_once(self, token):
        site.use_invitation(token=token, user=make_user("eve"), now=NOW)
        assert invitation_of(token, NOW) is None
        with pytest.raises(InvitationUsed):
            site.use_invitation(token=token, user=make_user("mallory"), now=NOW)

    def test_works_until_its_time_is_over(self, token):
        assert invitation_of(token, NOW + DAY - timedelta(seconds=1))
        with pytest.raises(InvitationUsed):
            site.use_invitation(token=token, user=make_user("eve"), now=NOW + DAY)

    @pytest.mark.parametrize("other", ["", "x", "0" * 43])
    def test_is_no_other_text(self, token, other):
        with pytest.raises(InvitationUsed):
            site.use_invitation(token=other, user=make_user("eve"), now=NOW)

    def test_works_no_more_once_it_is_revoked(self, token):
        found, head = Invitation.objects.get(), make_user("head")
        site.revoke_invitation(invitation=found, actor=head, now=NOW)
        with pytest.raises(InvitationUsed):
            site.use_invitation(token=token, user=make_user("eve"), now=NOW)
        with pytest.raises(InvitationUsed):
            site.revoke_invitation(invitation=found, actor=head, now=NOW)

    def test_makes_a_teacher_also_of_who_came_in_by_one_and_has_asked(self, token):
        eve = make_user("eve")
        site.use_invitation(token=token, user=eve, now=NOW)
        assert not eve.is_teacher
        site.ask_to_teach(user=eve, message="I teach.", now=NOW)
        other = site.invite(actor=None, note="", lasts=DAY, makes_teacher=True, now=NOW)
        site.use_invitation(token=other, user=eve, now=NOW)
        assert User.objects.get(pk=eve.pk).is_teacher
        assert TeacherRequest.objects.get().is_granted


class TestAsking:
    @pytest.fixture
    def head(self, db):
        return make_user("head", is_staff=True)

    @pytest.fixture
    def eve(self, db):
        return make_user("eve")

    def ask(self, user, now=NOW):
        return site.ask_to_teach(user=user, message="I teach.", now=now)

    def test_is_answered_once(self, eve, head):
        asked = self.ask(eve)
        site.decide_request(request=asked, is_granted=True, actor=head, now=NOW)
        assert User.objects.get(pk=eve.pk).is_teacher
        with pytest.raises(AlreadyDecided):
            site.decide_request(request=asked, is_granted=False, actor=head, now=NOW)

    def test_is_open_once_and_never_a_teachers(self, eve):
        self.ask(eve)
        with pytest.raises(CannotAsk, match="already"):
            self.ask(eve)
        with pytest.raises(CannotAsk):
            self.ask(make_user("dan", is_teacher=True))

    def test_waits_a_week_after_a_refusal(self, eve, head):
        site.decide_request(request=self.ask(eve), is_granted=False, actor=head, now=NOW)
        with pytest.raises(CannotAsk, match="again"):
            self.ask(eve, NOW + 7 * DAY - timedelta(seconds=1))
        assert self.ask(eve, NOW + 7 * DAY)

    def test_can_be_taken_back_and_asked_again_three_times_a_day(self, eve):
        for _ in range(3):
            self.ask(eve)
            site.withdraw_request(user=eve, now=NOW)
        with pytest.raises(CannotAsk):
            self.ask(eve, NOW + DAY - timedelta(seconds=1))
        assert self.ask(eve, NOW + DAY)

    def test_goes_with_the_account(self, eve, head):
        asked = self.ask(eve)
        records.erase_account(user=eve, actor=eve, now=NOW)
        assert open_requests() == ()
        with pytest.raises(AlreadyDecided):
            site.decide_request(request=asked, is_granted=True, actor=head, now=NOW)


@pytest.mark.rows
@pytest.mark.django_db(transaction=True)
def test_of_two_who_come_at_once_one_gets_in():
    token = site.invite(actor=None, note="", lasts=DAY, makes_teacher=True, now=NOW)
    people = [make_user(f"guest{number}") for number in range(4)]
    begin, came = threading.Barrier(len(people)), []

    def come(user):
        begin.wait()
        try:
            site.use_invitation(token=token, user=user, now=NOW)
            came.append(user)
        except InvitationUsed:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=[user]) for user in people]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(came) == 1
    assert Invitation.objects.get().used_by == came[0]
    assert list(User.objects.filter(is_teacher=True)) == came
