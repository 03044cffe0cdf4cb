"""Whatever is posted to the editor: an answer that is no failure, and the typing comes back."""

from random import Random
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.engine.kinds.registry import KINDS
from quizzes.forms.questions.editor import posted_for_new
from quizzes.models.bank import Question
from tests import factories
from tests.conftest import logged_in
from tests.views.teacher.writing import post

pytestmark = pytest.mark.django_db

HOSTILE = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["\0", "1e999", "<script>", "[[x]]", "-1", "9" * 70, "../..", "%s%d", "\ud83d", "[[a]]"]
    ),
)
ASKED = st.sampled_from(
    ["publish", "look", "live", "article", "gaps", "cut", "add:q-hints", "up:x:y", "", "\0"]
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=st.data())
def test_the_editor_stands_what_is_posted(data):
    author = factories.make_user(f"author-{uuid4()}", is_teacher=True)
    kind = data.draw(st.sampled_from(sorted(KINDS)))
    posted = posted_for_new(kind, Random(1))
    names = sorted({*posted, "q-article", "q-sentences", "q-before", "q-topics", "spec-x", "try"})
    for name in data.draw(st.lists(st.sampled_from(names), max_size=8)):
        posted.appendlist(name, data.draw(HOSTILE).encode("utf-8", "replace").decode())
    typed = "Kept, whatever else is said"
    posted["q-stem"] = typed
    asked = data.draw(ASKED)
    response = post(logged_in(author), f"/questions/new/{kind}/", posted, asked)
    assert response.status_code in {200, 302, 422}
    if response.status_code != 302 and asked != "live" and "try" not in posted:
        assert typed in response.content.decode()
    assert Question.objects.filter(owner=author).exists() == (response.status_code == 302)
