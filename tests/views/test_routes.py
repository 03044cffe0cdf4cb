"""The whole URL configuration × roles: a new route without a decision fails here."""

import json
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from quizzes.models.bank import Question
from quizzes.services import attempts, bank, editing, jobs
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW, start, take
from tests.images import png

LOGIN = 302  # to the login page, and for some routes to where the person may be


class Answers(NamedTuple):
    """What each role gets: logged out, Bob (whose it is), Carol, Alice (his teacher), Dan."""

    nobody: int
    bob: int
    carol: int
    alice: int
    dan: int
    method: str = "get"
    other_method: int = 405


OPEN_TO_ALL = Answers(200, 200, 200, 200, 200)
FOR_ANYBODY_SIGNED_IN = Answers(LOGIN, 200, 200, 200, 200)
DEBUG_ONLY = Answers(404, 404, 404, 404, 404)

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
    "receipt-check": Answers(LOGIN, 403, 403, 200, 200),
    "questions": Answers(LOGIN, 403, 403, 200, 200),
    "question-new": Answers(LOGIN, 403, 403, 200, 200),
    "question-create": Answers(LOGIN, 403, 403, 200, 200, other_method=422),
    "question-edit": Answers(LOGIN, 404, 404, 200, 404, other_method=422),
    # A new question of whoever teaches; the draft that is thrown away is Alice's.
    "editing-draft-save": Answers(401, 403, 403, 200, 200, "post"),
    "editing-draft-discard": Answers(LOGIN, 403, 403, 200, 404, "post"),
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


def names(patterns, prefix=""):
    """Yield the name of every route, with its namespace."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
        elif isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern.url_patterns, prefix + space)


def draft_of(author):
    typed = editing.Typed("question", uuid4(), "essay", "Why?", 0, [["q-stem", "Why?"]])
    return editing.keep(author=author, typed=typed, base_revision=0, now=NOW)


def args_of_alice(world):
    """What the addresses of Alice's own question and image are made of."""
    hers = factories.make_version().question
    Question.objects.filter(pk=hers.pk).update(owner=world.alice)
    image = bank.keep_media(content=png(), alt="A line", owner=world.alice, now=NOW)
    return {
        "question-create": ["essay"],
        "question-edit": [hers.public_id],
        "media": [image.public_id, image.suffix],
        "editing-draft-discard": [draft_of(world.alice).public_id],
    }


@pytest.fixture
def addresses(world):
    """The address of every route of ours, about things of Bob's."""
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
    of_alice = args_of_alice(world)

    def address(name):
        of = handed_in if name in OF_HANDED_IN else attempt
        args = {
            "device-end": [session.pk],
            **of_alice,
            "job-detail": [job.public_id],
            "job-cancel": [job.public_id],
            "article-detail": [world.quiz.article.public_id],
            "article-highlight": [world.quiz.article.public_id, 1],
            "article-note": [world.quiz.article.public_id, 1],
            "quiz-detail": [world.quiz.public_id],
            "quiz-start": [world.quiz.public_id],
            "assignment-detail": [running.public_id],
            "assignment-start": [running.public_id],
            "assignment-attempts": [running.public_id],
            "assignment-release": [running.public_id],
            "attempt-question": [of.public_id, 1],
            "attempt-evidence": [of.public_id, 1],
            "attempt-report": [of.public_id, 1],
            "attempt-accept-late": [ended.public_id, 1, 1],
        }
        default = [of.public_id] if name.startswith("attempt-") else []
        return reverse(f"quizzes:{name}", args=args.get(name, default))

    return address


BODIES = {
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
    "editing-draft-save": {
        "subject": "question",
        "id": str(uuid4()),
        "kind": "essay",
        "base": 0,
        "base_revision": 0,
        "posted": [["q-stem", "Why?"]],
    },
}


def ask(client, name, address, method, user):
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

    @pytest.mark.parametrize("name", DECISIONS)
    @pytest.mark.parametrize("role", ROLES)
    def test_answer_each_role_as_decided(self, world, addresses, name, role):
        decision = DECISIONS[name]
        user = None if role == "nobody" else getattr(world, role)
        response = ask(client_of(world, role), name, addresses(name), decision.method, user)
        assert response.status_code == getattr(decision, role), response.content[:300]
        if role == "nobody" and response.status_code == LOGIN:
            assert response.url.startswith("/account/login/?next=")

    @pytest.mark.parametrize("name", [name for name in DECISIONS if name != "gallery"])
    def test_refuse_the_other_method(self, world, addresses, name):
        decision = DECISIONS[name]
        role = "alice" if decision.bob in (403, 404) else "bob"
        client = client_of(world, role)
        address = addresses(name)
        response = client.post(address) if decision.method == "get" else client.get(address)
        assert response.status_code == decision.other_method


def every_name():
    return list(names(get_resolver().url_patterns))


class TestAllauthsRoutes:
    def test_all_have_a_decision(self):
        assert {name for name in every_name() if name.startswith(ALLAUTH_NAMES)} == set(ALLAUTH)

    @pytest.mark.parametrize("name", ALLAUTH)
    @pytest.mark.parametrize("role", ["nobody", "bob"])
    def test_answer_a_stranger_and_a_student(self, world, name, role):
        args = {
            "account_confirm_email": ["key"],
            "account_reset_password_from_key": ["1", "key"],
            "mfa_edit_webauthn": [1],
            "mfa_remove_webauthn": [1],
        }.get(name, [])
        response = client_of(world, role).get(reverse(name, args=args))
        assert response.status_code == ALLAUTH[name][role == "bob"]


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
