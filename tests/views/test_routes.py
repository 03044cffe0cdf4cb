"""The whole URL configuration × roles: a new route without a decision fails here."""

import json
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from typing import NamedTuple
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from quizzes.services import attempts, bank, jobs, sharing
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW, start, take
from tests.images import png

LOGIN = 302  # to the login page, and for some routes to where the person may be


class Answers(NamedTuple):
    """What each role gets: logged out, Bob (whose it is), Carol, Alice (his teacher), Dan.

    With Erin, a teacher, Alice shares an article, a question and a quiz: to see them, and to change
    them where the role is `erin_edits`. Unless said otherwise she gets what Dan gets, and no more
    if she may change them.
    """

    nobody: int
    bob: int
    carol: int
    alice: int
    dan: int
    method: str = "get"
    other_method: int = 405
    erin: int | None = None
    erin_edits: int | None = None

    def of(self, role: str) -> int:
        """Return what a role gets."""
        said = {
            "erin": (self.erin, self.dan),
            "erin_edits": (self.erin_edits, self.erin, self.dan),
        }.get(role) or (getattr(self, role),)
        return next(status for status in said if status is not None)


OPEN_TO_ALL = Answers(200, 200, 200, 200, 200)
FOR_ANYBODY_SIGNED_IN = Answers(LOGIN, 200, 200, 200, 200)
DEBUG_ONLY = Answers(404, 404, 404, 404, 404)
OF_ALICE_ALONE = Answers(LOGIN, 404, 404, 200, 404, other_method=422)

# Bob's attempts: one open, one handed in, both at an assignment of Alice's class.
DECISIONS = {
    "home": OPEN_TO_ALL,
    "healthz": OPEN_TO_ALL,
    "readyz": OPEN_TO_ALL,
    "gallery": DEBUG_ONLY,
    "media": FOR_ANYBODY_SIGNED_IN,
    "privacy": OPEN_TO_ALL,
    # Whoever comes: it asks for a log-in, and answers that somebody else is logged in.
    "log-in-here": OPEN_TO_ALL._replace(other_method=422),
    "log-in-here-code": OPEN_TO_ALL._replace(method="post"),
    "own-data": FOR_ANYBODY_SIGNED_IN,
    "own-data-file": FOR_ANYBODY_SIGNED_IN,
    "account-delete": FOR_ANYBODY_SIGNED_IN._replace(other_method=200),
    "account-stay": Answers(LOGIN, 302, 302, 302, 302, "post"),
    "device-end": Answers(LOGIN, 302, 404, 404, 404, "post"),
    "profile": FOR_ANYBODY_SIGNED_IN._replace(other_method=200),
    "teacher-request": FOR_ANYBODY_SIGNED_IN._replace(other_method=422),
    # Without a token there is none.
    "invitation": Answers(410, 410, 410, 410, 410, other_method=410),
    # An administrator's; tests/views/accounts/test_people.py has one.
    "people": Answers(LOGIN, 403, 403, 403, 403),
    "people-invite": Answers(LOGIN, 403, 403, 403, 403, "post"),
    "people-decide": Answers(LOGIN, 403, 403, 403, 403, "post"),
    "people-revoke": Answers(LOGIN, 403, 403, 403, 403, "post"),
    "history": FOR_ANYBODY_SIGNED_IN,
    "job-detail": Answers(LOGIN, 200, 404, 404, 404),
    "job-cancel": Answers(LOGIN, 302, 404, 404, 404, "post"),
    "article-detail": FOR_ANYBODY_SIGNED_IN,
    "reading-settings": Answers(LOGIN, 302, 302, 302, 302, "post"),
    # Everybody's own, at an article of the library.
    "article-highlight": Answers(LOGIN, 204, 204, 204, 204, "post"),
    "article-note": Answers(LOGIN, 200, 200, 200, 200, "post"),
    "quiz-detail": FOR_ANYBODY_SIGNED_IN,
    "quiz-start": Answers(LOGIN, 302, 302, 302, 302, "post"),
    "assignment-detail": Answers(LOGIN, 200, 404, 404, 404),
    "assignment-start": Answers(LOGIN, 302, 404, 404, 404, "post"),
    "attempt-take": Answers(LOGIN, 200, 404, 404, 404),
    "attempt-answer": Answers(LOGIN, 302, 404, 404, 404, "post"),
    "attempt-save": Answers(401, 200, 404, 404, 404, "post"),
    "attempt-flag": Answers(LOGIN, 204, 404, 404, 404, "post"),
    "attempt-strike": Answers(LOGIN, 204, 404, 404, 404, "post"),
    "attempt-place": Answers(LOGIN, 204, 404, 404, 404, "post"),
    "attempt-clock": Answers(LOGIN, 200, 404, 404, 404),
    "attempt-question": Answers(LOGIN, 200, 404, 404, 404),
    "attempt-submit": Answers(LOGIN, 200, 404, 404, 404, other_method=302),
    "attempt-review": Answers(LOGIN, 200, 404, 200, 404),
    "attempt-receipt": Answers(LOGIN, 200, 404, 200, 404),
    "attempt-evidence": Answers(LOGIN, 200, 404, 200, 404),
    "attempt-report": Answers(LOGIN, 302, 404, 302, 404, "post", other_method=200),
    "teach": Answers(LOGIN, 403, 403, 200, 200),
    "assignment-attempts": Answers(LOGIN, 404, 404, 200, 404),
    "assignment-release": Answers(LOGIN, 404, 404, 302, 404, "post"),
    "attempt-accept-late": Answers(LOGIN, 404, 404, 302, 404, "post"),
    # About a quiz of Alice's own.
    "quiz-coverage": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "quiz-preview": Answers(LOGIN, 404, 404, 200, 404, other_method=302, erin=200),
    "quiz-copy": Answers(LOGIN, 404, 404, 302, 404, "post", erin=302),
    "quiz-paper": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "quiz-paper-file": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "quiz-paper-page": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "receipt-check": Answers(LOGIN, 403, 403, 200, 200),
    "questions": Answers(LOGIN, 403, 403, 200, 200),
    # Nothing is ticked, which leads back to the list.
    "questions-bulk": Answers(LOGIN, 403, 403, 302, 302, other_method=302),
    "questions-undo": Answers(LOGIN, 403, 403, 302, 302, "post"),
    "questions-export": Answers(LOGIN, 403, 403, 302, 302),
    "questions-alike": Answers(LOGIN, 403, 403, 200, 200),
    "question-detail": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "question-compare": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    "question-restore": Answers(LOGIN, 404, 404, 302, 404, "post", erin_edits=302),
    "question-retire": Answers(LOGIN, 404, 404, 302, 404, "post", erin_edits=302),
    "question-put-back": Answers(LOGIN, 404, 404, 302, 404, "post", erin_edits=302),
    "question-delete": Answers(LOGIN, 404, 404, 200, 404, other_method=302),
    "question-new": Answers(LOGIN, 403, 403, 200, 200),
    "question-create": Answers(LOGIN, 403, 403, 200, 200, other_method=422),
    "question-edit": Answers(LOGIN, 404, 404, 200, 404, other_method=422, erin_edits=200),
    "quizzes": Answers(LOGIN, 403, 403, 200, 200),
    "quiz-new": Answers(LOGIN, 403, 403, 200, 200, other_method=422),
    "quiz-compose": Answers(LOGIN, 404, 404, 200, 404, erin=200),
    # No button is named: whoever may change the quiz is told that nothing was asked.
    "quiz-change": Answers(LOGIN, 404, 404, 400, 404, "post", erin_edits=400),
    "quiz-settings": Answers(LOGIN, 404, 404, 200, 404, other_method=422, erin_edits=200),
    "quiz-archive": Answers(LOGIN, 404, 404, 302, 404, "post"),
    "quiz-delete": Answers(LOGIN, 404, 404, 200, 404, other_method=302),
    # The owner's alone, also where a colleague may change it.
    "article-share": OF_ALICE_ALONE,
    "question-share": OF_ALICE_ALONE,
    "quiz-share": OF_ALICE_ALONE,
}
OF_HANDED_IN = {
    "attempt-review",
    "attempt-receipt",
    "attempt-evidence",
    "attempt-report",
    "attempt-accept-late",
}
# allauth's routes: what a stranger and Bob get. Where Bob is sent on, he has no business there.
ALLAUTH = {
    "account_login": (200, 302),
    "account_logout": (302, 200),
    "account_signup": (200, 302),
    "account_reauthenticate": (302, 200),
    "account_confirm_login_code": (302, 302),
    "account_email": (302, 200),
    "account_change_password": (302, 200),
    "account_set_password": (302, 302),
    "account_inactive": (200, 200),
    "account_email_verification_sent": (200, 200),
    "account_confirm_email": (200, 200),
    "account_reset_password": (200, 200),
    "account_reset_password_done": (200, 200),
    "account_reset_password_from_key": (200, 200),
    "account_reset_password_from_key_done": (200, 200),
    "mfa_index": (302, 200),
    "mfa_authenticate": (302, 302),
    "mfa_reauthenticate": (302, 302),
    "mfa_reauthenticate_webauthn": (302, 302),
    "mfa_activate_totp": (302, 302),
    "mfa_deactivate_totp": (302, 404),
    "mfa_view_recovery_codes": (302, 404),
    "mfa_generate_recovery_codes": (302, 302),
    "mfa_download_recovery_codes": (302, 404),
    "mfa_list_webauthn": (302, 200),
    "mfa_add_webauthn": (302, 302),
    "mfa_edit_webauthn": (302, 302),
    "mfa_remove_webauthn": (302, 302),
    "mfa_login_webauthn": (302, 302),
    "usersessions_list": (302, 200),
}
ALLAUTH_NAMES = ("account_", "mfa_", "usersessions_")
ROLES = ("nobody", "bob", "carol", "alice", "dan")
COLLEAGUE = ("erin", "erin_edits")


def names(patterns, prefix=""):
    """Yield the name of every route, with its namespace."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
        elif isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern.url_patterns, prefix + space)


@pytest.fixture
def erin(world):
    """A colleague of Alice's."""
    return factories.make_user("erin", name="Erin", is_teacher=True)


def make_alices(world):
    """Return an article, a question and a quiz of Alice's own, by the first word of a route."""
    revision = factories.make_article()
    question = factories.make_version(revision=revision).question
    quiz = factories.make_quiz(revision=revision, owner=world.alice, is_open=False)
    things = {"article": revision.article, "question": question, "quiz": quiz}
    for thing in things.values():
        type(thing).objects.filter(pk=thing.pk).update(owner=world.alice)
        thing.owner = world.alice
    return things


def share_with(erin, things, *, may_edit):
    for thing in things.values():
        sharing.share(thing=thing, person=erin, may_edit=may_edit, actor=thing.owner, now=NOW)


@pytest.fixture
def alices(world):
    """What Alice has written, and shares with nobody yet."""
    return make_alices(world)


@pytest.fixture
def addresses(world, alices):
    """The address of every route of ours, about things of Bob's.

    What is not listed and begins with article, question or quiz is about Alice's own.
    """
    late = factories.make_assignment(
        world.quiz, world.classroom, world.alice, limit_seconds=600, attempts_allowed=5
    )
    revision = world.quiz.article.revisions.get()
    version = factories.make_version(
        revision=revision, quotes=("It has four parts, said the speaker.",)
    )
    given = factories.make_assignment(
        factories.make_quiz([version]), world.classroom, world.alice, review_preset="practice"
    )
    handed_in = take(given, world.bob)
    session = UserSession.objects.create(user=world.bob, ip="127.0.0.1", session_key="other")
    now = timezone.now()
    running = factories.make_assignment(world.quiz, world.classroom, world.alice, now=now)
    attempt = start(running, world.bob, now=now)
    ended = start(late, world.bob)
    attempts.close_overdue(now=NOW + timedelta(minutes=20))
    factories.save(ended, factories.incoming(1, "b"), now=NOW + timedelta(minutes=21))

    job = jobs.enqueue(kind="mail", arguments={}, owner=world.bob, now=NOW)
    image = bank.keep_media(content=png(), alt="A line", owner=world.alice, now=NOW)

    args = {
        "device-end": [session.pk],
        "media": [image.public_id, image.suffix],
        "question-create": ["essay"],
        "quiz-paper-file": [alices["quiz"].public_id, "key"],
        "quiz-paper-page": [alices["quiz"].public_id, "key"],
        "question-restore": [alices["question"].public_id, 1],
        "job-detail": [job.public_id],
        "job-cancel": [job.public_id],
        "article-detail": [world.quiz.article.public_id],
        "article-highlight": [world.quiz.article.public_id, 1],
        "article-note": [world.quiz.article.public_id, 1],
        "quiz-detail": [world.quiz.public_id],
        "quiz-start": [world.quiz.public_id],
        **dict.fromkeys(("people-decide", "people-revoke"), (uuid4(),)),
        "attempt-accept-late": [ended.public_id, 1, 1],
    }
    about = {**alices, "attempt": attempt, "assignment": running}
    return partial(address, args, about, handed_in)


OF_A_PLACE = ("attempt-question", "attempt-evidence", "attempt-report")


def address(args, about, handed_in, name):
    """Return the address of a route: by its own arguments, or about what its first word names."""
    if name not in args:
        with suppress(NoReverseMatch):  # it has no arguments
            return reverse(f"quizzes:{name}")
    thing = handed_in if name in OF_HANDED_IN else about.get(name.partition("-")[0])
    default = [thing.public_id, *([1] if name in OF_A_PLACE else [])] if thing else []
    return reverse(f"quizzes:{name}", args=args.get(name, default))


# What an address asks beside its path.
ASKED = {
    "question-compare": "?old=1&new=1",
    "questions-bulk": "?act=retire",
    **{f"quiz-paper{end}": "?variants=1&size=a4&seed=7" for end in ("", "-file", "-page")},
}
BODIES = {
    "question-restore": {"change": "new_content", "number": "1"},
    "questions-undo": {"at": "2026-01-01T00:00:00+00:00"},
    "attempt-flag": {"position": "1", "is_flagged": "1"},
    "attempt-strike": {"position": "1", "option": "a", "is_struck": "1"},
    "attempt-place": {"position": "1", "sentence": "s1"},
    "attempt-report": {"reason": "other", "text": "?"},
    "attempt-accept-late": {"reason": "The bus was late."},
}


# What the reading tools send, beside whose page it is.
SENT = {
    "article-highlight": {"sentences": ["s1"], "is_highlighted": True},
    "article-note": {"sentence": "s1", "note": "Why?", "base": ""},
}


def ask(client, name, address, method, user):
    address += ASKED.get(name, "")
    if name in SENT:
        body = {"user": str(user.public_id) if user else "", **SENT[name]}
        return client.post(address, json.dumps(body), content_type="application/json")
    if name == "attempt-save":
        item = {"position": 1, "raw": "b", "action": "save", "base_revision": 0}
        body = json.dumps({"user": str(user.public_id) if user else "", "items": [item]})
        return client.post(address, body, content_type="application/json")
    if method == "post":
        return client.post(address, BODIES.get(name, {}))
    return client.get(address)


def client_of(world, role):
    return Client() if role == "nobody" else logged_in(getattr(world, role))


class TestOurRoutes:
    def test_all_have_a_decision(self):
        ours = {name.removeprefix("quizzes:") for name in every_name() if name[:8] == "quizzes:"}
        assert ours == set(DECISIONS)

    # All in one world, for it costs more than what is asked; each leaves it as it was.
    @pytest.mark.parametrize("role", [*ROLES, *COLLEAGUE])
    def test_answer_each_role_as_decided(self, world, addresses, alices, erin, role):
        if role in COLLEAGUE:
            share_with(erin, alices, may_edit=role == "erin_edits")
        user = {"nobody": None, **dict.fromkeys(COLLEAGUE, erin)}.get(role, ...)
        user = getattr(world, role) if user is ... else user
        client = logged_in(user) if user else Client()
        got = {}
        for name, decision in DECISIONS.items():
            with left_as_it_was():
                response = ask(client, name, addresses(name), decision.method, user)
            got[name] = response.status_code
            if role == "nobody" and response.status_code == LOGIN:
                assert response.url.startswith("/account/login/?next="), name
        assert got == {name: decision.of(role) for name, decision in DECISIONS.items()}

    def test_refuse_the_other_method(self, world, addresses):
        clients = {"alice": logged_in(world.alice), "bob": logged_in(world.bob)}
        got = {}
        for name, decision in DECISIONS.items():
            client = clients["alice" if decision.bob in (403, 404) else "bob"]
            send = client.post if decision.method == "get" else client.get
            with left_as_it_was():
                got[name] = send(addresses(name) + ASKED.get(name, "")).status_code
        del got["gallery"]
        assert got == {name: DECISIONS[name].other_method for name in got}


@contextmanager
def left_as_it_was():
    """Take back what is written in the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def every_name():
    return list(names(get_resolver().url_patterns))


class TestAllauthsRoutes:
    def test_all_have_a_decision(self):
        assert {name for name in every_name() if name.startswith(ALLAUTH_NAMES)} == set(ALLAUTH)

    @pytest.mark.parametrize("role", ["nobody", "bob"])
    def test_answer_a_stranger_and_a_student(self, world, role):
        args = {
            "account_confirm_email": ["key"],
            "account_reset_password_from_key": ["1", "key"],
            "mfa_edit_webauthn": [1],
            "mfa_remove_webauthn": [1],
        }
        client, got = client_of(world, role), {}
        for name in ALLAUTH:
            with left_as_it_was():
                got[name] = client.get(reverse(name, args=args.get(name, []))).status_code
        assert got == {name: answers[role == "bob"] for name, answers in ALLAUTH.items()}


class TestTheAdmin:
    def test_is_the_only_other_part(self):
        rest = {name.split(":")[0] for name in every_name()}
        rest = {n for n in rest if n != "quizzes" and not n.startswith(ALLAUTH_NAMES)}
        assert rest == {"admin"}

    @pytest.mark.parametrize("role", ROLES)
    def test_is_closed_to_everybody_of_the_cast(self, world, role):
        client = client_of(world, role)
        for name in [name for name in every_name() if name.startswith("admin:")]:
            with suppress(NoReverseMatch):  # a route with arguments, of the same site
                assert client.get(reverse(name)).status_code in (302, 403, 404), name
