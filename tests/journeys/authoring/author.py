"""A new teacher's hands in the editor, and what is written in it: a question of each kind."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

ARTICLE = """# The spirit of a city

A spirit was named in Astana. It has four parts, said the speaker.

## How it began

The first meeting was online. "We met in Xi'an next," the author writes.

Traders carried silk & porcelain west. Music came east.
"""
NAMED, PARTS = "A spirit was named in Astana.", "It has four parts, said the speaker."
FIRST, NEXT = "The first meeting was online.", '"We met in Xi\'an next," the author writes.'
SILK, MUSIC = "Traders carried silk & porcelain west.", "Music came east."


def row(page: Page, name: str) -> Locator:
    """Return a row of the editor by what it is called."""
    return page.get_by_role("group", name=name, exact=True)


def type_in(row: Locator, **texts: str) -> None:
    """Fill fields of a row, by their labels with "_" for a space."""
    for label, text in texts.items():
        row.get_by_role("textbox", name=label.replace("_", " "), exact=True).fill(text)


def type_rows(page: Page, noun: str, *texts: str) -> None:
    """Type the texts of rows of one sort."""
    for number, text in enumerate(texts, start=1):
        type_in(row(page, f"{noun} {number}"), Text=text)


def single_choice(page: Page) -> None:
    """Write three options and remove the fourth."""
    type_rows(page, "Option", "Online", "In Astana", "In Xi'an")
    row(page, "Option 1").get_by_label("Earns").fill("100")
    page.get_by_role("button", name="Remove Option 4").click()
    expect(page.get_by_text("Option removed:")).to_be_visible()


def multiple_choice(page: Page) -> None:
    """Write four options, two of them right."""
    type_rows(page, "Option", "Silk", "Porcelain", "Music", "Jade")
    row(page, "Option 1").get_by_label("Right").check()
    row(page, "Option 2").get_by_label("Right").check()


def true_false(page: Page) -> None:
    """Say that the statement is true."""
    page.get_by_role("radio", name="True", exact=True).check()


def short_answer(page: Page) -> None:
    """Write the one accepted answer."""
    type_rows(page, "Accepted answer", "Astana")


def numeric(page: Page) -> None:
    """Write the one accepted number."""
    type_in(row(page, "Accepted number 1"), Number="4")


def cloze(page: Page) -> None:
    """Write a text with a gap, and what is accepted in it."""
    page.get_by_role("textbox", name="Text", exact=True).fill("They met in [[city]] next.")
    page.get_by_role("button", name="Make the gaps").click()
    gap = page.get_by_role("group", name="Gap 1 [[city]]", exact=True)
    gap.get_by_role("button", name="Add an accepted answer").click()
    type_in(row(page, "Accepted answer 1 of Gap 1"), Text="Xi'an")


def matching(page: Page) -> None:
    """Write three pairs and a wrong answer."""
    pairs = (("Silk", "went west"), ("Music", "came east"), ("The meeting", "was online"))
    for number, (asked, right) in enumerate(pairs, start=1):
        type_in(row(page, f"Pair {number}"), What_is_asked=asked, Its_right_answer=right)
    type_rows(page, "Wrong answer", "stayed at home")


def ordering(page: Page) -> None:
    """Write four things, of which the last two change places by a button."""
    type_rows(page, "Item", "An online meeting", "Xi'an", "What is next", "Astana")
    page.get_by_role("button", name="Move Item 4 up").click()
    third = row(page, "Item 3").get_by_role("textbox", name="Text", exact=True)
    expect(third).to_have_value("Astana")


def evidence(page: Page) -> None:
    """Paste a passage, cut it into sentences, and say which supports the claim."""
    passage = f"{NAMED} {PARTS}\n\n{FIRST} {SILK}"
    page.get_by_label("Add a passage of the article").fill(passage)
    page.get_by_role("button", name="Cut into sentences").click()
    accepted = row(page, "Accepted set 1")
    accepted.get_by_role("combobox", name=SILK).select_option("Supports it")


def essay(page: Page) -> None:
    """Write a rubric of one criterion."""
    type_in(row(page, "Criterion 1"), What_is_looked_at="A claim of the text")
    for number, (text, points) in enumerate((("Proves it", "2"), ("Names it", "1"), ("None", "0"))):
        level = row(page, f"Level {number + 1} of Criterion 1")
        type_in(level, What_a_text_of_this_level_does=text, Points=points)


@dataclass(frozen=True)
class Asked:
    """A question to be written: its kind as pages call it, its words, what settles it."""

    kind: str
    stem: str
    quote: str
    fill: Callable[[Page], None]


SHORT = Asked("Short answer", "Where was the spirit named?", NAMED, short_answer)
ESSAY = Asked("Essay", "What does the author make of the spirit?", PARTS, essay)
TEN = (
    Asked("Single choice", "Where was the first meeting, says the author?", FIRST, single_choice),
    Asked("Multiple choice", "Which goods did traders carry?", SILK, multiple_choice),
    Asked("True or false", "Music came from the west.", MUSIC, true_false),
    SHORT,
    Asked("Number", "How many parts has it, said the speaker?", PARTS, numeric),
    Asked("Gap text", "Complete what the author writes.", NEXT, cloze),
    Asked("Matching", "What became of each?", MUSIC, matching),
    Asked("Ordering", "In which order are they told?", NEXT, ordering),
    Asked("Evidence", "Which sentence shows that goods were carried?", SILK, evidence),
    ESSAY,
)
# The two kinds whose forms need a step in between.
PLAIN = (
    Asked("Gap text", "And where did they meet after that?", NEXT, cloze),
    Asked("Evidence", "Find what proves that there was trade.", SILK, evidence),
)


def write(page: Page, asked: Asked, article: str, *, has_script: bool = True) -> None:
    """Write a question from the list of questions, with its evidence, and publish it."""
    page.goto("/questions/new/")
    page.get_by_role("link", name=asked.kind).click()
    page.get_by_role("textbox", name="Question", exact=True).fill(asked.stem)
    asked.fill(page)
    page.get_by_role("combobox", name="Article").select_option(label=article)
    if not has_script:
        page.get_by_role("button", name="Show its sentences").click()
    page.get_by_role("checkbox", name=asked.quote).check()
    chosen = page.get_by_role("list", name="Sentences that settle it")
    if has_script:
        expect(chosen.get_by_role("listitem")).to_contain_text([asked.quote])
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/questions/")
    expect(page.get_by_text("The question is published.")).to_be_visible()
    expect(page.get_by_role("link", name=asked.stem)).to_be_visible()
