"""A teacher finds questions and does one thing to several of them, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.models.bank import Question, Topic
from tests import factories
from tests.journeys.conftest import log_in
from tests.journeys.looking import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIGHT = {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}}
DARK = {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}}


@pytest.fixture
def ines(transactional_db):
    teacher = factories.make_user("ines", name="Ines", is_teacher=True)
    Topic.objects.create(slug="routes", name="Routes")
    for stem in ("Who carried silk west?", "Who carried silk to the west?", "What is jade?"):
        version = factories.make_version(stem=stem)
        Question.objects.filter(pk=version.question_id).update(owner=teacher)
        factories.make_version("essay", question=version.question, stem=f"{stem} Why?")
    return teacher


def has_no_barrier(page):
    assert violations(page) == []
    assert overflow(page) == 0


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["wide", "small"])
def test_finds_ticks_tags_and_undoes(device, live_server, ines, look):
    context = device(**look)
    log_in(context, ines, live_server.url)
    page = context.new_page()
    page.goto("/questions/")
    has_no_barrier(page)
    page.get_by_label("Words in question").fill("silk")
    expect(page.locator("#bank-count")).to_have_text("2 questions")
    expect(page.get_by_role("status").filter(has_text="2 questions")).to_have_count(1)
    expect(page).to_have_url(re.compile("q=silk"))
    page.get_by_label("Tick all on this page").check()
    page.get_by_role("button", name="Topics…").click()
    has_no_barrier(page)
    page.get_by_role("group", name="Give these topics").get_by_label("Routes").check()
    page.get_by_role("button", name="Change the topics").click()
    expect(page.get_by_role("heading", name="Topics of 2 questions changed")).to_be_visible()
    has_no_barrier(page)
    assert Question.objects.filter(topics__slug="routes").count() == 2
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone: 2 questions are as they were.")).to_be_visible()
    page.goto("/questions/alike/")
    has_no_barrier(page)
    page.get_by_role("link", name="Who carried silk west? Why?").first.click()
    has_no_barrier(page)
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="Go back to version 1")).to_be_visible()
    has_no_barrier(page)
