"""What a screen reader is given of every kind: while answering, after a check, in the review.

The snapshots are in tests/data/aria. `UPDATE_ARIA=1 uv run pytest -n0 tests/journeys/test_heard.py`
writes them anew: read the difference before you commit it.
"""

import os
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from quizzes.engine.behaviors.registry import offered
from quizzes.engine.kinds.registry import KINDS
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SNAPSHOTS = Path(__file__).resolve().parent.parent / "data" / "aria"


def is_heard_as_before(place: Locator, name: str) -> None:
    """Compare what is heard of a place with its snapshot."""
    heard, path = place.aria_snapshot() + "\n", SNAPSHOTS / f"{name}.yml"
    if os.environ.get("UPDATE_ARIA") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(heard)
    assert path.read_text() == heard


def quiz_of(kind: str, **settings):
    version = factories.make_version(kind, stem="What does the article say?")
    return factories.make_quiz([version], title="The spirit", **settings)


@pytest.mark.parametrize("kind", KINDS)
class TestHeard:
    def test_while_answering(self, student, bob, kind):
        attempt = factories.start(quiz_of(kind), bob, now=timezone.now())
        page = student(bob)
        page.open(attempt)
        is_heard_as_before(page.question(1), f"{kind}-answer")

    def test_after_a_check(self, student, bob, kind):
        if "immediate" not in offered(kind):
            return
        attempt = factories.start(quiz_of(kind, behavior="immediate"), bob, now=timezone.now())
        wrong = factories.incoming(1, factories.WRONG[kind], action="check")
        factories.save(attempt, wrong, now=timezone.now())
        page = student(bob)
        page.open(attempt)
        expect(page.question(1).locator("[data-result]")).to_be_visible()
        is_heard_as_before(page.question(1), f"{kind}-checked")

    def test_in_the_review(self, student, bob, kind):
        done = factories.take(quiz_of(kind), bob, {1: factories.WRONG[kind]}, now=timezone.now())
        page = student(bob).page
        page.goto(f"/attempts/{done.public_id}/review/")
        is_heard_as_before(page.locator("#q1"), f"{kind}-review")


def test_there_is_no_snapshot_of_what_is_gone():
    states = ("answer", "checked", "review")
    known = {f"{kind}-{state}" for kind in KINDS for state in states}
    assert {path.stem for path in SNAPSHOTS.glob("*.yml")} <= known
