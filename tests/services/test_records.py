"""Leaving: what is erased, what stays, who may not go yet."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.models import Session
from django.core import serializers
from django.core.mail import send_mail
from django.core.management import call_command

from quizzes.models.accounts import User
from quizzes.models.articles import ReadingMark
from quizzes.models.attempts import Attempt, Strike
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Membership
from quizzes.models.jobs import Job
from quizzes.models.site import SiteSettings
from quizzes.queries.records import differences
from quizzes.queries.records.own_data import ABOUT
from quizzes.services import accounts, articles, attempts, notices, records, site
from quizzes.tasks.notices import mail_notices
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.rows]


@pytest.fixture
def eve(settings):
    """Somebody in no class, about whom there is something in every table that a student fills."""
    user = make_user("eve.marsh", name="Eve Marsh", email="eve@example.org")
    accounts.record_sign_up(user=user, name="Eve Marsh", time_zone="Asia/Almaty", now=NOW)
    EmailAddress.objects.create(user=user, email="eve@example.org", primary=True)
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    taken = factories.take(factories.make_quiz(), user)
    Strike.objects.create(item=taken.items.first(), option="a")
    articles.write_note(
        reader=user, revision=factories.make_article(), sentence=1, note="ask Ann", base="", now=NOW
    )
    token = site.invite(actor=None, note="Eve of room 5", lasts=timedelta(days=1), now=NOW)
    site.use_invitation(token=token, user=user, now=NOW)
    keeper = make_user("keeper")
    for each in (user, user.emailaddress_set.get()):
        LogEntry.objects.log_actions(keeper.pk, [each], CHANGE, "Changed.")
    settings.EMAIL_BACKEND = "quizzes.tasks.mail.QueuedMail"
    settings.MAIL_CARRIER = "django.core.mail.backends.locmem.EmailBackend"
    keeper.email = "keeper@example.org"
    keeper.save()
    words = {"student": user.shown_name, "class": "5 b"}
    notices.tell(users=[keeper], kind="joined", key="joined:1", words=words, path="/", now=NOW)
    mail_notices(NOW)
    call_command("work", once=True)
    key = logged_in(user).session.session_key
    UserSession.objects.create(user=user, ip="192.0.2.7", session_key=key, user_agent="Firefox")
    other = UserSession.objects.create(user=user, ip="192.0.2.8", session_key="other")
    accounts.end_session(user=user, session=other, now=NOW, address="192.0.2.7")
    return user


def erase(user):
    records.erase_account(user=user, actor=user, now=NOW)
    user.refresh_from_db()


def everything() -> str:
    """Return all rows that point at people, and people themselves, as text."""
    tables = {label.rsplit(".", 1)[0] for label in ABOUT} | {"quizzes.user", "sessions.session"}
    models = [serializers.python.apps.get_model(table) for table in sorted(tables)]
    return "".join(serializers.serialize("json", model._base_manager.all()) for model in models)


class TestEraseAccount:
    def test_leaves_nothing_that_says_whose_it_was(self, eve):
        traces = (
            "ask Ann",
            "eve.marsh",
            "Eve Marsh",
            "eve@example.org",
            "192.0.2.",
            "JBSWY3DP",
            "Almaty",
            "Eve of room 5",
        )
        before = everything()
        assert [trace for trace in traces if trace not in before] == []
        password = eve.password
        erase(eve)
        assert [trace for trace in (*traces, password) if trace in everything()] == []

    def test_leaves_a_row_that_nobody_can_log_in_to(self, eve):
        eve.is_teacher = eve.is_staff = True
        eve.save()
        erase(eve)
        assert (eve.is_active, eve.is_teacher, eve.is_staff) == (False, False, False)
        assert not eve.has_usable_password()
        assert eve.erased_at == NOW
        assert eve.shown_name == "Deleted account"
        assert not Session.objects.exists()
        assert not Authenticator.objects.exists()
        assert not ReadingMark.objects.exists()
        assert not Strike.objects.exists()

    def test_keeps_tries_and_every_seal(self, eve):
        earned = Attempt.objects.get(student=eve).earned
        erase(eve)
        assert Attempt.objects.get(student=eve).earned == earned
        assert list(differences()) == []

    def test_keeps_that_acts_were_done_and_says_that_it_was_erased(self, eve):
        actions = set(AuditRecord.objects.filter(actor=eve).values_list("action", flat=True))
        erase(eve)
        kept = AuditRecord.objects.filter(actor=eve)
        new = {"records.erase_account"}
        assert set(kept.values_list("action", flat=True)) == actions | new

    def test_takes_out_what_teachers_noted(self, world):
        given = attempts.Grant(extra_attempts=1, note="dyslexia")
        told = {"classroom": world.classroom, "student": world.bob, "actor": world.alice}
        grant = attempts.accommodate(**told, grant=given, now=NOW)
        Membership.objects.filter(user=world.bob).update(is_active=False)
        assert everything().count("dyslexia") == 2
        erase(world.bob)
        grant.refresh_from_db()
        assert (grant.note, grant.extra_attempts) == ("", 1)
        assert "dyslexia" not in everything()

    def test_takes_out_the_mails_of_the_person_and_of_nobody_else(self, eve):
        Job.objects.all().delete()
        others = (["steve@example.org"], ["eve@example.org.kz"])
        for to in (["Eve@example.org"], ["ann@example.org", "eve@example.org"], *others):
            send_mail("Set a new password", "Hello, eve.marsh", None, to)
        erase(eve)
        left = Job.objects.order_by("pk").values_list("about", flat=True)
        assert list(left) == [f"{to}: Set a new password" for (to,) in others]

    def test_frees_user_name_and_address(self, eve):
        erase(eve)
        assert make_user("eve.marsh", email="eve@example.org").pk

    def test_touches_nobody_else(self, eve, world):
        before = User.objects.filter(pk=world.bob.pk).values().get()
        erase(eve)
        assert User.objects.filter(pk=world.bob.pk).values().get() == before

    def test_can_be_done_twice_in_a_life_of_the_site(self, eve):
        erase(eve)
        other = make_user("other")
        erase(other)
        assert eve.username != other.username

    def test_waits_for_an_open_attempt(self, eve):
        factories.start(factories.make_quiz(), eve)
        with pytest.raises(records.CannotLeave, match="Hand in"):
            erase(eve)
        assert User.objects.get(pk=eve.pk).name == "Eve Marsh"

    def test_waits_for_the_class(self, world):
        with pytest.raises(records.CannotLeave, match="administrator"):
            erase(world.bob)
        Membership.objects.filter(user=world.bob).update(is_active=False)
        erase(world.bob)
        assert world.bob.erased_at == NOW

    def test_waits_for_another_administrator(self, db):
        keeper = User.objects.create_superuser("keeper")
        with pytest.raises(records.CannotLeave, match="only administrator"):
            erase(keeper)
        User.objects.create_superuser("second")
        erase(keeper)
        assert not keeper.is_superuser


class TestWishToLeave:
    def test_keeps_the_time_of_the_first(self, world):
        records.wish_to_leave(user=world.bob, now=NOW)
        records.wish_to_leave(user=world.bob, now=factories.NOW.replace(hour=12))
        world.bob.refresh_from_db()
        assert world.bob.wishes_to_leave_at == NOW
        assert AuditRecord.objects.filter(action="records.wish_to_leave").count() == 1

    def test_can_be_taken_back(self, world):
        records.wish_to_leave(user=world.bob, now=NOW)
        records.withdraw_wish(user=world.bob, now=NOW)
        world.bob.refresh_from_db()
        assert world.bob.wishes_to_leave_at is None

    def test_waits_for_an_open_attempt(self, world):
        factories.start(world.quiz, world.bob)
        with pytest.raises(records.CannotLeave):
            records.wish_to_leave(user=world.bob, now=NOW)


class TestForgetOldAddresses:
    DAY = timedelta(days=1)

    def acts(self, *ages):
        """Record acts from an address, so many days ago."""
        user = make_user("ida")
        for age in ages:
            at = NOW - age * self.DAY
            accounts.note_change(user=user, what="password", now=at, address="192.0.2.7")

    def test_keeps_them_for_good_unless_told_otherwise(self):
        self.acts(1000)
        assert records.forget_old_addresses(now=NOW) == 0

    def test_takes_out_the_address_alone_of_what_is_older(self, monkeypatch):
        monkeypatch.setattr(records.aging, "PORTION", 1)
        SiteSettings.objects.create(addresses_kept_days=30)
        self.acts(40, 31, 29)
        assert records.forget_old_addresses(now=NOW) == 2
        left = AuditRecord.objects.filter(action__startswith="accounts.").order_by("at")
        assert list(left.values_list("address", flat=True)) == ["", "", "192.0.2.7"]
        assert list(differences()) == []
        acts = AuditRecord.objects.filter(action="records.forget_old_addresses")
        assert [act.after["count"] for act in acts] == [1, 1]
        assert records.forget_old_addresses(now=NOW) == 0
