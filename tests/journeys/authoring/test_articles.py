"""A teacher adds an article from a file and corrects it, in a real browser, on two screens."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.models.articles import ArticleRevision
from tests import documents, factories
from tests.journeys.conftest import log_in
from tests.journeys.looking import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIGHT = {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}}
SMALL_AND_DARK = {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}}


def looks_right(page):
    assert violations(page) == []
    assert overflow(page) <= 0


@pytest.mark.parametrize("screen", [LIGHT, SMALL_AND_DARK], ids=["wide", "small and dark"])
def test_an_article_from_a_file_to_its_second_revision(device, live_server, tmp_path, screen):
    # Without a script: nothing of the form needs one.
    context = device(**screen, java_script_enabled=screen is LIGHT)
    log_in(context, factories.make_user("ines", name="Ines", is_teacher=True), live_server.url)
    page = context.new_page()
    page.goto("/articles/new/")
    document = tmp_path / "spirit.docx"
    document.write_bytes(documents.word())
    page.get_by_label("File (optional)").set_input_files(document)
    page.get_by_role("button", name="Read the file").click()
    expect(page.locator(".qs-said")).to_contain_text("Nothing is saved yet")
    expect(page.get_by_label("Title")).to_have_value("A spirit")
    page.get_by_text("Headings and paragraphs").click()
    page.get_by_role("button", name=re.compile("Make it a paragraph.*How it began")).click()
    expect(
        page.get_by_role("button", name=re.compile("Make it a heading.*How it began"))
    ).to_be_focused()
    if screen is LIGHT:
        looks_right(page)
    page.get_by_role("button", name="Put the earlier text back").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Correct, revisions, copy").click()
    page.get_by_role("link", name="Correct", exact=True).click()
    page.locator("[name=text]").fill("Silk went west, they say.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="What changed").click()
    expect(page.locator("ins").first).to_contain_text(", they say")
    assert ArticleRevision.objects.get(number=2).created_by.name == "Ines"
    if screen is LIGHT:
        looks_right(page)
        page.goto("/articles/")
        looks_right(page)
