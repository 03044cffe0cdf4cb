"""The whole URL configuration × roles: a new route without a decision fails here."""

import json
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from quizzes.services import attempts, bank, classrooms, editing, jobs, sharing
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW, start, take
from tests.images import png
from tests.views.decided import DECISIONS, SUBJECTS
from tests.views.decided.answers import LOGIN

OF_HANDED_IN = {
    "attempt-review",
    "attempt-receipt",
    "attempt-evidence",
    "attempt-report",
    "attempt-accept-late",
}
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


def assistant(world):
    """Return a teacher who assists in Alice's class."""
    fay = factories.make_user("fay", name="Fay", is_teacher=True)
    classrooms.enroll(
        classroom=world.classroom, user=fay, role="assistant", actor=world.alice, now=NOW
    )
    return fay


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


def draft_of(author):
    typed = editing.Typed("question", uuid4(), "essay", "Why?", 0, [["q-stem", "Why?"]])
    return editing.keep(author=author, typed=typed, base_revision=0, now=NOW)


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
        "editing-draft-discard": [draft_of(world.alice).public_id],
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
    for subject in SUBJECTS:
        args |= subject.arguments(world)
    about = {**alices, "attempt": attempt, "assignment": running, "class": world.classroom}
    return partial(address, args, about, handed_in)


OF_A_PLACE = ("attempt-question", "attempt-evidence", "attempt-report", "article-revision")


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
    "article-difference": "?from=1&to=1",
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
for subject in SUBJECTS:
    ASKED |= subject.ASKED
    BODIES |= subject.BODIES


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
    address += ASKED.get(name, "")
    if name in SENT:
        body = {"user": str(user.public_id) if user else "", **SENT[name]}
        return client.post(address, json.dumps(body), content_type="application/json")
    if name in ("attempt-save", "practice-save"):
        item = {"position": 1, "raw": "b", "action": "save", "base_revision": 0}
        body = json.dumps({"user": str(user.public_id) if user else "", "items": [item]})
        return client.post(address, body, content_type="application/json")
    if method == "post":
        return client.post(address, BODIES.get(name, {}))
    return client.get(address)


class TestOurRoutes:
    def test_all_have_a_decision(self):
        ours = {name.removeprefix("quizzes:") for name in every_name() if name[:8] == "quizzes:"}
        assert ours == set(DECISIONS)

    # Fay is a teacher who assists in Alice's class: of Alice's own things she sees nothing.
    # All in one world, for it costs more than what is asked; each leaves it as it was.
    @pytest.mark.parametrize("role", [*ROLES, *COLLEAGUE, "fay"])
    def test_answer_each_role_as_decided(self, world, addresses, alices, erin, role):
        if role in COLLEAGUE:
            share_with(erin, alices, may_edit=role == "erin_edits")
        fay = assistant(world) if role == "fay" else None
        user = {"nobody": None, "fay": fay, **dict.fromkeys(COLLEAGUE, erin)}.get(role, ...)
        user = getattr(world, role) if user is ... else user
        client = logged_in(user) if user else Client()
        got = {}
        for name, decision in DECISIONS.items():
            with left_as_it_was():
                response = ask(client, name, addresses(name), decision.method, user)
            got[name] = response.status_code
            if role == "nobody" and response.status_code == LOGIN:
                assert response.url.startswith("/account/login/?next="), name
        assert got == {name: decision.of(role, name) for name, decision in DECISIONS.items()}

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
