"""Every kind of notice: it has its words, and none of them may say what a policy hides."""

import pytest
from django.utils import timezone

from quizzes.engine.telling.mails import MAILS
from quizzes.engine.telling.sentences import PLACE, SENTENCES, sentence
from quizzes.models.notices import OF_STUDENTS, OF_TEACHERS, NoticeKind
from quizzes.templatetags.words import words

# Names and moments, and how many answers a teacher has to mark.
NOTHING_HIDDEN = {"quiz", "class", "student", "due_at", "ends_at", "count"}
TOLD = {
    "quiz": "Silk",
    "class": "5 b",
    "student": "Ida",
    "count": "3",
    "due_at": timezone.now().isoformat(),
    "ends_at": timezone.now().isoformat(),
}
HIDDEN = {
    name: f"hidden {name}"
    for name in ("score", "points", "percent", "key", "answer", "reason", "feedback", "correct")
}


@pytest.mark.parametrize("kind", NoticeKind.values)
def test_says_names_and_moments_only(kind):
    assert {place for text in SENTENCES[kind] for place in PLACE.findall(text)} <= NOTHING_HIDDEN
    said = words(sentence(kind, {**TOLD, **HIDDEN}))
    assert "hidden" not in said
    assert "%" not in said
    assert words(sentence(kind, {}))


@pytest.mark.parametrize("kind", NoticeKind.values)
def test_can_be_mailed_and_chosen(kind):
    assert f"notice_{kind}" in MAILS
    assert (kind in OF_STUDENTS) != (kind in OF_TEACHERS)
