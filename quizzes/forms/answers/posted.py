"""Answers from the plain form: only what was shown and changed."""

from collections.abc import Iterable, Mapping

from django.http import QueryDict

from quizzes.engine.behaviors.base import Action
from quizzes.engine.saving import Incoming
from quizzes.engine.terms import Layout
from quizzes.forms.answers import RAW_FROM
from quizzes.models.attempts import Attempt, AttemptItem, Step


def posted_answers(data: QueryDict, attempt: Attempt, *, check: int = 0) -> list[Incoming]:
    """Return the answers that a form changes, and the one that it checks. Two queries.

    A field that says what the page was made with is no answer: a stale second tab must not be
    told of a conflict about a question that nobody touched in it.
    """
    items = {
        item.position: item
        for item in attempt.items.select_related("version").defer("version__rendered")
        if f"q{item.position}-base" in data and _was_shown(data, attempt, item.position)
    }
    bases = {position: _base(data, position) for position in items}
    shown = _raws(items, bases)
    found = []
    for position, item in sorted(items.items()):
        raw = RAW_FROM[item.version.kind](data, f"q{position}")
        is_check = position == check
        if item.is_finished or (not is_check and _same(raw, shown.get(position))):
            continue
        action = Action.CHECK if is_check else Action.SAVE
        found.append(Incoming(position, raw, action, bases[position]))
    return found


def _was_shown(data: QueryDict, attempt: Attempt, position: int) -> bool:
    if attempt.layout == Layout.ALL_ON_ONE:
        return True
    return data.get("current") == str(position)


def _base(data: QueryDict, position: int) -> int:
    text = data.get(f"q{position}-base", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _raws(items: Mapping[int, AttemptItem], bases: Mapping[int, int]) -> Mapping[int, object]:
    """Return what each field said when the page was made, by position. One query."""
    position_of = {item.pk: position for position, item in items.items()}
    steps: Iterable[Step] = Step.objects.filter(
        item__in=position_of, revision__in=set(bases.values())
    )
    return {
        position_of[step.item_id]: step.raw
        for step in steps
        if step.revision == bases[position_of[step.item_id]]
    }


def _same(raw: object, shown: object) -> bool:
    if shown is None:
        return raw in ("", [])
    if isinstance(raw, list) and isinstance(shown, list):
        return sorted(map(str, raw)) == sorted(map(str, shown))
    return raw == shown
