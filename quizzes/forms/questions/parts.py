"""Parts of a question's editing form: fields, and rows of parts that are added, moved, removed.

A part reads a posted form. Each list of rows is posted as the keys of its rows, in order; the
fields of a row carry its key in their names, so that nothing is renumbered when a row moves, and
the key of an option is the id that lasts across versions. A removed row stays in the form, marked
as gone, until it is published: it can be brought back.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict

from quizzes.engine.kinds.base import new_id
from quizzes.forms.questions.fields import as_typed

# A form's names and values, as a browser would post them.
Entries = Iterator[tuple[str, str]]
# No id of a sentence, which names a field as well, has a point in it.
GONE = ".gone"
# A place in a spec, from the outside: "options[2].text", "options", "text".
_PLACE = re.compile(r"(?P<name>\w+)(?:\[(?P<index>\d+)\])?(?:\.(?P<rest>.+))?")
# Before the ids of its fields, which no other form of a page has.
AUTO = "edit-"


def prefix_of(rows: str, key: str) -> str:
    """Return the prefix of a row, by the name of its list: no other row's begins with it."""
    # Ids have hyphens in them, and no points.
    return f"{rows}.{key}."


def posted_by(entries: Iterable[tuple[str, str]]) -> QueryDict:
    """Return what a browser would post."""
    posted = QueryDict(mutable=True)
    for name, value in entries:
        posted.appendlist(name, value)
    return posted


@dataclasses.dataclass(frozen=True, slots=True)
class Made:
    """What a button of a kind's own has made: so many rows, and what it could not do."""

    count: int = 0
    trouble: str = ""


def _keys(posted: QueryDict, name: str, most: int) -> list[str]:
    """Return the keys of a list's rows; raise SuspiciousOperation for a flood."""
    keys = [str(key) for key in posted.getlist(name)]
    if len(keys) > most:
        raise SuspiciousOperation(f"{len(keys)} rows of {name[:80]}")
    return list(dict.fromkeys(keys))


class Part(forms.Form):
    """Fields of a spec and lists of rows. `posted` is a browser's, or made by `entries`."""

    # What a kind's part says of the kind, for who picks one.
    about: ClassVar[Any] = ""
    # The rows below this part, by the name of their list in the spec; how many a new part has.
    lists: ClassVar[Mapping[str, type["Row"]]] = {}
    starts: ClassVar[Mapping[str, int]] = {}

    prefix: str

    def __init__(self, posted: QueryDict, prefix: str, *, is_judged: bool) -> None:
        super().__init__(posted if is_judged else None, prefix=prefix, auto_id=f"{AUTO}%s")
        self.posted = posted
        # What is said to the author of this part as a whole, and is no mistake.
        self.warnings: list[str] = []
        self.below = {
            name: Rows(
                f"{prefix}-{name}",
                row,
                [
                    row(posted, prefix_of(f"{prefix}-{name}", key), key, is_judged=is_judged)
                    for key in _keys(posted, f"{prefix}-{name}", row.most)
                ],
            )
            for name, row in self.lists.items()
        }
        self.add_fields()
        if not is_judged:
            self.initial = {
                name: field.widget.value_from_datadict(posted, {}, self.add_prefix(name))
                for name, field in self.fields.items()
            }

    def add_fields(self) -> None:
        """Add fields that depend on what is posted; a part that has none leaves it."""

    def act(self, name: str, rng: Random) -> Made:
        """Change what was posted as a button of the kind's own asks; others do nothing."""
        return Made()

    def post(self, entries: Entries) -> None:
        """Add to what was posted."""
        for name, value in entries:
            self.posted.appendlist(name, value)

    def go_on_in(self, prefix: str) -> None:
        """Give the focus to the first field of the part with that prefix."""
        if self.prefix == prefix and self.fields:
            next(iter(self.fields.values())).widget.attrs["autofocus"] = True
        for row in self.rows:
            row.go_on_in(prefix)

    def tell(self, place: str, text: str, *, is_mistake: bool) -> None:
        """Say something at the place of the spec that it is about, or at what is next to it."""
        found = _PLACE.fullmatch(place)
        rows = self.below.get(found["name"]) if found else None
        if found and rows is not None:
            rows.tell(found["index"], found["rest"] or "", text, is_mistake=is_mistake)
        elif is_mistake:
            self.add_error(found["name"] if found and found["name"] in self.fields else None, text)
        else:
            self.warnings.append(text)

    @property
    def rows(self) -> Iterator["Row"]:
        """The rows below that are not gone."""
        return (row for rows in self.below.values() for row in rows.present)

    def is_valid(self) -> bool:
        """Return whether this and all rows below can be read."""
        # All are asked, so that every mistake is shown at once.
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def content(self) -> dict[str, Any]:
        """Return the JSON that this part stands for, once it is valid."""
        own = {name: self.cleaned_data[name] for name in self.base_fields}
        return own | {name: rows.content() for name, rows in self.below.items()}

    @classmethod
    def entries(cls, content: Mapping[str, Any], prefix: str, rng: Random) -> Entries:
        """Yield what a browser would post for this content."""
        for name, field in cls.base_fields.items():
            for text in as_typed(field, content[name]):
                yield f"{prefix}-{name}", text
        for name, row in cls.lists.items():
            for each in content[name]:
                key = row.key_of(each, rng)
                yield f"{prefix}-{name}", key
                yield from row.entries(each, prefix_of(f"{prefix}-{name}", key), rng)

    @classmethod
    def new(cls, prefix: str, rng: Random) -> Entries:
        """Yield what is posted for a new part: the usual settings and its first rows, empty."""
        for name, field in cls.base_fields.items():
            if field.initial is not None:
                yield from ((f"{prefix}-{name}", text) for text in as_typed(field, field.initial))
        for name, number in cls.starts.items():
            for _number in range(number):
                yield from cls.lists[name].added(f"{prefix}-{name}", rng)


class Row(Part):
    """A part of which there are several. `key`: its id in the spec, if it has one there."""

    # Templates ask the class for its words, and would call it.
    do_not_call_in_templates: ClassVar[bool] = True
    # What the page calls it, alone and as a button that adds one; and what all are called.
    noun: ClassVar[Any]
    adding: ClassVar[Any]
    plural: ClassVar[Any]
    hint: ClassVar[Any] = ""
    # How many there can be, those that are gone among them: more than a question may have.
    most: ClassVar[int] = 40
    has_id: ClassVar[bool] = True
    # Whether its author named it, and writes the name elsewhere.
    is_named: ClassVar[bool] = False
    is_movable: ClassVar[bool] = True
    # Whether its fields stand below each other, each beside its label.
    is_listed: ClassVar[bool] = False

    def __init__(self, posted: QueryDict, prefix: str, key: str, *, is_judged: bool) -> None:
        self.key = key
        self.is_gone = f"{prefix}-{GONE}" in posted
        super().__init__(posted, prefix, is_judged=is_judged and not self.is_gone)

    @property
    def kept(self) -> Iterator[tuple[str, str]]:
        """What is posted for the row, to be posted again while it is gone."""
        for name, values in self.posted.lists():
            if name.startswith(f"{self.prefix}-"):
                yield from ((name, str(value)) for value in values)

    @property
    def summary(self) -> str:
        """The first thing that was typed in it, to know it by once it is removed."""
        name = next(iter(self.fields))
        return str(self[name].value() or "")[:160]

    def content(self) -> dict[str, Any]:
        """Return the row's JSON, with its id if the spec wants one."""
        return {"id": self.key, **super().content()} if self.has_id else super().content()

    @classmethod
    def key_of(cls, content: Mapping[str, Any], rng: Random) -> str:
        """Return the id of a row of a spec, or a new key where it has none."""
        return str(content["id"]) if cls.has_id else new_id(rng)

    @classmethod
    def added(cls, name: str, rng: Random, key: str = "") -> Entries:
        """Yield what is posted for one row more in the list of that name."""
        key = key or new_id(rng)
        yield name, key
        yield from cls.new(prefix_of(name, key), rng)


@dataclasses.dataclass(frozen=True, slots=True)
class Rows:
    """A list of rows as posted under `name`, the gone ones among them."""

    name: str
    row: type[Row]
    all: Sequence[Row]
    # What is said of the list as a whole.
    errors: list[str] = dataclasses.field(default_factory=list)
    warnings: list[str] = dataclasses.field(default_factory=list)

    def tell(self, index: str | None, rest: str, text: str, *, is_mistake: bool) -> None:
        """Say something at the row of that place in the spec, or of the list."""
        present = self.present
        if index is not None and int(index) < len(present):
            present[int(index)].tell(rest, text, is_mistake=is_mistake)
        else:
            (self.errors if is_mistake else self.warnings).append(text)

    @property
    def present(self) -> list[Row]:
        """The rows that are not gone."""
        return [row for row in self.all if not row.is_gone]

    @property
    def numbered(self) -> Iterator[tuple[int, Row]]:
        """All rows, each with its number among those that are not gone."""
        number = 0
        for row in self.all:
            number += not row.is_gone
            yield number, row

    def content(self) -> list[Any]:
        """Return the JSON of the rows that are not gone."""
        return [row.content() for row in self.present]
