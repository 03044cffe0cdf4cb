"""Two at once: what is handed in, marked and looked at enters progress once, and as it stands."""

from functools import partial

import pytest

from quizzes.engine.progress.scheduling import GOOD
from quizzes.engine.scoring import ONE
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.progress import ReviewLog
from quizzes.queries.records import differences
from quizzes.services import attempts, grading, practice
from tests.factories import NOW, incoming, make_quiz, make_version, save, start
from tests.services.practising import LATER, check, met, session
from tests.services.test_races import together

pytestmark = [pytest.mark.rows, pytest.mark.django_db(transaction=True)]

ROUNDS = 3


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_attempts_with_one_question_have_one_first_answer(world, _round):
    version = make_version()
    both = [start(make_quiz([version, "numeric"]), world.carol) for _ in range(2)]
    for attempt in both:
        save(attempt, incoming(1, "b"))
    together(*(partial(attempts.submit, attempt=each, now=NOW) for each in both))
    attempts.rebuild_progress(student=world.carol, now=NOW)
    assert ReviewLog.objects.filter(question=version.question, is_first=True).count() == 1
    assert not list(differences(NOW))


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_mark_that_changes_while_it_is_taken_in_is_taken_in_anew(world, _round):
    quiz = make_quiz([make_version()])
    attempt = start(quiz, world.carol)
    save(attempt, incoming(1, "a"))
    attempts.submit(attempt=attempt, now=NOW)
    Attempt.objects.look_again()
    item = AttemptItem.objects.get(attempt=attempt)
    together(
        partial(attempts.learn_what_is_shown, student=world.carol, now=NOW),
        partial(
            grading.override, item=item, fraction=ONE, actor=world.alice, reason="right", now=NOW
        ),
        partial(attempts.learn_overdue, now=NOW),
    )
    attempts.learn_what_is_shown(student=world.carol, now=NOW)
    assert ReviewLog.objects.get(attempt_key=attempt.public_id).fraction == 1
    assert not list(differences(NOW))


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_judging_waits_in_no_ring_with_the_clock(world, _round):
    met(world.carol, ("numeric",) * 3)
    attempt = session(world.carol)
    check(attempt, 1)
    practice.judge(attempt=attempt, position=1, rating=GOOD, now=LATER)
    check(attempt, 2)
    # What is older waits to be taken in: the clock holds it when it comes to the session.
    Attempt.objects.filter(is_practice=False).look_again()
    together(
        *[partial(attempts.learn_what_is_shown, student=world.carol, now=LATER)] * 2,
        partial(practice.judge, attempt=attempt, position=2, rating=GOOD, now=LATER),
    )
    assert ReviewLog.objects.filter(attempt_key=attempt.public_id).count() == 2
    assert not list(differences(LATER))
