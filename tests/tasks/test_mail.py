"""Mail by the worker: queued with the request, sent later, tried again, given up."""

import re
import socket
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from threading import Thread

import pytest
from django.conf import settings as site
from django.core import mail
from django.core.mail import EmailMultiAlternatives, get_connection, send_mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from quizzes.models.accounts import User
from quizzes.models.jobs import Job
from tests.factories import PASSWORD
from tests.services.test_jobs import failing_with

pytestmark = pytest.mark.django_db

QUEUED = "quizzes.tasks.mail.QueuedMail"
SENT_HERE = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def installation(settings):
    settings.EMAIL_BACKEND = QUEUED
    settings.MAIL_CARRIER = SENT_HERE


@pytest.fixture
def refusing(monkeypatch):
    """Let the mail server fail in a way."""

    def use(error):
        def send(self, messages):
            raise error

        monkeypatch.setattr(EmailBackend, "send_messages", send)

    return use


def a_mail(to="bob@example.org"):
    return send_mail("Hello, Bob", "A text.", None, [to])


class TestQueued:
    def test_waits_for_the_worker_and_is_sent_by_it(self):
        assert a_mail() == 1
        assert mail.outbox == []
        job = Job.objects.get()
        assert job.about == "bob@example.org: Hello, Bob"
        call_command("work", once=True)
        (message,) = mail.outbox
        assert (message.subject, message.body, message.to) == (
            "Hello, Bob",
            "A text.",
            ["bob@example.org"],
        )
        job.refresh_from_db()
        assert (job.state, job.arguments) == ("done", {})

    def test_arrives_whole(self):
        message = EmailMultiAlternatives(
            "Übung",
            "Text",
            "a@example.org",
            ["b@example.org"],
            bcc=["c@example.org"],
            cc=["d@example.org"],
            reply_to=["e@example.org"],
            headers={"List-Id": "x"},
        )
        message.attach_alternative("<p>Text</p>", "text/html")
        message.attach("a.bin", b"\x00\xff", "application/octet-stream")
        message.attach("b.txt", "words", "text/plain")
        message.send()
        call_command("work", once=True)
        (sent,) = mail.outbox
        assert sent.recipients() == ["b@example.org", "d@example.org", "c@example.org"]
        assert sent.reply_to == ["e@example.org"]
        assert sent.extra_headers["List-Id"] == "x"
        assert [tuple(each) for each in sent.alternatives] == [("<p>Text</p>", "text/html")]
        assert [tuple(each) for each in sent.attachments] == [
            ("a.bin", b"\x00\xff", "application/octet-stream"),
            ("b.txt", "words", "text/plain"),
        ]

    def test_is_not_sent_when_the_request_fails(self):
        failing_with(a_mail)
        assert not Job.objects.exists()

    def test_without_anybody_to_get_it_is_none(self):
        assert get_connection().send_messages([EmailMultiAlternatives("a", "b", to=[])]) == 0
        assert not Job.objects.exists()

    def test_is_the_same_mail_when_it_is_sent_twice(self):
        a_mail()
        with transaction.atomic():
            first = Job.objects.get().arguments["headers"]["Message-ID"]
        call_command("work", once=True)
        assert mail.outbox[0].extra_headers["Message-ID"] == first


class TestAFailingServer:
    def test_is_tried_again_and_seen(self, refusing):
        refusing(SMTPServerDisconnected("Connection unexpectedly closed"))
        a_mail()
        call_command("work", once=True)
        job = Job.objects.get()
        assert job.state == "waiting"
        assert job.due_at > job.created_at
        assert job.error == "SMTPServerDisconnected: Connection unexpectedly closed"
        for _ in range(9):
            Job.objects.update(due_at=job.created_at)
            call_command("work", once=True)
        job.refresh_from_db()
        assert job.state == "failed"

    @pytest.mark.parametrize(("code", "state"), [(550, "failed"), (450, "waiting")])
    def test_that_refuses_a_person_for_good_is_not_asked_again(self, refusing, code, state):
        refusing(SMTPRecipientsRefused({"bob@example.org": (code, b"No such user")}))
        a_mail()
        call_command("work", once=True)
        job = Job.objects.get()
        assert job.state == state
        assert "No such user" in job.error


def hears(server: socket.socket, heard: list[str]) -> None:
    """Take one mail as a server does, and note every line."""
    connection, _ = server.accept()
    with connection, connection.makefile("rwb") as lines:

        def say(text):
            lines.write(f"{text}\r\n".encode())
            lines.flush()

        say("220 here")
        is_body = False
        for line in lines:
            heard.append(line.decode().rstrip())
            if is_body:
                is_body = heard[-1] != "."
                if is_body:
                    continue
            if heard[-1].upper() == "DATA":
                is_body = True
            say(
                "354 go on" if is_body else "221 bye" if heard[-1].upper() == "QUIT" else "250 well"
            )


class TestARealServer:
    @pytest.fixture(autouse=True)
    def server(self, settings):
        settings.MAIL_CARRIER = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False
        with socket.create_server(("127.0.0.1", 0)) as server:
            settings.EMAIL_PORT = server.getsockname()[1]
            yield server

    def test_gets_the_mail(self, server):
        heard: list[str] = []
        listener = Thread(target=hears, args=(server, heard))
        listener.start()
        a_mail()
        call_command("work", once=True)
        listener.join(timeout=10)
        assert Job.objects.get().state == "done", Job.objects.get().error
        assert [line for line in heard if line.lower() == "rcpt to:<bob@example.org>"]
        assert "Subject: Hello, Bob" in heard
        assert "A text." in heard

    def test_that_says_nothing_is_given_up_soon(self, server, settings):
        settings.EMAIL_TIMEOUT = 0.2
        a_mail()
        call_command("work", once=True)
        job = Job.objects.get()
        assert job.state == "waiting"
        assert "timed out" in job.error


class TestSignUp:
    @pytest.mark.parametrize("backend", [QUEUED, "django.core.mail.backends.dummy.EmailBackend"])
    def test_works_whatever_mail_does(self, settings, refusing, backend):
        settings.EMAIL_BACKEND = backend
        settings.MAIL_CARRIER = backend if backend != QUEUED else SENT_HERE
        refusing(ConnectionRefusedError("nobody listens"))
        form = {
            "username": "nina",
            "email": "nina@example.org",
            "password1": PASSWORD,
            "password2": PASSWORD,
            "name": "Nina",
            "time_zone": "UTC",
        }
        response = Client().post(reverse("account_signup"), form)
        assert response.status_code == 302, response.content
        assert User.objects.filter(username="nina").exists()
        call_command("work", once=True)
        assert Job.objects.filter(state="waiting").count() == (backend == QUEUED)

    def test_leads_to_a_link_that_only_the_mail_has(self, settings):
        User.objects.create_user("nina", email="nina@example.org", password=PASSWORD)
        Client().post(reverse("account_reset_password"), {"email": "nina@example.org"})
        call_command("work", once=True)
        assert re.search(r"https?://\S+/account/password/reset/key/\S+", mail.outbox[0].body)


def test_the_demo_prints_mail_at_once():
    """What is set here is what the settings say without EMAIL_URL."""
    from quizsite import settings as file  # noqa: PLC0415

    if not site.IS_DEMO:
        pytest.skip("for the demo profile")
    assert file.EMAIL_BACKEND == file.MAIL_CARRIER
    assert file.EMAIL_BACKEND.endswith("console.EmailBackend")
