"""Answers that no page of ours sends: stored as they are, or refused, on every database."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models.attempts import Step
from tests import factories

pytestmark = pytest.mark.rows


@pytest.fixture
def send(world, as_carol):
    """Send a raw answer, as JSON text, to a question for typed text."""
    attempt = factories.start(world.quiz, world.carol, now=timezone.now())
    url = reverse("quizzes:attempt-save", args=[attempt.public_id])
    item = '{"position": 3, "raw": %s, "action": "save", "base_revision": 0}'

    def sent(raw: str) -> int:
        body = f'{{"user": "{world.carol.public_id}", "items": [{item % raw}]}}'
        return as_carol.post(url, body, content_type="application/json").status_code

    return sent


@pytest.mark.parametrize(
    "raw",
    [
        '"Ünï 🙂 \\u2028 \\u202e"',
        '"a\\u0000b"',
        '"half of a pair: \\ud800"',
        "true",
        "0",
        "1" + "0" * 400,
        '["b", ["a"], 7, null]',
        '{"b": 1, "a": {"d": [], "c": null}}',
        '{"a": 1, "a": 2}',
    ],
)
def test_is_stored_sealed_and_known_again(send, raw):
    assert send(raw) == 200
    step = Step.objects.get()
    assert step.seal == step.sealed()
    assert send(raw) == 200
    assert Step.objects.count() == 1


@pytest.mark.parametrize(
    "raw",
    ["null", "NaN", "-Infinity", "1e2", "-0.0", "1e400", "1" + "0" * 5000]
    + ["[" * depth + "]" * depth for depth in (6, 900, 100_000)]
    + [json.dumps("x" * 200_000)],
    ids=lambda raw: raw[:12],
)
def test_is_refused(send, raw):
    assert send(raw) == 400
    assert not Step.objects.exists()
