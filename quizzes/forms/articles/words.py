"""The fields of an article, and of a correction of one."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.engine.extracting.refusals import MOST_CHARACTERS
from quizzes.engine.extracting.writing import tidied
from quizzes.engine.revising.languages import COMMON, LONGEST_CODE, base_of, is_code
from quizzes.services.articles import ArticleWords

OTHER = "other"
_LONGEST_LINE = 300
_LONGEST_NOTE = 2_000


class ArticleForm(forms.Form):
    """What an author writes of an article. The file is read by a button, and never kept."""

    file = forms.FileField(
        label=_("File (optional)"),
        required=False,
        allow_empty_file=True,
        help_text=_(".txt, .md, .html, .docx or .pdf, up to 5 MB. It is read and not kept."),
        widget=forms.FileInput(attrs={"accept": ".txt,.text,.md,.markdown,.html,.htm,.docx,.pdf"}),
    )
    title = forms.CharField(label=_("Title"), max_length=_LONGEST_LINE)
    text = forms.CharField(
        label=_("Text"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true", "dir": "auto"}),
        help_text=_(
            "An empty line ends a paragraph. A short line of its own, without a stop at its end, is"
            " a heading."
        ),
        error_messages={"required": _("Paste the text, or choose a file and have it read.")},
    )
    author = forms.CharField(label=_("Author (optional)"), max_length=_LONGEST_LINE, required=False)
    source = forms.CharField(
        label=_("Source (optional)"),
        max_length=_LONGEST_LINE,
        required=False,
        help_text=_("The journal, the book, or the address of the page."),
    )
    published_on = forms.DateField(
        label=_("Date (optional)"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("When it was published."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[*COMMON.items(), (OTHER, _("Another language"))],
        initial="en",
        help_text=_("Screen readers and hyphens go by it, and which way the text runs."),
    )
    other_language = forms.CharField(
        label=_("Code of another language"),
        max_length=LONGEST_CODE,
        required=False,
        help_text=_("Two or three letters, such as “sw” for Swahili, or “pt-BR”."),
    )
    attribution = forms.CharField(
        label=_("Attribution and license (optional)"),
        max_length=_LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown under the text: whose it is, and by which license you use it."),
    )

    def clean_title(self) -> str:
        """Return the title on one line; refuse one without a letter."""
        title = " ".join(tidied(self.cleaned_data["title"]).split())
        if not title:
            raise forms.ValidationError(_("Give it a title: students see it in their lists."))
        return title

    def clean_text(self) -> str:
        """Return the text as it is kept; refuse none, and too much."""
        text = tidied(self.cleaned_data["text"])
        if not any(letter.isalnum() for letter in text):
            raise forms.ValidationError(_("There is no word in this text."))
        if len(text) > MOST_CHARACTERS:
            raise forms.ValidationError(
                _("The text has %(count)s characters, and at most %(most)s can be kept."),
                params={"count": len(text), "most": MOST_CHARACTERS},
            )
        return text

    def clean_published_on(self) -> date | None:
        """Return the date; refuse one of a year that nobody means."""
        day: date | None = self.cleaned_data["published_on"]
        if day is not None and day.year < 1000:
            raise forms.ValidationError(_("Type the year with four digits."))
        return day

    def clean(self) -> dict[str, Any]:
        """Check the code of another language, where one is asked for."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        code = cleaned.get("other_language", "").replace("_", "-")
        if cleaned.get("language") == OTHER and not is_code(code):
            self.add_error(
                "other_language", _("Type the code of a language, such as “sw” or “pt-BR”.")
            )
        return cleaned

    def words(self) -> ArticleWords:
        """Return what was written, once it is valid."""
        said = self.cleaned_data
        code = said["other_language"].replace("_", "-")
        return ArticleWords(
            title=said["title"],
            text=said["text"],
            author=said["author"],
            source=said["source"],
            published_on=said["published_on"],
            language=code if said["language"] == OTHER else said["language"],
            attribution=said["attribution"].replace("\r\n", "\n"),
        )


class CorrectionForm(ArticleForm):
    """A new revision: why there is one, and which one the author began from."""

    note = forms.CharField(
        label=_("Why it is changed (optional)"),
        max_length=_LONGEST_LINE,
        required=False,
        help_text=_("For you and your colleagues, in the history of the article."),
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


def language_fields(code: str) -> dict[str, str]:
    """Return what the two fields of a language hold for a code."""
    if code in COMMON:
        return {"language": code, "other_language": ""}
    return {"language": OTHER, "other_language": code}


def language_found(code: str) -> dict[str, str]:
    """Return what they hold for what a file says of itself: a country in it is mostly a default."""
    if not is_code(code):
        return {}
    return language_fields(base_of(code) if base_of(code) in COMMON else code)
