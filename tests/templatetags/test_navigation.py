"""The header's links: where one is, and the pages under each."""

import pytest
from django.template.loader import render_to_string

from quizzes.templatetags.navigation import GROUPS, entries, place
from tests.views.test_routes import every_name


@pytest.mark.parametrize(
    ("here", "route", "current"),
    [
        ("questions", "/questions/", "page"),
        ("question-edit", "/questions/", "true"),
        ("questions", "/teach/", ""),
        ("assignment-attempts", "/classes/", "true"),
        ("assignment-detail", "/classes/", ""),
        ("class-scores-changes", "/classes/", "true"),
        ("class-own-scores", "/classes/", ""),
        ("receipt-check", "/teach/", "true"),
        (None, "/teach/", ""),
    ],
)
def test_says_where_one_is(here, route, current):
    assert {link.url: link.current for link in entries("teaching", here)}[route] == current


def test_names_the_place_for_the_button_of_a_phone():
    assert [str(place(here)) for here in ("question-new", "history", "profile")] == [
        "Questions",
        "History",
        "",
    ]


def test_nothing_stands_under_two_entries():
    for name in every_name():
        here = name.removeprefix("quizzes:")
        marked = [link for group in GROUPS for link in entries(group, here) if link.current]
        assert len(marked) <= 1 or name.startswith("admin:"), name


@pytest.mark.parametrize(
    ("is_teacher", "is_staff", "marked"), [(False, False, 0), (True, False, 2), (True, True, 2)]
)
def test_marks_one_place_in_each_shape(is_teacher, is_staff, marked):
    told = {"is_teacher": is_teacher, "is_staff": is_staff, "here": "questions"}
    html = render_to_string("quizzes/learner/_site_links.html", told)
    assert html.count('aria-current="page"') == marked
    assert ("/admin/" in html) == is_staff
    assert "/history/" in html
