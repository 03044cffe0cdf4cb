"""Reads the judgment on a statement."""

from django.http import QueryDict


def raw_from(data: QueryDict, name: str) -> object:
    """Return "true", "false", or "" where none was chosen."""
    return data.get(name, "")
