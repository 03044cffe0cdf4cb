"""The page of equal typed answers."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models.attempts import AttemptItem
from quizzes.models.grading import GradingAct
from quizzes.queries.grading.marking.groups import groups_of
from tests import factories
from tests.factories import take
from tests.services.grading.marking import essays, only

pytestmark = pytest.mark.django_db

HOSTILE = st.text(max_size=30) | st.sampled_from(
    ["", "1", "1/0", "-1", "9" * 40, "\0", "\ud800", "2026-02-30T00:00:00+00:00", "top", "<b>"]
)


@pytest.fixture
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture
def version(world):
    version = factories.make_version("short_answer")
    version.question.owner = world.alice
    version.question.save(update_fields=["owner"])
    quiz = factories.make_quiz([version])
    take(factories.make_assignment(quiz, world.classroom, world.alice), world.bob, {1: "Paris"})
    return version


def url(name, version):
    return reverse(f"quizzes:{name}", args=[version.question.public_id, version.number])


class TestThePage:
    def test_marks_undoes_and_accepts(self, as_alice, world, version):
        page = as_alice.get(url("marking-groups", version)).content.decode()
        assert "Accept from now on" in page
        [group] = groups_of(world.alice, version, None).groups
        seen_at = page.partition('name="seen_at" value="')[2].partition('"')[0]
        body = {"key": group.key, "share": "3/4", "comment": "Nearly", "seen_at": seen_at}
        done = as_alice.post(url("marking-group-mark", version), body, follow=True)
        assert "1 answer is marked." in done.content.decode()
        undo = reverse("quizzes:marking-undo", args=[GradingAct.objects.get().public_id])
        assert "1 answer is as it was." in as_alice.post(undo, follow=True).content.decode()
        accept = f"{url('marking-accept', version)}?key={group.key}"
        assert "Accept “Paris” from now on?" in as_alice.get(accept).content.decode()
        made = as_alice.post(accept, {"key": group.key, "share": "1"}, follow=True)
        assert "Version 2 accepts “Paris”" in made.content.decode()
        # Answers of before can be scored again: a correction is no new content.
        older = as_alice.get(url("marking-groups", version)).content.decode()
        assert "Regrade…" in older
        assert "new content" not in older

    def test_offers_no_change_of_anothers_question(self, as_alice, version):
        version.question.owner = None
        version.question.save(update_fields=["owner"])
        page = as_alice.get(url("marking-groups", version))
        assert "Accept from now on" not in page.content.decode()
        assert as_alice.get(url("marking-accept", version)).status_code == 404

    def test_shows_the_typed_gaps_of_a_text(self, as_alice, world):
        version = factories.make_version("cloze")
        given = factories.make_assignment(
            factories.make_quiz([version]), world.classroom, world.alice
        )
        take(given, world.bob, {1: {"u": "Akmola", "t": "d"}})
        address = url("marking-groups", version)
        assert f'href="{address}"' in as_alice.get("/marking/").content.decode()
        assert "Akmola" in as_alice.get(f"{address}?gap=u").content.decode()
        assert as_alice.get(f"{address}?gap=t").status_code == 404


class TestHostileInput:
    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(data=st.data())
    def test_changes_nothing_and_is_answered(self, as_alice, world, version, data):
        item = only_essay(world)
        names = ("do", "based_on", "comment", "reason", "level-claim", "key", "share", "seen_at")
        body = {name: data.draw(HOSTILE) for name in names}
        place = [item.attempt.public_id, item.position]
        for address in (
            url("marking-group-mark", version),
            url("marking-accept", version),
            reverse("quizzes:marking-answer", args=place),
            reverse("quizzes:marking-draft", args=place),
        ):
            body_sent = {**body, "user": str(world.alice.public_id)}
            assert as_alice.post(address, encoded(body_sent)).status_code in (200, 302, 400, 422)
        assert not GradingAct.objects.exists()


def only_essay(world):
    found = AttemptItem.objects.filter(version__kind="essay").select_related("attempt").first()
    return found or only(essays(world))


def encoded(body):
    """Return a body as a browser would send it: no half of a surrogate pair."""
    return {name: value.encode("utf-8", "replace").decode("utf-8") for name, value in body.items()}
