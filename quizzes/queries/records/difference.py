"""One place where the records do not agree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True, slots=True)
class Difference:
    """A column that says something else than the records come to.

    `table` and `key` name the row: an attempt by its public id, a question in it by its position
    too, every other row by its primary key.
    """

    table: str
    key: str
    column: str
    stored: str
    computed: str

    def __str__(self) -> str:
        place = f"{self.table} {self.key}: {self.column}"
        return f"{place} is {self.stored}, but the records come to {self.computed}"


def difference(
    model: type[models.Model], key: object, column: str, stored: object, computed: object
) -> Difference:
    """Return a difference in plain words."""
    return Difference(model.__name__, str(key), column, _words(stored), _words(computed))


def compared(row: models.Model, key: object, expected: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield the columns of a row that are not as expected."""
    for column, computed in expected.items():
        stored = getattr(row, column)
        if stored != computed:
            yield difference(type(row), key, column, stored, computed)


def _words(value: object) -> str:
    return "empty" if value is None else str(value) or "empty"
