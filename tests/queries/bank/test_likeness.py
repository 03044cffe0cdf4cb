"""Which questions are shown as alike, and to whom."""

import pytest

from quizzes.models.bank import Question
from quizzes.queries.bank import BankFilter, alike_groups, found, similar_questions
from tests import factories

STEM = "Where was the spirit of the four parts named, according to the article?"

pytestmark = pytest.mark.django_db


@pytest.fixture
def twins(world):
    """Two questions of Alice's with one word between them, and one of Dan's that says the same."""
    made = [
        factories.make_version(stem=stem) for stem in (STEM, STEM.replace("four", "five"), STEM)
    ]
    for version, owner in zip(made, (world.alice, world.alice, world.dan), strict=True):
        Question.objects.filter(pk=version.question_id).update(owner=owner)
    return made


def test_groups_what_the_viewer_sees(world, twins, django_assert_num_queries):
    first, second, dans = (version.question_id for version in twins)
    assert [first, second] in alike_groups(world.alice)
    assert {first, second} <= {*found(world.alice, BankFilter(flag="alike"))}
    assert not any(dans in group for group in alike_groups(world.alice))
    with django_assert_num_queries(1):
        alike_groups(world.alice)
    Question.objects.filter(pk=second).update(status=Question.Status.RETIRED)
    assert not any(first in group for group in alike_groups(world.alice))


def test_finds_what_is_like_a_stem_that_is_written(world, twins, django_assert_num_queries):
    first, second, _ = (version.question.public_id for version in twins)
    with django_assert_num_queries(2):
        similar = similar_questions(world.alice, STEM, None, excluding=second)
    assert [(each.public_id, each.likeness) for each in similar] == [(first, 1.0)]
    assert similar_questions(world.alice, STEM, 999) == []
    assert similar_questions(world.alice, "Who carried silk west?", None) == []
