"""Quizzes on paper: every kind, every variant with its own key, the same again by its seed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.engine.paper.sheet import Look
from quizzes.models.composition import PooledQuestion, QuizItem
from quizzes.queries.composition.paper import Wish, sheets_of
from tests import factories
from tests.factories import SPECS

LOOKS = {
    "single_choice": Look.ONE,
    "multiple_choice": Look.MANY,
    "true_false": Look.ONE,
    "short_answer": Look.LINES,
    "numeric": Look.LINES,
    "cloze": Look.GAPS,
    "matching": Look.MATCH,
    "ordering": Look.ORDER,
    "evidence": Look.PASSAGE,
    "essay": Look.LINES,
}
# What the key says, with the words that each letter or number stands for on this variant.
KEYS = {
    "single_choice": ["Option **b**"],
    "multiple_choice": ["Option a", "Option b"],
    "true_false": ["True"],
    "short_answer": ["Astana"],
    "numeric": ["30"],
    "cloze": ["spirit", "Astana"],
    "matching": ["went west", "came east"],
    "ordering": ["Meeting p", "Meeting q", "Meeting r"],
    "evidence": ["This is sentence g\\."],
    "essay": ["Claim: No claim (0); A claim from the text (1)"],
}


def meant(kind, question):
    """Return what the letters of a key stand for."""
    words = {each.letter: each.words.markdown for each in question.options}
    words |= {each.letter: each.words.markdown for part in question.passage for each in part}
    key = question.key[0]
    read = {
        "single_choice": lambda: [words[key]],
        "evidence": lambda: [words[key]],
        "multiple_choice": lambda: sorted(words[each] for each in key.split(", ")),
        "true_false": lambda: [words[key.partition(":")[0]]],
        "matching": lambda: [words[each] for each in key.split()[1::2]],
        "ordering": lambda: [words[each] for each in key.split(" – ")],
        "cloze": lambda: [line.partition(" ")[2] for line in question.key],
    }
    return read.get(kind, lambda: list(question.key))()


def questions(variant):
    return [question for section in variant.sections for question in section.questions]


@pytest.mark.django_db
class TestSheetsOf:
    @pytest.mark.parametrize("kind", SPECS)
    def test_tells_what_is_right_in_the_letters_of_each_variant(self, kind):
        quiz = factories.make_quiz((kind,))
        for variant in sheets_of(quiz, Wish(variants=6, seed=9)).variants:
            (question,) = questions(variant)
            assert question.look is LOOKS[kind]
            assert meant(kind, question) == KEYS[kind]

    def test_shuffles_each_variant_and_the_same_by_the_same_seed(self):
        quiz = factories.make_quiz(tuple(SPECS))
        wish = Wish(variants=3, seed=9, shuffles=True)
        made = sheets_of(quiz, wish)
        stems = [[each.stem.markdown for each in questions(v)] for v in made.variants]
        assert stems[0] != stems[1] != stems[2]
        assert sorted(stems[0]) == sorted(stems[1]) == sorted(stems[2])
        assert sheets_of(quiz, wish) == made
        assert [v.code for v in made.variants] == ["9-A", "9-B", "9-C"]

    def test_draws_for_each_variant_and_nothing_twice(self):
        quiz = factories.make_quiz(("numeric",))
        fixed = quiz.sections.get().items.get().question
        # Before the fixed question, which it could draw, too.
        draw = QuizItem.objects.create(section=quiz.sections.get(), order=0, draw_count=2)
        pool = [fixed, *(factories.make_version().question for _ in range(5))]
        for question in pool:
            PooledQuestion.objects.create(item=draw, question=question)
        drawn = set()
        for variant in sheets_of(quiz, Wish(variants=8, seed=9)).variants:
            stems = [each.stem.markdown for each in questions(variant)]
            assert len(set(stems)) == 3
            assert stems[-1] == fixed.versions.get().stem
            assert [each.number for each in questions(variant)] == [1, 2, 3]
            drawn.add(tuple(sorted(stems)))
        assert len(drawn) > 1

    @pytest.mark.parametrize("count", [2, 40])
    def test_costs_as_much_for_a_large_quiz(self, count):
        quiz = factories.make_quiz(("single_choice",) * count, revision=factories.make_article())
        with CaptureQueriesContext(connection) as queries:
            sheets_of(quiz, Wish(variants=2, shows_text=True))
        assert len(queries) == 3
