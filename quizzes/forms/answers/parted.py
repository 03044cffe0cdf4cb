"""Reads answers that have parts: gaps, or things to match."""

from django.http import QueryDict


def raw_from(data: QueryDict, name: str) -> object:
    """Return what was given, by the part's id; parts left blank are left out."""
    prefix = f"{name}."
    return {
        field.removeprefix(prefix): text
        for field in data
        if field.startswith(prefix) and (text := data.get(field, ""))
    }
