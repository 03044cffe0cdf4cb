"""Reads the boxes that were ticked."""

from django.http import QueryDict


def raw_from(data: QueryDict, name: str) -> object:
    """Return the options' ids in the order of the page."""
    return list(data.getlist(name))
