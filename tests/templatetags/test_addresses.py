"""Addresses by a remembered pattern: the same that `url` gives."""

from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse

from quizzes.templatetags.addresses import address


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("attempt-take", ()),
        ("attempt-save", ()),
        ("attempt-evidence", (3,)),
        ("attempt-report", (12,)),
    ],
)
def test_is_what_url_gives(name, places):
    public_id = uuid4()
    expected = reverse(f"quizzes:{name}", args=[public_id, *places])
    assert address(f"quizzes:{name}", public_id, *places) == expected
    assert address(f"quizzes:{name}", uuid4(), *places) != expected


def test_refuses_a_route_that_is_not_there():
    with pytest.raises(NoReverseMatch):
        address("quizzes:attempt-nothing", uuid4())
