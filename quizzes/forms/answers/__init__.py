"""Answers from a plain form: one module per kind, each with `raw_from(data, name)`."""

from collections.abc import Callable

from django.http import QueryDict

from quizzes.forms.answers import (
    cloze,
    essay,
    evidence,
    matching,
    multiple_choice,
    numeric,
    ordering,
    short_answer,
    single_choice,
    true_false,
)

RAW_FROM: dict[str, Callable[[QueryDict, str], object]] = {
    "single_choice": single_choice.raw_from,
    "multiple_choice": multiple_choice.raw_from,
    "true_false": true_false.raw_from,
    "short_answer": short_answer.raw_from,
    "numeric": numeric.raw_from,
    "cloze": cloze.raw_from,
    "matching": matching.raw_from,
    "ordering": ordering.raw_from,
    "evidence": evidence.raw_from,
    "essay": essay.raw_from,
}
