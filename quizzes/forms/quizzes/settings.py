"""How a quiz is taken, in groups, with presets that fill them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.engine.settings.presets import PRESETS, changed
from quizzes.engine.terms import Terms
from quizzes.forms.composition import TermsForm
from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.composition import Quiz
from quizzes.services.composition.settings import SETTINGS

MOST_MINUTES = 24 * 60
MOST_TRIES = 100
LANGUAGES = (
    ("en", _("English: 1,234.5")),
    ("de", _("German: 1.234,5")),
    ("fr", _("French: 1 234,5")),
    ("es", _("Spanish: 1.234,5")),
    ("it", _("Italian: 1.234,5")),
    ("pt", _("Portuguese: 1.234,5")),
    ("ru", _("Russian: 1 234,5")),
    ("kk", _("Kazakh: 1 234,5")),
    ("zh", _("Chinese: 1,234.5")),
    ("ar", _("Arabic: 1,234.5")),
)

# What stands together on the page: its heading, and the fields in order.
GROUPS: Sequence[tuple[str, Any, Sequence[str]]] = (
    ("about", _("The quiz"), ("title", "description", "article", "language", "is_open")),
    (
        "taking",
        _("How it is taken"),
        ("behavior", "layout", "navigation", "shuffles_questions", "shows_article"),
    ),
    ("time", _("Time and tries"), ("limit_minutes", "attempts_allowed")),
    ("scoring", _("Scoring"), ("grading_method",)),
    ("showing", _("What students see and when"), ("review_preset",)),
)


class SettingsForm(TermsForm):
    """A quiz's settings; `revision` is what the author has seen of it."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    limit_minutes = forms.IntegerField(
        label=_("Time limit, in minutes"),
        help_text=_("Empty: no limit. A student with extra time gets it on top."),
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"class": "qs-short"}),
    )

    class Meta:
        model = Quiz
        # The limit is asked for in minutes.
        fields = tuple(name for name in SETTINGS if name != "limit_seconds")
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "behavior": _("When answers are scored"),
            "layout": _("Questions on a page"),
            "navigation": _("Going back"),
            "grading_method": _("Which try counts"),
            "review_preset": _("What is shown"),
            "language": _("How numbers are written"),
            "is_open": _("Open for self-study"),
            "article": _("Article"),
            "attempts_allowed": _("Tries"),
            "shuffles_questions": _("Each student in another order"),
            "shows_article": _("Show the article beside the questions"),
        }
        help_texts = {
            "is_open": _(
                "Students of your classes may take it for themselves, as often as it allows."
            ),
            "attempts_allowed": _("Empty: as many as they like."),
            "shuffles_questions": _("Questions stay within their section."),
            "language": _("How a student's 1,234 is read, whoever answers."),
        }

    def __init__(self, *args: Any, revisions: list[ArticleRevision], **kwargs: Any) -> None:
        """Offer the articles of these newest revisions, and what the quiz has now."""
        super().__init__(*args, **kwargs)
        quiz = self.instance
        self.before: Terms = quiz.terms()
        self.initial.setdefault("revision", quiz.revision)
        if quiz.limit_seconds:
            self.initial.setdefault("limit_minutes", max(1, quiz.limit_seconds // 60))
        titles = [(each.article_id, each.title) for each in revisions]
        article = self.fields["article"]
        assert isinstance(article, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        article.queryset = Article.objects.filter(pk__in=[key for key, _title in titles])
        # Its titles are known: the field would ask for each article's.
        article.choices = [("", _("None")), *titles]
        language = quiz.language
        other = [] if language in dict(LANGUAGES) else [(language, language)]
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label,
            help_text=self.fields["language"].help_text,
            choices=[*LANGUAGES, *other],
        )
        tries = self.fields["attempts_allowed"]
        assert isinstance(tries, forms.IntegerField)  # noqa: S101 - for the type checker
        tries.min_value, tries.max_value = 1, MOST_TRIES
        tries.widget.attrs |= {"class": "qs-short", "min": 1, "max": MOST_TRIES}

    @property
    def groups(self) -> Sequence[tuple[str, Any, Sequence[forms.BoundField]]]:
        """What stands together: name, heading, fields."""
        return [(name, title, [self[each] for each in fields]) for name, title, fields in GROUPS]

    def values(self) -> dict[str, Any]:
        """Return what was chosen, as the columns hold it."""
        said = {name: self.cleaned_data[name] for name in self.Meta.fields}
        minutes = self.cleaned_data["limit_minutes"]
        return {**said, "limit_seconds": None if minutes is None else 60 * minutes}

    def clean_attempts_allowed(self) -> int | None:
        """Refuse none at all, and more than anybody takes."""
        tries = self.cleaned_data["attempts_allowed"]
        if tries is not None and not 1 <= tries <= MOST_TRIES:
            raise forms.ValidationError(
                _("Tries are from 1 to %(most)s. Leave it empty for as many as they like."),
                params={"most": MOST_TRIES},
            )
        return None if tries is None else int(tries)

    def terms(self) -> Terms:
        """Return the terms as they are chosen in a form that is valid, else as they were."""
        if not self.is_bound or not self.is_valid():
            return self.before
        said = self.values()
        limit = said["limit_seconds"]
        return Terms(
            behavior=said["behavior"],
            grading_method=said["grading_method"],
            review_preset=said["review_preset"],
            layout=said["layout"],
            navigation=said["navigation"],
            shuffles_questions=said["shuffles_questions"],
            shows_article=said["shows_article"] and said["article"] is not None,
            attempts_allowed=said["attempts_allowed"],
            limit=None if limit is None else timedelta(seconds=limit),
        )


def filled(data: Mapping[str, Any], preset_name: str) -> dict[str, Any]:
    """Return what a browser would post after a preset has filled its settings."""
    posted = {name: data[name] for name in data}
    for name, value in PRESETS[preset_name].values.items():
        if name == "limit":
            minutes = int(value.total_seconds()) // 60 if isinstance(value, timedelta) else ""
            posted["limit_minutes"] = str(minutes)
        elif isinstance(value, bool):
            posted.pop(name, None)
            posted |= {name: "on"} if value else {}
        else:
            posted[name] = "" if value is None else str(value)
    return posted


def differences(form: SettingsForm, after: Terms) -> list[tuple[Any, Any, Any]]:
    """Return which settings would change: their labels, and their words before and after."""
    found = []
    for name in changed(form.before, after):
        field = form.fields["limit_minutes" if name == "limit" else name]
        values = (getattr(form.before, name), getattr(after, name))
        was, is_now = (_said(name, field, value) for value in values)
        found.append((field.label, was, is_now))
    return found


def _said(name: str, field: forms.Field, value: Any) -> Any:
    """Return a setting's value in words."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None:
        return _("no limit") if name == "limit" else _("as many as they like")
    if isinstance(value, timedelta):
        return _("%(count)s min") % {"count": int(value.total_seconds()) // 60}
    if isinstance(field, forms.ChoiceField):
        return dict(field.choices).get(str(value), value)  # type: ignore[arg-type]
    return value
