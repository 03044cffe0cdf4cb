"""The shipped library after an upgrade: new versions, retired questions, nothing written over."""

import json
import shutil

import pytest
from django.conf import settings
from django.core.management import call_command

from quizzes.engine.kinds.base import InvalidSpec
from quizzes.management.library import load
from quizzes.models.bank import Evidence, Question, QuestionVersion
from quizzes.models.composition import QuizItem
from tests.factories import NOW

pytestmark = pytest.mark.django_db

SHIPPED = settings.BASE_DIR / "fixtures" / "china_central_asia_spirit"


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped folder, loaded once, to be upgraded."""
    copy = tmp_path / "library"
    shutil.copytree(SHIPPED, copy)
    load(copy, NOW)
    return copy


def rewrite(folder, name, change):
    """Change the rows of a file: `change` takes and returns them."""
    path = folder / f"{name}.json"
    path.write_text(json.dumps(change(json.loads(path.read_text()))))


def upgrade(folder, stem, **fields):
    """Ship other content of the question with this stem, under the same number."""

    def change(rows):
        for row in rows:
            if row["model"] == "quizzes.questionversion" and row["fields"]["stem"] == stem:
                row["fields"] |= {"seal": "0" * 32, **fields}
        return rows

    rewrite(folder, "questions", change)


@pytest.fixture
def shown(folder):
    """A stored version of a choice."""
    return QuestionVersion.objects.filter(kind="single_choice").order_by("pk")[0]


def test_loads_everything_once(folder):
    assert QuestionVersion.objects.count() == 76
    loaded = load(folder, NOW)
    assert (loaded.added, loaded.published, loaded.retired) == (0, 0, 0)
    assert QuestionVersion.objects.count() == 76
    assert QuizItem.objects.count() == 73


def test_a_changed_question_is_a_new_version_with_the_same_ids(folder, shown):
    spec = json.loads(json.dumps(shown.spec))
    spec["options"][0]["text"] = "Something else"
    upgrade(folder, shown.stem, spec=spec, explanation="Read it again.")
    assert load(folder, NOW).published == 1
    first, second = shown.question.versions.order_by("number")
    assert (first.spec, first.explanation, first.seal) == (
        shown.spec,
        shown.explanation,
        shown.seal,
    )
    assert second.explanation == "Read it again."
    assert second.seal == second.sealed()
    ids = [[option["id"] for option in each.spec["options"]] for each in (first, second)]
    assert ids[0] == ids[1]
    quotes = [list(each.evidence.values_list("quote", flat=True)) for each in (first, second)]
    assert quotes[0] == quotes[1]
    assert load(folder, NOW).published == 0


def test_a_question_that_is_shipped_no_more_is_retired(folder, shown):
    key = str(shown.question.public_id)

    def without(rows):
        return [row for row in rows if key not in json.dumps(row)]

    for name in ("questions", "quizzes"):
        rewrite(folder, name, without)
    assert load(folder, NOW).retired == 1
    question = Question.objects.get(public_id=key)
    assert question.status == Question.Status.RETIRED
    assert question.versions.get().seal == shown.seal
    assert not question.quiz_items.exists()
    assert load(folder, NOW).retired == 0


def test_quizzes_may_come_in_another_order(folder):
    def turned(rows):
        items = [row["fields"] for row in rows if row["model"] == "quizzes.quizitem"]
        asked = {}
        for fields in items:
            asked.setdefault(fields["section"][0], []).append(fields["question"])
        for fields in items:
            fields["question"] = asked[fields["section"][0]].pop()
        return rows

    before = list(QuizItem.objects.order_by("section", "order").values_list("question", flat=True))
    rewrite(folder, "quizzes", turned)
    load(folder, NOW)
    after = list(QuizItem.objects.order_by("section", "order").values_list("question", flat=True))
    assert sorted(after) == sorted(before)
    assert after != before


def test_a_draw_is_shipped_with_its_pool(folder):
    def with_a_draw(rows):
        item = [row["fields"] for row in rows if row["model"] == "quizzes.quizitem"][-1]
        question, item["question"] = item["question"], None
        item["draw_count"] = 1
        place = [*item["section"], item["order"]]
        fields = {"item": place, "question": question}
        return [*rows, {"model": "quizzes.pooledquestion", "fields": fields}]

    rewrite(folder, "quizzes", with_a_draw)
    for _time in range(2):
        load(folder, NOW)
        assert QuizItem.objects.get(draw_count=1).pool.count() == 1


def test_leaves_everything_as_it_was_where_one_question_is_broken(folder, shown):
    count = Evidence.objects.count()
    upgrade(folder, shown.stem, spec={"options": []})
    with pytest.raises(InvalidSpec):
        load(folder, NOW)
    assert QuestionVersion.objects.count() == 76
    assert (QuizItem.objects.count(), Evidence.objects.count()) == (73, count)


def test_leaves_a_teachers_own_questions_alone(folder):
    own = Question.objects.create(status=Question.Status.READY)
    load(folder, NOW)
    own.refresh_from_db()
    assert own.status == Question.Status.READY


def test_is_a_command_that_says_what_it_did(capsys):
    call_command("load_library")
    said = capsys.readouterr().out
    assert "76 new questions, 0 in a new version, 0 retired." in said
