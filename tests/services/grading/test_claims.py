"""Markers at the same moment: no two are given the same answer, and one mark is one number."""

from collections import Counter
from functools import partial

import pytest

from quizzes.models.attempts import Mark
from quizzes.models.grading import MarkingClaim
from quizzes.queries.grading.essays import Filled
from quizzes.queries.records import differences
from quizzes.services import classrooms, grading
from tests import factories
from tests.factories import NOW, take
from tests.services.grading.marking import LATER
from tests.services.test_races import together

pytestmark = [pytest.mark.rows, pytest.mark.django_db(transaction=True)]

MARKERS = 4


@pytest.fixture
def markers(db):
    return [factories.make_user(f"marker{each}", is_teacher=True) for each in range(MARKERS)]


@pytest.fixture
def question(markers):
    """An essay that six students have handed in to a class of all the markers."""
    students = [factories.make_user(f"student{each}") for each in range(6)]
    classroom = factories.make_classroom(markers[0], *students)
    for marker in markers[1:]:
        classrooms.enroll(
            classroom=classroom, user=marker, role="assistant", actor=markers[0], now=NOW
        )
    version = factories.make_version("essay")
    given = factories.make_assignment(factories.make_quiz([version]), classroom, markers[0])
    for student in students:
        take(given, student)
    return version.question


def test_markers_who_begin_together_get_an_answer_each(markers, question):
    for _ in range(4):
        MarkingClaim.objects.all().delete()
        begin = partial(grading.claim_next, question=question, now=LATER)
        got = together(*(partial(begin, marker=marker) for marker in markers))
        assert len({place.item for place in got}) == MARKERS
        assert MarkingClaim.objects.count() == MARKERS


def test_an_answer_that_was_left_goes_to_one_of_those_who_want_it(markers, question):
    place = grading.claim_next(marker=markers[0], question=question, now=NOW)
    item = Mark.objects.get(item=place.item).item
    claim = partial(grading.claim, item=item, now=LATER)
    got = together(*(partial(claim, marker=marker) for marker in markers[1:]))
    assert Counter(got) == {True: 1, False: MARKERS - 2}


def test_two_marks_at_once_are_one_mark_and_a_conflict(markers, question):
    place = grading.claim_next(marker=markers[0], question=question, now=NOW)
    item = Mark.objects.get(item=place.item).item
    mark = partial(grading.mark_essay, item=item, now=LATER)
    acts = (
        partial(mark, marker=marker, filled=Filled({"claim": level}, "", 1))
        for marker, level in zip(markers[:2], ("top", "low"), strict=True)
    )
    got = together(*acts)
    assert sorted(type(each).__name__ for each in got) == ["Mark", "MarkedMeanwhile"]
    assert item.marks.count() == 2
    assert not any(differences())
