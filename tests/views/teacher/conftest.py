"""A question of Alice's own, for the tests of writing."""

import pytest

from tests import factories


@pytest.fixture
def revision(world):
    return world.quiz.article.revisions.get()


@pytest.fixture
def hers(world, revision):
    """A question of Alice's, about the article."""
    version = factories.make_version(revision=revision, quotes=("It has four parts",))
    version.question.owner = world.alice
    version.question.save(update_fields=["owner"])
    return version
