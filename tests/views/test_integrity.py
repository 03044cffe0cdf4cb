"""Nothing about a key is in any response before it is due."""

import json
import re

import pytest
from django.urls import reverse

from quizzes.engine.kinds.registry import KINDS
from quizzes.models.attempts import Attempt
from quizzes.models.bank import QuestionVersion
from quizzes.services import attempts
from tests import factories
from tests.factories import start

# Two keys of each kind, apart in key, weights, explanation and feedback only.
PAIRS = {
    "single_choice": (
        factories.single_choice("a", feedback="Right:"),
        factories.single_choice("b", feedback="Read again:"),
    ),
    "multiple_choice": (factories.multiple_choice("ab"), factories.multiple_choice("cd")),
    "true_false": (
        {"is_true": True, "feedback_true": "Yes.", "feedback_false": "See line 1."},
        {"is_true": False, "feedback_true": "No.", "feedback_false": "Yes, line 2."},
    ),
    "short_answer": (factories.short_answer("Astana"), factories.short_answer("Xi'an", "Bukhara")),
    "numeric": (factories.numeric("30"), factories.numeric("31")),
    "cloze": (factories.cloze("Astana"), factories.cloze("Xi'an")),
    "matching": (factories.matching("m"), factories.matching("n")),
    "ordering": (factories.ordering("pqr"), factories.ordering("rpq")),
    "evidence": (factories.evidence("g"), factories.evidence("j")),
    "essay": (factories.essay("So."), factories.essay("Otherwise.")),
}
ANSWERS = {**factories.RIGHT, "single_choice": "a"}
NOISE = [
    (re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"'), b"csrf"),
    (re.compile(rb"20\d\d-\d\d-\d\dT[0-9:.+]+"), b"moment"),
]


def plain(response) -> bytes:
    """Return a response's bytes, without what differs in any two responses."""
    body = response.content
    for pattern, stands_for in NOISE:
        body = pattern.sub(stands_for, body)
    return f"{response.status_code} ".encode() + body


def replace_key(version: QuestionVersion, spec: dict, explanation: str) -> None:
    """Put another key into a stored version, as no act of the product can."""
    other = factories.make_version(version.kind, spec, explanation=explanation, stem=version.stem)
    QuestionVersion.objects.filter(pk=version.pk).update(
        spec=other.spec,
        explanation=other.explanation,
        rendered={**other.rendered, "stem": version.rendered["stem"]},
    )


@pytest.mark.parametrize("kind", PAIRS)
@pytest.mark.parametrize("layout", ["one_per_page", "all_on_one"])
def test_two_keys_give_the_same_bytes_until_due(world, as_carol, kind, layout):
    version = factories.make_version(kind, PAIRS[kind][0], explanation="Because of line 1.")
    quiz = factories.make_quiz([version], layout=layout)
    attempt = start(quiz, world.carol)
    seen = []
    for spec, explanation in ((PAIRS[kind][0], "Because of line 1."), (PAIRS[kind][1], "Line 2.")):
        replace_key(version, spec, explanation)
        Attempt.objects.get(pk=attempt.pk).items.update(
            last_revision=0, counted_revision=0, state="unanswered"
        )
        attempt.items.get().steps.all().delete()
        seen.append([plain(response) for response in every_response(as_carol, attempt, kind)])
    assert seen[0] == seen[1]


def every_response(client, attempt, kind):
    """Yield what a student gets before handing in."""
    address = [attempt.public_id]
    yield client.get(reverse("quizzes:quiz-detail", args=[attempt.quiz.public_id]))
    yield client.get(reverse("quizzes:attempt-take", args=address))
    yield client.post(
        reverse("quizzes:attempt-save", args=address),
        json.dumps(
            {
                "user": str(attempt.student.public_id),
                "items": [
                    {
                        "position": 1,
                        "raw": ANSWERS[kind],
                        "action": "save",
                        "base_revision": 0,
                    }
                ],
            }
        ),
        content_type="application/json",
    )
    yield client.get(reverse("quizzes:attempt-take", args=address))
    yield client.get(reverse("quizzes:attempt-question", args=[attempt.public_id, 1]))
    yield client.get(reverse("quizzes:attempt-submit", args=address))
    yield client.get(reverse("quizzes:attempt-review", args=address))
    yield client.get(reverse("quizzes:attempt-evidence", args=[attempt.public_id, 1]))
    yield client.get(reverse("quizzes:home"))
    yield client.get(reverse("quizzes:history"))


@pytest.mark.parametrize("kind", PAIRS)
def test_two_keys_give_the_same_review_while_the_key_is_hidden(world, as_bob, kind):
    version = factories.make_version(kind, PAIRS[kind][0], explanation="Because of line 1.")
    given = factories.make_assignment(
        factories.make_quiz([version]), world.classroom, world.alice, review_preset="exam"
    )
    attempt = start(given, world.bob)
    factories.save(attempt, factories.incoming(1, ANSWERS[kind]))
    attempts.submit(attempt=attempt, now=factories.NOW)
    reviews = []
    for spec, explanation in ((PAIRS[kind][0], "Because of line 1."), (PAIRS[kind][1], "Line 2.")):
        replace_key(version, spec, explanation)
        reviews.append(
            plain(as_bob.get(reverse("quizzes:attempt-review", args=[attempt.public_id])))
        )
    assert reviews[0] == reviews[1]
    assert b"Because" not in reviews[0]


def test_pages_of_attempts_are_kept_by_no_cache(world, as_carol):
    attempt = start(world.quiz, world.carol)
    for name in ("attempt-take", "attempt-submit", "attempt-clock"):
        response = as_carol.get(reverse(f"quizzes:{name}", args=[attempt.public_id]))
        assert set(response["Cache-Control"].split(", ")) >= {"private", "no-store"}
    attempts.submit(attempt=attempt, now=factories.NOW)
    for name in ("attempt-review", "attempt-receipt"):
        response = as_carol.get(reverse(f"quizzes:{name}", args=[attempt.public_id]))
        assert set(response["Cache-Control"].split(", ")) >= {"private", "no-store"}


def test_every_kind_has_two_keys_here():
    assert PAIRS.keys() == KINDS.keys()
