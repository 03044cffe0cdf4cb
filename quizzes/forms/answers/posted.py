"""The plain form: the answers that were shown and changed, and where its button goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from quizzes.engine.behaviors import certainty
from quizzes.engine.behaviors.base import Action
from quizzes.engine.kinds.base import Kind, Shape
from quizzes.engine.saving import Incoming, storable
from quizzes.engine.terms import Layout
from quizzes.forms.answers import RAW_FROM
from quizzes.models.attempts import Attempt, AttemptItem, Step


@dataclass(frozen=True, slots=True)
class Going:
    """Where a form's button goes: its verb, the question it names (0: none), the one shown now.

    `option` is the option that it names, "" for none. What else it says ("move:3:<id>:up") is for
    the reader of the question's kind.
    """

    verb: str
    target: int
    current: int
    option: str = ""

    @property
    def place(self) -> int | None:
        """The question to move to; None stays."""
        moves = {"previous": self.current - 1, "next": self.current + 1, "goto": self.target}
        return max(1, moves[self.verb]) if self.verb in moves else None

    @property
    def shown(self) -> int:
        """The question to show next."""
        return self.place or self.target or self.current


def going(data: QueryDict) -> Going:
    """Return where the pressed button goes; without one the answers are saved."""
    verb, _, rest = data.get("go", "").partition(":")
    target, _, more = rest.partition(":")
    current = number(data.get("current", "")) or 1
    return Going(verb or "save", number(target), current, option=more.partition(":")[0])


def number(text: str) -> int:
    """Return a number of our page; 0 for anything that our page does not send."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


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
        raw = storable(_raw(data, attempt, item))
        is_check = position == check
        if item.is_finished or (
            not is_check and _same(item.version.kind_module, raw, shown.get(position))
        ):
            continue
        action = Action.CHECK if is_check else Action.SAVE
        found.append(Incoming(position, raw, action, bases[position]))
    return found


def _raw(data: QueryDict, attempt: Attempt, item: AttemptItem) -> object:
    """Return what a question's fields say, with the certainty where it is asked."""
    name = f"q{item.position}"
    raw = RAW_FROM[item.version.kind](data, name)
    if attempt.behavior != certainty.name:
        return raw
    level = number(data.get(f"{name}-certainty", ""))
    return {"answer": raw, "certainty": level if level in certainty.LEVELS else 1}


def _was_shown(data: QueryDict, attempt: Attempt, position: int) -> bool:
    if attempt.layout == Layout.ALL_ON_ONE:
        return True
    return data.get("current") == str(position)


def _base(data: QueryDict, position: int) -> int:
    return number(data.get(f"q{position}-base", ""))


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


def _same(kind: Kind, raw: object, shown: object) -> bool:
    if isinstance(raw, dict) and "answer" in raw:
        answer, level = certainty.unwrapped(shown)
        is_claim = isinstance(shown, dict)
        return _same(kind, raw["answer"], answer) and (not is_claim or level == raw["certainty"])
    if shown is None:
        return raw in ("", [], {})
    if kind.shape is Shape.MANY and isinstance(raw, list) and isinstance(shown, list):
        return sorted(map(str, raw)) == sorted(map(str, shown))
    return raw == shown
