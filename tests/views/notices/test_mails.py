"""The words of mails: an administrator changes them, tries them, goes back."""

import pytest
from django.core import mail
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.engine.telling.mails import MAILS
from quizzes.forms.mails import MailForm
from quizzes.models.audit import AuditRecord
from quizzes.models.notices import Notice
from quizzes.models.site import MailTemplate
from quizzes.services import notices
from quizzes.tasks.notices import mail_notices
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW

pytestmark = pytest.mark.django_db

WORDS = {
    "subject": "{site}: {what}",
    "body": "Dear {name},\r\n\r\n{what}\r\n\r\nGo there:\r\n{address}",
}


@pytest.fixture
def world(cast_of_the_class):
    """The cast, who have been told of nothing yet."""
    Notice.objects.all().delete()
    return cast_of_the_class


@pytest.fixture
def as_admin(world):
    return logged_in(factories.make_user("root", name="Root", is_staff=True, is_superuser=True))


def address(name="notice_assigned", route="mail-template"):
    return reverse(f"quizzes:{route}", args=[name])


class TestMails:
    def test_are_all_listed(self, as_admin):
        shown = as_admin.get(reverse("quizzes:mail-templates")).content.decode()
        assert all(address(name) in shown for name in MAILS)

    @pytest.mark.parametrize("name", MAILS)
    def test_can_each_be_looked_at(self, as_admin, name):
        shown = as_admin.get(address(name)).content.decode()
        assert "Hello," in shown
        assert "https://quiz.example.org/page/" in shown

    def test_are_sent_in_an_administrators_words_until_they_are_reset(self, world, as_admin):
        assert as_admin.post(address(), WORDS).status_code == 302
        world.bob.email = "bob@example.org"
        world.bob.save()
        for key in "12":
            notices.tell(
                users=[world.bob],
                kind="assigned",
                key=key,
                words={"quiz": "{address}", "class": "5 b"},
                path="/",
                now=NOW,
            )
            mail_notices(NOW)
            as_admin.post(address(route="mail-template-reset"))
        own, shipped = mail.outbox
        assert own.subject == "Quizsite: New in 5 b: {address}"
        assert "Hello,\n\nDear Bob,\n\nNew in 5 b: {address}\n\nGo there:\nhttp" in own.body
        assert shipped.subject == "New in 5 b: {address}"
        changed, reset = AuditRecord.objects.filter(action__startswith="site.").order_by("pk")
        assert (changed.before, reset.before) == ({}, changed.after)
        assert reset.before["subject"] == WORDS["subject"]

    def test_can_be_tried_without_being_kept(self, as_admin):
        shown = as_admin.post(address(), {**WORDS, "preview": "1"}).content.decode()
        assert "Dear Ida Bauer," in shown
        assert "not saved yet" in shown
        assert not MailTemplate.objects.exists()

    def test_say_what_is_wrong_and_keep_what_was_typed(self, as_admin):
        response = as_admin.post(address(), {"subject": "{adress}", "body": "Come, <b>now</b>!"})
        shown = response.content.decode()
        assert response.status_code == 422
        assert "There is no {adress} here." in shown
        assert "{address} is missing" in shown
        assert "Come, &lt;b&gt;now&lt;/b&gt;!" in shown

    def test_there_is_no_other(self, as_admin):
        assert as_admin.get(address("root")).status_code == 404
        assert as_admin.post(address("root", "mail-template-reset")).status_code == 404


@given(
    subject=st.text(st.sampled_from("{}ab \n\r\x00%<'\u202e") | st.characters(), max_size=40),
    body=st.text(max_size=200) | st.sampled_from(["{address}{%x%}", "{address.__class__}"]),
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_hostile_words_are_refused_or_are_plain_text(subject, body):
    form = MailForm(MAILS["invitation"], {"subject": subject, "body": body + "{address}"})
    if form.is_valid():
        said = form.cleaned_data["subject"]
        assert len(said.splitlines()) == 1
        assert "{" not in said.replace("{site}", "")
