"""How many SQL queries the pages of marking cost, at two sizes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.services import attempts, grading
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW
from tests.queries.test_query_counts import queries_of

pytestmark = pytest.mark.django_db


def a_class(size):
    """Return a teacher whose class of a size has written essays and typed short answers."""
    teacher = factories.make_user(f"teacher{size}", is_teacher=True)
    students = [factories.make_user(f"student{each}-{size}") for each in range(size)]
    classroom = factories.make_classroom(teacher, *students)
    versions = [factories.make_version(kind) for kind in ("essay", "short_answer")]
    given = factories.make_assignment(factories.make_quiz(versions), classroom, teacher)
    for number, student in enumerate(students):
        attempt = factories.start(given, student)
        said = {"essay": "A spirit was named.", "short_answer": f"City {number}"}
        kinds = dict(attempt.items.values_list("position", "version__kind"))
        raws = {position: said[kind] for position, kind in kinds.items()}
        factories.save(attempt, *(factories.incoming(*each) for each in raws.items()))
        attempts.submit(attempt=attempt, now=NOW)
    return teacher, versions


def pages(size):
    """Yield each page's address with its most queries; one answer is marked."""
    teacher, (essay, typed) = a_class(size)
    now = timezone.now()
    place = grading.claim_next(marker=teacher, question=essay.question, now=now)
    yield teacher, reverse("quizzes:marking"), 9
    answer = reverse("quizzes:marking-answer", args=[place.attempt, place.position])
    yield teacher, answer, 16
    yield teacher, reverse("quizzes:marking-marked", args=[essay.question.public_id]), 6
    groups = reverse("quizzes:marking-groups", args=[typed.question.public_id, typed.number])
    yield teacher, groups, 9


def test_pages_of_marking_cost_the_same_at_any_size():
    for (few, address, most), (many, other, _) in zip(pages(2), pages(12), strict=True):
        counts = []
        for who, where in ((few, address), (many, other)):
            browser = logged_in(who)
            browser.get(where)
            counts.append(queries_of(lambda b=browser, w=where: b.get(w).status_code))
        assert len(counts[0]) == len(counts[1]), f"{address} grows:\n" + "\n".join(counts[1])
        assert len(counts[1]) <= most, f"{len(counts[1])} at {address}:\n" + "\n".join(counts[1])
