"""The first half of a teacher's week: classes are made and given a quiz, which is taken."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.classrooms import Category, Classroom, Membership
from quizzes.services import attempts
from quizzes.tasks.running import run_next
from tests.factories import incoming, save, start, take
from tests.journeys.looking import is_whole, overflow, violations
from tests.journeys.student import Student

WIDE = {"width": 1280, "height": 1000}
PHONE = {"width": 390, "height": 844}
TITLE = "The spirit of a city"
ASKED = "Where was the first meeting?"
NAMED = "Where was the spirit named?"
CLAIM = "What does the author make of it?"
MORNING, EVENING = "Reading 9a", "Reading 9b"
OWN_PASSWORD = "nine green camels walk home"
FIRST_NAMES = (
    "Ada Bela Cem Dana Emil Fay Sevda Hedi Ivo Jule Kaan Lale Mika Nora Omar Pia Quinn Rosa Sami"
    " Tuva Ulf Vera Wim Xenia Yara Zoë Anton Berta Carlo Dilek"
).split()
FAMILIES = {MORNING: "Weiß", EVENING: "Schwarz"}


def looks_right(page: Page) -> None:
    """Look for barriers, and that nothing is cut off, on a phone too."""
    assert violations(page) == [], page.url
    assert overflow(page) <= 0, page.url


def open_class(page: Page, name: str, tab: str) -> None:
    classroom = Classroom.objects.get(name=name)
    page.goto(f"/classes/{classroom.public_id}/")
    page.get_by_role("navigation", name="This class").get_by_role("link", name=tab).click()


def make_a_class(page: Page, name: str) -> None:
    """Make a class whose scores count as homework."""
    page.goto("/classes/")
    page.get_by_role("link", name="New class", exact=True).click()
    page.get_by_label("Name of the class").fill(name)
    page.get_by_role("button", name="Make the class").click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    classroom = Classroom.objects.get(name=name)
    Category.objects.create(classroom=classroom, name="Homework", weight="1")


def take_a_list_in(page: Page, name: str, folder) -> None:
    """Upload a list of thirty without an e-mail address: one as a file, one pasted."""
    family = FAMILIES[name]
    rows = "\n".join(["Nachname;Vorname", *(f"{family};{first}" for first in FIRST_NAMES)])
    open_class(page, name, "Roster")
    if name == MORNING:
        file = folder / "9a.csv"
        file.write_bytes(rows.encode("cp1252"))
        page.get_by_label("A file").set_input_files(file)
    else:
        page.get_by_label("Or rows, copied from a table").fill(rows)
    page.get_by_role("button", name="Look at the list").click()
    expect(page.get_by_text("Nothing has changed yet.")).to_be_visible()
    expect(page.get_by_role("heading", name="30 new")).to_be_visible()
    expect(page.get_by_text(f"Zoë {family}")).to_be_visible()
    if name == MORNING:
        looks_right(page)
    page.get_by_role("button", name="Take the list in").click()
    expect(page.get_by_text("The list is being taken in")).to_be_visible()
    assert run_next(["roster"], lambda: False)
    page.reload()
    expect(page.get_by_text("30 accounts were made")).to_be_visible()


def give(page: Page, quiz) -> None:
    """Give the quiz to both classes in one act, each with its dates."""
    page.goto("/quizzes/")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Give to a class").click()
    for days, name in enumerate((MORNING, EVENING), start=2):
        part = page.get_by_role("group", name=name)
        part.get_by_role("checkbox", name=name).check()
        end = (timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT18:00")
        part.get_by_label("Opens").fill("")
        part.get_by_label("Due").fill(end)
        part.get_by_label("Closes").fill(end)
        part.get_by_text("Second look and category").click()
        part.get_by_label("A second look can be asked for until").fill(end)
        part.get_by_label("Category").select_option("Homework")
    page.get_by_label("Time limit, in minutes").fill("30")
    page.get_by_role("button", name="What does this mean?").click()
    told = page.locator("#told")
    expect(told).to_contain_text("60 students get it.")
    expect(told).to_contain_text("About 60 essays to mark")
    looks_right(page)
    page.get_by_role("button", name="Give the quiz").click()
    page.wait_for_url(lambda url: "/give/" not in url)
    given = Assignment.objects.filter(quiz=quiz)
    assert len({each.given_together for each in given}) == 1
    assert given.count() == 2


def accommodate(page: Page, name: str) -> None:
    """Give one student half the time more."""
    open_class(page, MORNING, "Assignments")
    page.get_by_role("link", name="Accommodations").click()
    page.get_by_label("Student").select_option(name)
    page.get_by_label("For").select_option(TITLE)
    page.get_by_role("button", name="Say what").click()
    page.get_by_label("Extra time, in percent").fill("50")
    page.get_by_label("Note").fill("As the school has agreed.")
    looks_right(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("listitem").filter(has_text=name)).to_be_visible()


def log_in_with_slip(page: Page, own: Page, classroom: str, name: str) -> Student:
    """Read a student's slip, log in with it on the student's device, choose a password."""
    open_class(page, classroom, "Roster")
    page.get_by_role("link", name="Print").click()
    slip = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name))
    expect(slip.get_by_role("code")).to_have_count(2)
    username, password = slip.get_by_role("code").all_inner_texts()
    own.goto("/account/login/")
    own.get_by_label("User name").fill(username)
    own.get_by_label("Password").fill(password)
    own.get_by_role("main").get_by_role("button", name="Log in").click()
    expect(own.get_by_role("heading", name="Choose a password")).to_be_visible()
    is_whole(own)
    for field in own.locator("main input[type=password]").all():
        field.fill(OWN_PASSWORD)
    own.get_by_role("button", name="Save the password").click()
    expect(own.get_by_role("link", name=TITLE).first).to_be_visible()
    user = Membership.objects.get(user__username=username).user
    return Student(own, user)


def others_take_it(morning: Assignment, evening: Assignment) -> None:
    """Have the others of both classes do what classes do; an essay is written by few."""
    now = timezone.now()
    for given in (morning, evening):
        members = Membership.objects.active_students().filter(classroom=given.classroom)
        students = [each.user for each in members.select_related("user").order_by("sort_name")]
        by_name = {student.name.split()[0]: student for student in students}
        for done_nothing in ("Ada", "Sevda", "Bela", "Cem", "Xenia"):
            by_name.pop(done_nothing)
        open_one, empty = by_name.pop("Dana"), by_name.pop("Emil")
        save(start(given, open_one, now), incoming(2, "Astana"), now=now)
        take(given, empty, {}, now)
        for number, student in enumerate(by_name.values()):
            said = {1: "ba"[number % 3 == 0], 2: ("Astana", "Akmola", "Paris")[number % 3]}
            if number < 2:
                said[3] = f"{student.name} believes that it has."
            take(given, student, said, now)
    excused = Membership.objects.get(user__name="Bela Weiß").user
    attempts.accommodate(
        classroom=morning.classroom,
        student=excused,
        assignment=morning,
        grant=attempts.Grant(is_excused=True),
        actor=morning.classroom.memberships.get(role="teacher").user,
        now=now,
    )


def begin(student: Student, time: str) -> Student:
    """Begin the quiz from home, with the student's own time."""
    page = student.page
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("button", name=f"Start: this starts your {time}").click()
    expect(student.saved).to_have_attribute("data-state", re.compile("."))
    return student


def watch_and_extend(page: Page, given: Assignment, ada: Student) -> None:
    """See on a phone who is at it, and add ten minutes for Ada."""
    open_class(page, MORNING, "Assignments")
    page.get_by_role("link", name=TITLE).first.click()
    line = page.get_by_role("row").filter(has_text="Ada Weiß")
    expect(line).to_contain_text("In progress")
    expect(line).to_contain_text(re.compile("44:"))
    page.set_viewport_size(PHONE)
    looks_right(page)
    line.get_by_role("link", name="Ada Weiß").click()
    page.get_by_text("A technical problem").click()
    looks_right(page)
    page.get_by_role("button", name="+10 min").click()
    page.set_viewport_size(WIDE)
    attempt = Attempt.objects.get(assignment=given, student=ada.user)
    assert attempt.added_seconds == 600


def answer(student: Student, choice: str, typed: str, written: str) -> None:
    """Answer all three questions, and hand in."""
    page = student.page
    with student.saves():
        student.option(1, choice).check()
    question(student, 2)
    student.field(2).fill(typed)
    question(student, 3)
    student.question(3).locator("textarea").fill(written)
    student.is_saved()
    if student.user.name == "Ada Weiß":
        expect(student.clock).to_contain_text(re.compile("5[345]:"))
    else:
        looks_right(page)
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url(lambda url: "/take/" not in url)


def question(student: Student, position: int) -> None:
    """Go to a question, if it does not stand there already."""
    if not student.question(position).is_visible():
        student.cell(position).click()


def sees_the_end(page: Page, ada: Student) -> None:
    """See on the live page that Ada has handed in."""
    open_class(page, MORNING, "Assignments")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("row").filter(has_text=ada.user.name)).to_contain_text("Handed in")
