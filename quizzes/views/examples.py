"""What the gallery shows: every component in every state. A test misses the one left out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from quizzes.views.charts import Cell, Chart, Row, bars

# Parts of pages that are classes without a template of their own, in quizzes/public/gallery/.
VOCABULARY = (
    "buttons",
    "rows",
    "facts",
    "table",
    "question",
    "options",
    "answered",
    "instruments",
    "conflict",
    "article",
    "reading",
    "review",
    "receipt",
)


SAVED_STATES = ("saved", "saving", "offline", "conflict", "error")
# What a request would bring.
ALWAYS = {"csrf_token": "example"}


class ExampleForm(forms.Form):
    """A field of each look."""

    text = forms.CharField(label="Text", help_text="What belongs here.")
    choice = forms.ChoiceField(label="Choice", choices=[("1", "One"), ("2", "Two")])
    colors = forms.ChoiceField(
        label="Colors", choices=[("a", "Light"), ("b", "Dark")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="I have read this", required=False)


def _chart(scheme: str) -> Chart:
    title, summary = "How right your answers were, by week", "In two weeks something was answered."
    shares = (0.5, 0.75)
    ticks = ((0.0, "0%"), (0.5, "50%"), (1.0, "100%"))
    return Chart(
        key=f"{scheme}-example",
        title=title,
        summary=summary,
        svg=bars(title, summary, ("2 Mar", "9 Mar"), shares, ticks=ticks),
        headings=("Week", "Right on average"),
        rows=(Row("2 March", (Cell("50%"),)), Row("9 March", (Cell("75%"),))),
    )


def components(scheme: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return the contexts in which each template of quizzes/components/ is shown."""
    return {
        "back": [{"url": "/", "text": "Home"}],
        "badge": [
            {"tone": "right", "icon_name": "check", "text": "Right"},
            {"tone": "wrong", "icon_name": "cross", "text": "Wrong"},
            {"tone": "warn", "icon_name": "partial", "text": "Partly right"},
            {"tone": "", "icon_name": "dash", "text": "Not answered"},
            {"tone": "info", "icon_name": "clock", "text": "In progress"},
        ],
        "callout": [
            {"tone": "info", "title": "Before you start", "text": "You have two tries."},
            {"tone": "right", "text": "Your profile is saved."},
            {"tone": "warn", "text": "This quiz closes in one hour."},
            {"tone": "wrong", "title": "This did not work", "text": "Type your password again."},
        ],
        "chart": [{"chart": _chart(scheme)}],
        "empty_state": [
            {"icon_name": "book", "title": "Nothing to do", "text": "No quiz is set."},
            {
                "icon_name": "history",
                "title": "No tries yet",
                "text": "Quizzes that you finish are kept here.",
                "url": "/",
                "action": "Find a quiz",
            },
        ],
        "form": [
            {"form": ExampleForm(auto_id=f"{scheme}_%s"), "submit": "Save"},
            {"form": _wrong_form(scheme), "submit": "Save"},
            {
                "form": ExampleForm(auto_id=f"{scheme}_danger_%s"),
                "submit": "Delete for good",
                "is_danger": True,
            },
        ],
        "messages": [{"messages": _messages()}],
        "navigation": [
            {},
            {"name": "Bob Marsh", "is_teacher": True, "is_staff": True, "here": "home"},
        ],
        "pagination": [{"page": Paginator(range(30), 10).page(2)}],
        "page_header": [
            {"title": "History"},
            {"title": "What happened", "eyebrow": "Class 9b", "lead": "Ten questions, 20 minutes."},
        ],
    }


def rendered(scheme: str) -> list[tuple[str, list[SafeString]]]:
    """Return each component's name and its states as HTML."""
    return [
        (
            name,
            [
                render_to_string(f"quizzes/components/{name}.html", {**ALWAYS, **state})
                for state in states
            ],
        )
        for name, states in components(scheme).items()
    ]


def _wrong_form(scheme: str) -> ExampleForm:
    form = ExampleForm({"text": "", "choice": "3"}, auto_id=f"{scheme}_wrong_%s")
    form.is_valid()
    return form


def _messages() -> list[Message]:
    return [
        Message(constants.SUCCESS, "Your answer is saved."),
        Message(constants.INFO, "You were logged out on another device."),
        Message(constants.WARNING, "Three answers are not sent yet."),
        Message(constants.ERROR, "This link does not work any more."),
    ]
