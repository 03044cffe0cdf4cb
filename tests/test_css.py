"""What holds for our CSS: its size, its contrast, one list of dark colors, no dead class."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

APP = Path(settings.BASE_DIR, "quizzes")
SHEETS = sorted((APP / "static/quizzes/css").rglob("*.css"))
TOKENS = (APP / "static/quizzes/css/tokens.css").read_text()

# With an article beside the questions.
FOR_READING = {"reading", "reading-tools"}
NOT_FOR_ANSWERING = {
    "account",
    "notices",
    "bank",
    "articles",
    "paper",
    "practice",
    "coverage",
    "composing",
    "editing",
    "finding",
    "setting",
    "lists",
    "marking",
    "print",
    "public",
    "review",
    "charts",
    "progress",
    *FOR_READING,
}

LIGHT, DARK, AUTO_DARK = (
    dict(re.findall(r"(--qs-[a-z-]+):\s*([^;]+);", body))
    for body in re.findall(r"color-scheme: (?:light|dark);(.*?)\}", TOKENS, re.DOTALL)
)

# On which grounds each ink is written; text wants 4.5, marks and borders of controls 3.
GROUNDS = ("paper", "sheet")
TEXT = [
    *product(("ink", "ink-soft", "accent", "accent-strong"), (*GROUNDS, "sunk", "accent-tint")),
    *product(("right", "wrong", "warn", "info"), GROUNDS),
    *((name, f"{name}-tint") for name in ("right", "wrong", "warn", "info")),
    *product(("ink",), ("right-tint", "wrong-tint", "warn-tint", "info-tint", "marker", "own")),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("sheet", "wrong"),
]
MARKS = [
    *product(("line-strong", "focus", "marker-line", "own-line"), GROUNDS),
    ("marker-line", "marker"),
    ("own-line", "own"),
    ("accent", "accent-tint"),
    ("focus", "accent-tint"),
]


def luminance(color: str) -> float:
    """Return the relative luminance of #rrggbb (WCAG 2.2, definitions)."""
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, 1..21 (WCAG 2.2, definitions)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


class TestContrast:
    def test_is_computed_as_published(self):
        assert contrast("#000000", "#ffffff") == pytest.approx(21)
        assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)

    @pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
    @pytest.mark.parametrize(("ink", "ground"), TEXT)
    def test_of_text(self, scheme, ink, ground):
        assert contrast(scheme[f"--qs-{ink}"], scheme[f"--qs-{ground}"]) >= 4.5

    @pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
    @pytest.mark.parametrize(("mark", "ground"), MARKS)
    def test_of_borders_and_marks(self, scheme, mark, ground):
        assert contrast(scheme[f"--qs-{mark}"], scheme[f"--qs-{ground}"]) >= 3


class TestSchemes:
    def test_dark_by_the_device_is_dark_by_choice(self):
        assert DARK == AUTO_DARK

    def test_dark_has_every_color_of_light(self):
        assert LIGHT.keys() == DARK.keys()


class TestSheets:
    def test_of_a_page_for_answering_weigh_14_kilobytes_at_most(self):
        loaded = [
            sheet
            for sheet in SHEETS
            if sheet.stem not in NOT_FOR_ANSWERING and sheet.parent.name != "teaching"
        ]
        assert sum(len(gzip.compress(sheet.read_bytes(), 9)) for sheet in loaded) <= 14_336

    def test_of_the_article_beside_it_weigh_3_and_a_half_kilobytes_more(self):
        loaded = [sheet for sheet in SHEETS if sheet.stem in FOR_READING]
        assert sum(len(gzip.compress(sheet.read_bytes(), 9)) for sheet in loaded) <= 3_584

    @pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
    def test_stay_readable(self, sheet):
        assert len(sheet.read_text().splitlines()) <= 400

    @pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
    def test_use_only_tokens_that_exist(self, sheet):
        known = set(re.findall(r"(--qs-[a-z0-9-]+):", "".join(s.read_text() for s in SHEETS)))
        # One with a fallback, var(--qs-x, 0px), is set by a script.
        assert set(re.findall(r"var\((--qs-[a-z0-9-]+)\)", sheet.read_text())) <= known

    def test_have_no_color_outside_of_the_tokens(self):
        for sheet in SHEETS:
            if sheet.name not in {"tokens.css", "print.css"}:
                plain = re.sub(r'url\("data:.*?"\)', "", sheet.read_text())
                assert not re.search(r"#[0-9a-f]{3,8}\b|rgba?\(", plain), sheet.name


class TestClasses:
    """A class in a template without CSS is a typing mistake, one in the CSS without use is dead."""

    STYLED = {
        name
        for sheet in SHEETS
        for name in re.findall(
            r"\.(qs-[\w-]+)", re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        )
    }

    def used(self) -> set[str]:
        sources = [
            *Path(settings.BASE_DIR, "templates").rglob("*.html"),
            *(APP / "static/quizzes/js").rglob("*.js"),
            *APP.rglob("*.py"),
        ]
        return {
            name
            for source in sources
            for name in re.findall(r"(?<![\w-])(qs-[\w-]*\w(?:-\{\{|--\{\{)?)", source.read_text())
        }

    def test_of_templates_have_a_look(self):
        assert {name for name in self.used() if not name.endswith("{{")} - self.STYLED == set()

    def test_of_the_css_are_used(self):
        used = self.used()
        made = tuple(name.removesuffix("{{") for name in used if name.endswith("{{"))
        unused = {name for name in self.STYLED - used if not name.startswith(made or ("-",))}
        assert unused == set()


def test_sheets_are_loaded_in_the_order_that_they_build_on():
    frame = Path(settings.BASE_DIR, "templates/base_bare.html").read_text()
    order = ["bootstrap.min", "tokens", "base", "forms", "components", "lists", "print"]
    places = [frame.index(f"{name}.css") for name in order]
    assert places == sorted(places)
