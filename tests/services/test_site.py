"""What an administrator decides about the site, and invitations that work once."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from quizzes.models.audit import AuditRecord
from quizzes.models.site import Invitation, SiteSettings
from quizzes.queries.site import invitation_of, site_settings
from quizzes.services import site
from quizzes.services.site import InvitationUsed
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


@pytest.mark.rows
@pytest.mark.django_db(transaction=True)
def test_of_two_who_come_at_once_one_gets_in():
    token = site.invite(actor=None, note="", lasts=DAY, now=NOW)
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
