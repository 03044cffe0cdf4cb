"""The wrong answer that most of a class gave to a question: counted, without names."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext

from quizzes.engine.behaviors.registry import behavior_for
from quizzes.engine.kinds import true_false
from quizzes.engine.progress.teaching import FirstAnswer
from quizzes.models.attempts import Step
from quizzes.models.bank import QuestionVersion
from quizzes.queries.attempts.judging import read_response
from quizzes.queries.attempts.telling import texts_given

# What fewer said is chance, and soon somebody's own.
FEWEST = 3
JOINED = " · "


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """What so many students answered first, and it was not fully right."""

    text: str
    count: int


def most_given(
    answers: Sequence[FirstAnswer], versions: Mapping[int, QuestionVersion]
) -> Mapping[int, WrongAnswer]:
    """Return the most given wrong answer by question; none that fewer than three gave. One query.

    `versions` are all that the answers are about. Answers that are compared alike are one.
    """
    questions = {each.item: each for each in answers if each.fraction < 1}
    steps = Step.objects.filter(item__in=list(questions), revision=F("item__first_revision"))
    columns = ("item_id", "raw", "item__attempt__behavior", "item__attempt__language")
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    texts: dict[str, str] = {}
    for item, raw, behavior, language in steps.order_by("pk").values_list(*columns):
        answer = questions[item]
        version = versions[answer.version]
        bare, _certainty = behavior_for(behavior, version.option_count).unwrapped(raw)
        response, _message = read_response(version, bare, language)
        key = json.dumps([answer.question, repr(version.compared(response))])
        texts.setdefault(key, _told(version, bare))
        counts[answer.question][key] += 1
    found = {question: own.most_common(1)[0] for question, own in counts.items()}
    return {
        question: WrongAnswer(texts[key], count)
        for question, (key, count) in found.items()
        if count >= FEWEST
    }


def _told(version: QuestionVersion, raw: object) -> str:
    if version.kind == true_false.name:
        return gettext("True") if raw == "true" else gettext("False")
    return JOINED.join(each for each in texts_given(version, raw) if each.strip())
