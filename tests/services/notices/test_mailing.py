"""Mailing notices: each once, as it is wanted, whoever dies in between."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.mail import send_mail
from django.utils import timezone

from quizzes.models.jobs import Job
from quizzes.models.notices import Notice
from quizzes.services import notices
from quizzes.tasks.notices import mail_notices
from tests import factories
from tests.factories import NOW
from tests.services.test_races import together

MORNING = NOW + timedelta(hours=22)
WORDS = {"quiz": "Silk & <b>", "class": "5 b", "zone": "UTC"}


@pytest.fixture(autouse=True)
def queued(settings):
    settings.EMAIL_BACKEND = "quizzes.tasks.mail.QueuedMail"


def ida(**fields):
    return factories.make_user("ida", **{"name": "Ida", "email": "ida@example.org", **fields})


def tell(*users, kind="assigned", key="1", now=NOW, **words):
    words = {**WORDS, **words}
    notices.tell(users=users, kind=kind, key=key, words=words, path="/", now=now)


def mails():
    return [job.arguments for job in Job.objects.order_by("pk")]


@pytest.mark.rows
@pytest.mark.django_db
class TestHandOver:
    def test_mails_at_once_what_is_due_and_once(self):
        tell(ida())
        assert mail_notices(NOW) == 1
        assert mail_notices(NOW) == 0
        (mail,) = mails()
        assert mail["to"] == ["ida@example.org"]
        assert mail["subject"] == "New in 5 b: Silk & <b>"
        assert "New in 5 b: Silk & <b>.\n\nOpen the assignment:\nhttps://" in mail["body"]
        assert "Silk &amp; &lt;b&gt;" in mail["alternatives"][0][0]
        off = mail["headers"]["List-Unsubscribe"].strip("<>")
        assert f"No more of these mails: {off}" in mail["body"]
        assert mail["headers"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert Notice.objects.get().mailed_at == NOW

    def test_a_worker_that_dies_has_mailed_nothing_and_the_next_one_mails_it(self):
        tell(ida())

        def send_and_die(user, told):
            send_mail("Half way", "", None, [user.email])
            raise ZeroDivisionError

        with suppress(ZeroDivisionError):
            notices.hand_over(send_one=send_and_die, send_digest=send_and_die, now=NOW)
        assert (Job.objects.count(), Notice.objects.get().mailed_at) == (0, None)
        mail_notices(NOW)
        mail_notices(NOW)
        assert [mail["subject"] for mail in mails()] == ["New in 5 b: Silk & <b>"]

    def test_mails_a_day_together_but_not_what_was_read_meanwhile(self):
        teacher = ida()
        for key in "123":
            tell(teacher, kind="to_mark", key=key, count=key)
        notices.read(notice=Notice.objects.get(key="2"), now=NOW)
        assert mail_notices(MORNING - timedelta(minutes=1)) == 0
        assert mail_notices(MORNING) == 1
        (mail,) = mails()
        assert mail["subject"] == "What is new at Quizsite"
        assert "– 1 answer waits for marking: Silk & <b> in 5 b\n– 3 answers wait" in mail["body"]
        assert not Notice.objects.to_mail().exists()

    def test_writes_moments_on_the_readers_clock_with_its_name(self):
        tell(ida(time_zone="Asia/Almaty"), due_at="2026-03-09T18:00:00+00:00")
        mail_notices(NOW)
        due = "due Monday 9 March 2026, 23:00 (Almaty time)"
        assert mails()[0]["subject"].endswith(due)

    @pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
    def test_mails_nothing_to_who_has_gone_since(self, change):
        person = ida()
        tell(person)
        type(person).objects.update(**change)
        assert mail_notices(NOW) == 0
        assert mails() == []
        assert not Notice.objects.to_mail().exists()

    def test_a_link_stops_mails_of_its_kind_and_what_waits(self):
        person = ida()
        tell(person)
        tell(person, kind="released", key="2")
        notices.stop_mail(token=notices.token_for(person, "assigned"), now=NOW)
        tell(person, key="3")
        mail_notices(NOW)
        assert [mail["subject"] for mail in mails()] == [
            "The results of Silk & <b> in 5 b can be seen"
        ]

    def test_the_daily_mails_link_stops_what_comes_daily(self):
        person = ida(is_teacher=True)
        notices.stop_mail(token=notices.token_for(person, notices.DAILY), now=NOW)
        tell(person, kind="to_mark")
        tell(person, kind="reported", key="2")
        due = dict(Notice.objects.values_list("kind", "mail_due_at"))
        assert due == {"to_mark": None, "reported": NOW}

    def test_old_ones_go_with_the_days_that_they_are_kept(self):
        now = timezone.now()
        tell(ida(), now=now - timedelta(days=366))
        tell(Notice.objects.get().user, key="2", now=now - timedelta(days=364))
        notices.remove_old(now=now)
        assert Notice.objects.get().key == "2"


@pytest.mark.rows
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_mail_each_notice_once():
    people = [factories.make_user(f"s{each}", email=f"s{each}@example.org") for each in range(8)]
    tell(*people)
    together(*[lambda: mail_notices(NOW)] * 3)
    assert sorted(mail["to"][0] for mail in mails()) == sorted(user.email for user in people)
