"""The shipped article and its questions: loaded as they are, exact, and neutral in form."""

import json
import re
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from django.core import serializers
from django.core.management import call_command

from quizzes.engine.behaviors.registry import behavior_for, refusal
from quizzes.engine.kinds.registry import KINDS, is_marked_by_people
from quizzes.management.commands.blueprint import blueprint, questions_in
from quizzes.management.commands.refresh_fixtures import refreshed
from quizzes.models.articles import ArticleRevision
from quizzes.models.bank import Evidence, Question, QuestionVersion, Topic
from quizzes.models.composition import PooledQuestion, Quiz, QuizItem

LEVELS = ("remember", "understand", "apply", "analyze", "evaluate")
# At least so many of each level, by section.
BLUEPRINT = {
    "lead": (3, 4, 1, 3, 1),
    "crystallization": (5, 5, 2, 4, 1),
    "values": (4, 4, 2, 4, 2),
    "vision": (3, 4, 2, 3, 2),
    "whole": (1, 2, 1, 4, 3),
}
FOLDERS = sorted((settings.BASE_DIR / "fixtures").iterdir())
WORD = re.compile(r"[^\W_]+")
FILES = [str(path) for folder in FOLDERS for path in sorted(folder.glob("*.json"))]


@pytest.fixture
def shipped(db):
    """The shipped content, loaded by Django alone."""
    call_command("loaddata", *FILES, verbosity=0)


def dump() -> list[dict]:
    """Return all shipped rows as fixtures write them."""
    models = {row["model"] for path in FILES for row in json.loads(Path(path).read_text())}
    return [
        row
        for model in sorted(models)
        for row in serializers.serialize(
            "python",
            serializers.python.apps.get_model(model)._default_manager.order_by("pk"),
            use_natural_foreign_keys=True,
            use_natural_primary_keys=True,
        )
    ]


def test_loading_twice_changes_nothing(shipped):
    before = dump()
    call_command("loaddata", *FILES, verbosity=0)
    assert dump() == before


def test_a_dump_says_what_the_files_say(shipped):
    rows = [row for path in FILES for row in json.loads(Path(path).read_text(encoding="utf-8"))]
    dumped = json.loads(serializers.serialize("json", [], use_natural_foreign_keys=True))
    for model in {row["model"] for row in rows}:
        found = serializers.python.apps.get_model(model)._default_manager.order_by("pk")
        dumped += json.loads(
            serializers.serialize(
                "json", found, use_natural_foreign_keys=True, use_natural_primary_keys=True
            )
        )
    assert sorted(map(plain, dumped)) == sorted(map(plain, rows))


def plain(row: dict) -> str:
    """Return a row as text in which moments are written one way."""
    return json.dumps(row, sort_keys=True).replace("+00:00", "Z")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_derived_columns_are_fresh(folder):
    assert [path.name for path, old, new in refreshed(folder) if old != new] == []


def test_seals_hold(shipped):
    for row in (*ArticleRevision.objects.all(), *QuestionVersion.objects.all()):
        assert row.seal == row.sealed()


def test_every_question_points_at_whole_sentences_of_the_article(shipped):
    for version in QuestionVersion.objects.all():
        pieces = list(version.evidence.select_related("revision"))
        assert pieces, version
        for piece in pieces:
            ends = {s.span.end for b in piece.revision.blocks() for s in b.sentences}
            starts = {s.span.start for b in piece.revision.blocks() for s in b.sentences}
            assert piece.revision.text[piece.start : piece.end] == piece.quote
            assert piece.start in starts, piece
            assert piece.end in ends, piece


def test_the_key_of_every_question_earns_all(shipped):
    for version in QuestionVersion.objects.all():
        kind, spec = version.kind_module, version.loaded_spec
        assert kind.check_spec(spec) == () or version.kind == "true_false"
        response = kind.parse(spec, kind.correct_response(spec), "en")
        expected = None if is_marked_by_people(version.kind) else 1
        assert kind.score(spec, response).fraction == expected


def test_quizzes_ask_every_ready_question_but_spare_essays(shipped):
    fixed = QuizItem.objects.filter(question__isnull=False).values_list("question", flat=True)
    asked = {*fixed, *PooledQuestion.objects.values_list("question", flat=True)}
    ready = Question.objects.filter(status="ready")
    spare = ready.exclude(pk__in=asked)
    assert asked <= set(ready.values_list("pk", flat=True))
    assert set(spare.values_list("versions__kind", flat=True)) <= {"essay"}
    essays = QuizItem.objects.filter(question__versions__kind="essay")
    assert essays.count() <= 1
    assert all(quiz.is_open and quiz.limit_seconds is None for quiz in Quiz.objects.all())


def test_there_are_enough_of_every_kind(shipped):
    counts = Counter(QuestionVersion.objects.values_list("kind", flat=True))
    assert counts.keys() == KINDS.keys()
    assert all(counts[kind] >= (2 if kind in {"numeric", "ordering"} else 4) for kind in KINDS)
    assert counts["true_false"] <= 6
    assert sum(counts.values()) >= 70


def test_the_proportions_of_the_blueprint_are_kept():
    counts = Counter((each.section, each.bloom) for each in questions_in(FOLDERS[0]))
    for section, least in BLUEPRINT.items():
        assert all(counts[section, level] >= n for level, n in zip(LEVELS, least, strict=True))


def test_the_blueprint_beside_them_is_fresh():
    for folder in FOLDERS:
        assert (folder / "BLUEPRINT.md").read_text() == blueprint(folder)


def test_statements_are_about_as_often_true_as_false(shipped):
    statements = QuestionVersion.objects.filter(kind="true_false")
    true = sum(version.loaded_spec.is_true for version in statements)
    assert 0.4 <= true / statements.count() <= 0.6


def test_every_question_has_one_or_two_topics(shipped):
    assert 6 <= Topic.objects.count() <= 8
    for question in Question.objects.all():
        assert 1 <= question.topics.count() <= 2


def test_every_distractor_says_why_it_is_wrong(shipped):
    for version in QuestionVersion.objects.filter(kind__in=["single_choice", "multiple_choice"]):
        assert all(option.feedback for option in version.loaded_spec.options), version


def test_every_question_of_several_tries_has_a_hint_for_each(shipped):
    for version in QuestionVersion.objects.all():
        count = version.option_count
        if refusal("interactive", version.kind, count, is_all_or_nothing=False) is None:
            assert len(version.hints) == behavior_for("interactive", count).tries, version


def test_no_hint_gives_its_key_away(shipped):
    for version in QuestionVersion.objects.all():
        told = plain_words(" ".join(version.hints))
        assert not [text for text in key_texts(version) if plain_words(text) in told], version


def plain_words(text: str) -> str:
    """Return the words of a text, lower case, with a space around each."""
    return f" {' '.join(WORD.findall(text.casefold()))} "


def key_texts(version: QuestionVersion) -> list[str]:
    """Return the texts that earn something by themselves; an order has none, nor has an essay."""
    kind, spec = version.kind_module, version.loaded_spec
    right = kind.correct_response(spec)
    if version.kind == "short_answer":
        return accepted_texts(spec.variants)
    if version.kind == "numeric":
        return [str(right)]
    if version.kind == "cloze":
        typed = [text for gap in spec.gaps for text in accepted_texts(gap.variants)]
        return typed + [
            option.text for gap in spec.gaps for option in gap.options if is_key(option)
        ]
    if version.kind in {"ordering", "essay", "true_false"}:
        return []
    ids = right.values() if version.kind == "matching" else right
    return [kind.texts(spec)[id_] for id_ in ([ids] if isinstance(ids, str) else ids)]


def accepted_texts(variants) -> list[str]:
    return [variant.text for variant in variants if variant.fraction > 0]


def test_the_longest_option_is_rarely_the_key(shipped):
    choices = QuestionVersion.objects.filter(kind__in=["single_choice", "multiple_choice"])
    given_away = 0
    for version in choices:
        longest = sorted(version.loaded_spec.options, key=lambda option: -len(option.text))
        is_single = len(longest[0].text) > len(longest[1].text)
        given_away += is_single and is_key(longest[0])
    assert given_away <= 0.4 * choices.count()


def test_no_position_is_the_key_more_often_than_others(shipped):
    places, equal = Counter(), Counter()
    for version in QuestionVersion.objects.filter(kind="single_choice"):
        options = version.loaded_spec.options
        places[next(place for place, each in enumerate(options) if is_key(each))] += 1
        equal.update(dict.fromkeys(range(len(options)), Fraction(1, len(options))))
    assert len(equal) >= 3
    assert max(abs(places[place] - equal[place]) for place in equal) <= 2


def is_key(option) -> bool:
    return option.is_right if hasattr(option, "is_right") else option.fraction == 1


def test_statements_are_about_what_the_article_says(shipped):
    statements = QuestionVersion.objects.filter(kind="true_false")
    assert all(version.stem.startswith("The article states that") for version in statements)


def test_evidence_is_never_empty(shipped):
    assert not Evidence.objects.filter(quote="").exists()
