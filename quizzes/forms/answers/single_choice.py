"""Reads the one radio button that was chosen."""

from django.http import QueryDict


def raw_from(data: QueryDict, name: str) -> object:
    """Return the option's id, "" where none was chosen."""
    return data.get(name, "")
