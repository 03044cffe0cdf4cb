"""A teacher marks essays by keyboard in a real browser; what is typed is kept meanwhile."""

import pytest
from playwright.sync_api import expect

from quizzes.models.attempts import Mark
from quizzes.models.grading import MarkingDraft
from tests import factories
from tests.factories import take
from tests.journeys.conftest import log_in
from tests.journeys.looking import overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ines(transactional_db):
    teacher = factories.make_user("ines", name="Ines", is_teacher=True)
    students = [factories.make_user(f"student{each}") for each in range(2)]
    classroom = factories.make_classroom(teacher, *students)
    given = factories.make_assignment(factories.make_quiz(("essay",)), classroom, teacher)
    for student in students:
        take(given, student)
    return teacher


def has_no_barrier(page):
    assert violations(page) == []
    assert overflow(page) == 0


def test_marks_by_keyboard_and_loses_nothing(device, live_server, ines):
    context = device(color_scheme="dark", viewport={"width": 390, "height": 844})
    log_in(context, ines, live_server.url)
    page = context.new_page()
    page.goto("/marking/")
    has_no_barrier(page)
    page.get_by_role("button", name="Mark").click()
    has_no_barrier(page)
    page.keyboard.press("2")
    page.get_by_label("Comment for the student").fill("In 2 places")
    expect(page.get_by_text("Kept as a draft")).to_be_visible()
    page.reload()
    # A digit in a text is a digit; elsewhere it picks a level.
    expect(page.get_by_label("Comment for the student")).to_have_value("In 2 places")
    expect(page.get_by_label("A claim from the text")).to_be_checked()
    page.keyboard.press("1")
    expect(page.get_by_label("No claim")).to_be_checked()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("1 of 2 marked")).to_be_visible()
    mark = Mark.objects.get(source="person")
    assert (str(mark.fraction), mark.comment) == ("0", "In 2 places")
    assert not MarkingDraft.objects.exists()
    page.get_by_label("Previous answer").click()
    expect(page.get_by_text("Marked by Ines")).to_be_visible()
    has_no_barrier(page)
