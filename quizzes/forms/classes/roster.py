"""Forms of class lists: a file or pasted rows; and what somebody says of the rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quizzes.engine.roster.columns import Column
from quizzes.engine.sheets import apart
from quizzes.engine.sheets.reading import rows_in
from quizzes.engine.sheets.refusals import CannotRead
from quizzes.models.classrooms import RosterUpload
from quizzes.templatetags.words import words

# Of a corrected cell as much is kept.
_LONGEST_CELL = 300

COLUMN_WORDS = {
    Column.IGNORED: _("Not used"),
    Column.NAME: _("Name"),
    Column.FIRST: _("First name"),
    Column.LAST: _("Last name"),
    Column.EMAIL: _("E-mail address"),
    Column.NUMBER: _("Student number"),
    Column.USERNAME: _("User name"),
}


class RosterForm(forms.Form):
    """A class list, as a file or pasted; `rows` and `file_name` are what was read."""

    file = forms.FileField(
        label=_("A file"),
        required=False,
        allow_empty_file=True,
        help_text=_("CSV, or an Excel workbook (.xlsx). 5 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    pasted = forms.CharField(
        label=_("Or rows, copied from a table"),
        required=False,
        help_text=_("One student in each row. Only a name is needed."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any] | None:
        """Read the rows; say what to do where that fails."""
        cleaned = super().clean()
        file, pasted = self.cleaned_data.get("file"), self.cleaned_data.get("pasted")
        self.file_name = file.name if file else ""
        self.rows: list[list[str]] = []
        try:
            if file:
                self.rows = apart.rows_of(file.read())
            elif pasted:
                self.rows = rows_in(pasted)
            else:
                self.add_error("file", _("Choose a file, or paste rows into the field below."))
        except CannotRead as error:
            self.add_error("file" if file else "pasted", words(error.message))
        return cleaned


@dataclass(slots=True)
class Said:
    """What a POST of the preview says: corrected cells, choices by row, ticked members."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    choices: dict[int, str] = field(default_factory=dict)
    removed: list[int] = field(default_factory=list)


def said_of(post: QueryDict, upload: RosterUpload) -> Said:
    """Return what was said; what names no cell or row of the list is left out."""
    said = Said()
    for name, value in post.items():
        kind, _sign, place = name.partition("-")
        numbers = [int(part) for part in place.split("-") if part.isdecimal() and len(part) < 6]
        if kind == "cell" and len(numbers) == 2 and _is_cell(upload, *numbers):
            said.cells[numbers[0], numbers[1]] = str(value)[:_LONGEST_CELL].replace("\0", "")
        elif kind == "choice" and len(numbers) == 1 and numbers[0] < len(upload.cells):
            said.choices[numbers[0]] = str(value)[:20]
    ticked = post.getlist("removed")
    said.removed = [int(each) for each in ticked if each.isdecimal() and len(each) < 18]
    return said


def columns_said(post: QueryDict, upload: RosterUpload) -> tuple[Sequence[Column], bool]:
    """Return what each column is said to be, and whether the first row is a head."""
    width = len(upload.cells[0])
    known = set(Column)
    said = [post.get(f"column-{place}", "") for place in range(width)]
    return [Column(each) if each in known else Column.IGNORED for each in said], "head" in post


def _is_cell(upload: RosterUpload, row: int, column: int) -> bool:
    return row < len(upload.cells) and column < len(upload.cells[row])
