"""What a student sees and does on the page for answering."""

import re

from playwright.sync_api import Locator, Page, Response, expect

from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, Step

KINDS = ("single_choice", "multiple_choice", "short_answer", "true_false")


class Student:
    """A page in a student's hands; what went wrong in its script is in `errors`."""

    def __init__(self, page: Page, user: User) -> None:
        self.page = page
        self.user = user
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, attempt: Attempt, query: str = "") -> None:
        """Open an attempt; the script has taken over when this returns."""
        self.page.goto(f"/attempts/{attempt.public_id}/take/{query}")
        expect(self.saved).to_have_attribute("data-state", re.compile("."))

    @property
    def saved(self) -> Locator:
        """The line that says whether the answers are saved."""
        return self.page.locator("[data-saved]")

    @property
    def clock(self) -> Locator:
        """The countdown."""
        return self.page.locator("[data-clock]")

    @property
    def notice(self) -> Locator:
        """What is wrong, over the bar."""
        return self.page.locator("[data-notice]")

    @property
    def status(self) -> Locator:
        """What is said politely."""
        return self.page.locator("#taking-status")

    @property
    def alert(self) -> Locator:
        """What is said at once."""
        return self.page.locator("#taking-alert")

    def question(self, position: int) -> Locator:
        """A question."""
        return self.page.locator(f"#q{position}")

    def cell(self, position: int) -> Locator:
        """A question's place in the navigator."""
        return self.page.locator(f"[data-cell='{position}']")

    def option(self, position: int, option: str) -> Locator:
        """The field of an option."""
        return self.question(position).locator(f"input[value='{option}']")

    def field(self, position: int) -> Locator:
        """The field for a text."""
        return self.question(position).locator("input[type=text]")

    def button(self, name: str) -> Locator:
        """A button by its words."""
        return self.page.get_by_role("button", name=name, exact=True)

    def is_saved(self) -> None:
        """Wait until the page says that all is saved, and when."""
        expect(self.saved).to_have_attribute("data-state", "saved")
        expect(self.saved).to_contain_text(re.compile(r"Saved \d\d:\d\d:\d\d"))

    def is_offline(self, count: int) -> None:
        """Wait until the page says how many answers are not sent."""
        expect(self.saved).to_have_attribute("data-state", "offline")
        expect(self.saved).to_contain_text(f"Not sent yet: {count} answer")

    def saves(self) -> "Expected":
        """Return a context that waits for the answer to a save."""
        return Expected(self.page)

    def kept(self) -> dict[str, str]:
        """Return the answers on this device, of whomever, by key."""
        return self.page.evaluate(
            "Object.fromEntries(Object.entries(localStorage)"
            ".filter(([key]) => key.startsWith('quizsite:answer:')))"
        )

    def keeps_nothing(self) -> None:
        """Wait until no answer is left on this device: a page that has gone on may still send."""
        self.page.wait_for_function(
            "() => !Object.keys(localStorage).some((key) => key.startsWith('quizsite:answer:'))"
        )


class Expected:
    """Waits for the answer to a save that what stands in it brings about."""

    def __init__(self, page: Page) -> None:
        self.waiting = page.expect_response(lambda response: "/save/" in response.url)

    def __enter__(self) -> "Expected":
        self.info = self.waiting.__enter__()
        return self

    def __exit__(self, *failure: object) -> None:
        self.waiting.__exit__(*failure)

    @property
    def response(self) -> Response:
        """What the server said."""
        return self.info.value


def steps_of(attempt: Attempt, position: int) -> list[object]:
    """Return what is stored for a question, in order."""
    steps = Step.objects.filter(item__attempt=attempt, item__position=position)
    return list(steps.order_by("revision").values_list("raw", flat=True))
