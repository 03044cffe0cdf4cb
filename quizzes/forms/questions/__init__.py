"""Editing forms of questions: one module per kind, each with a `SpecPart`."""

from collections.abc import Mapping

from quizzes.forms.questions import (
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
from quizzes.forms.questions.parts import Part

SPEC_PARTS: Mapping[str, type[Part]] = {
    "single_choice": single_choice.SpecPart,
    "multiple_choice": multiple_choice.SpecPart,
    "true_false": true_false.SpecPart,
    "short_answer": short_answer.SpecPart,
    "numeric": numeric.SpecPart,
    "cloze": cloze.SpecPart,
    "matching": matching.SpecPart,
    "ordering": ordering.SpecPart,
    "evidence": evidence.SpecPart,
    "essay": essay.SpecPart,
}
