"""Reads what was typed."""

from django.http import QueryDict


def raw_from(data: QueryDict, name: str) -> object:
    """Return the text as it was typed, with the line ends that the browser's fields use."""
    return data.get(name, "").replace("\r\n", "\n")
