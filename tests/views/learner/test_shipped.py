"""The shipped quizzes, taken whole by their plain forms: what a browser without a script sends."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from lxml import html

from quizzes.models.attempts import Attempt
from quizzes.models.composition import Quiz
from quizzes.services import attempts
from tests import factories
from tests.conftest import logged_in

TITLES = ("What happened", "What the author argues", "Reading critically")


@pytest.fixture(scope="class")
def library(of_the_class):
    files = sorted((settings.BASE_DIR / "fixtures").glob("*/*.json"))
    call_command("loaddata", *map(str, files), verbosity=0)


class Plain:
    """The page for answering in a browser without a script."""

    def __init__(self, attempt: Attempt) -> None:
        self.client = logged_in(attempt.student)
        self.read(self.client.get(f"/attempts/{attempt.public_id}/take/"))

    def read(self, response) -> None:
        """Look at the page that came."""
        assert response.status_code == 200
        self.address = response.request["PATH_INFO"]
        self.page = html.fromstring(response.content.decode())
        forms = [form for form in self.page.forms if form.action and "/attempts/" in form.action]
        self.form = forms[0] if forms else None

    def fields(self, position: int) -> dict[str, html.HtmlElement]:
        """Return the fields of a question that can be filled, by name; of options the first."""
        fields = self.form.xpath(f'.//*[starts-with(@name, "q{position}")]')
        return {f.name: f for f in reversed(fields) if f.name.split("-")[0] == f.name}

    def press(self, name: str, value: str) -> None:
        """Send the form by a button that is on the page and can be pressed."""
        buttons = self.form.xpath(f'.//button[@name="{name}" and @value="{value}"]')
        assert buttons, value
        assert not {"disabled", "hidden"} & set(buttons[0].attrib), value
        sent: dict[str, list[str]] = {}
        for field, typed in [*self.form.form_values(), (name, value)]:
            sent.setdefault(field, []).append(typed)
        self.read(self.client.post(self.form.action, sent, follow=True))

    def choose(self, position: int, options: list[str]) -> None:
        """Tick options of a question."""
        for option in options:
            path = f'.//input[@name="q{position}" and @value="{option}"]'
            (box,) = self.form.xpath(path)
            box.checked = True

    def put_in_order(self, position: int, wanted: list[str]) -> None:
        """Move the items of a question up, one press at a time."""
        for place, each in enumerate(wanted):
            while self.order(position).index(each) > place:
                self.press("go", f"move:{position}:{each}:up")

    def order(self, position: int) -> list[str]:
        """Return the order of the items as the page shows it."""
        return [field.value for field in self.form.xpath(f'.//input[@name="q{position}"]')]


def give(page: Plain, position: int, kind: str, key) -> None:
    """Put a right answer into a question's fields."""
    fields = page.fields(position)
    if kind == "ordering":
        page.put_in_order(position, list(key))
    elif kind == "essay":
        fields[f"q{position}"].value = "The author claims it, and the article shows why."
    elif isinstance(key, dict) and "decimal" not in key:
        for part, answer in key.items():
            fields[f"q{position}.{part}"].value = answer
    elif kind in ("short_answer", "numeric"):
        fields[f"q{position}"].value = key["text"] if isinstance(key, dict) else key
    else:
        page.choose(position, [key] if isinstance(key, str) else list(key))


@pytest.mark.django_db
@pytest.mark.parametrize("title", TITLES)
class TestShippedQuiz:
    def test_is_taken_by_its_plain_forms(self, library, title):
        quiz = Quiz.objects.get(title=title)
        bob = factories.make_user("bob")
        now = timezone.now()
        attempt = attempts.start_self_study(quiz=quiz, student=bob, seed=5, now=now)
        page = Plain(attempt)
        items = list(attempt.items.select_related("version").order_by("position"))
        for item in items:
            version = item.version
            key = version.kind_module.correct_response(version.loaded_spec)
            give(page, item.position, version.kind, key)
            page.press("go", "finish" if item is items[-1] else "next")
        page.read(page.client.post(page.form.action, dict(page.form.form_values()), follow=True))
        assert page.address.endswith("/review/")
        attempt.refresh_from_db()
        assert attempt.earned == attempt.maximum
        assert attempt.answered_count == len(items)
