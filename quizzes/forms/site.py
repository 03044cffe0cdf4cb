"""Asking to be a teacher, and inviting one."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.forms.accounts import PlainForm

TEACHER, STUDENT = "teacher", "student"


class AskForm(PlainForm):
    """A few words to the administrator."""

    message = forms.CharField(max_length=500, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say(
            "message",
            _("What do you teach, and where?"),
            _("The administrator reads it to know who asks. 500 characters at most."),
        )


class InviteForm(PlainForm):
    """For whom an invitation is, what it does, how long it works, and where it is sent."""

    note = forms.CharField(max_length=150, required=False)
    role = forms.ChoiceField(
        choices=[
            (TEACHER, _("A teacher, with a new account or the one they have")),
            (STUDENT, _("A student, with a new account")),
        ],
        widget=forms.RadioSelect,
        initial=TEACHER,
    )
    days = forms.IntegerField(min_value=1, max_value=365, initial=14)
    email = forms.EmailField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("note", _("For whom (optional)"), _("Only administrators see it."))
        self.say("role", _("It lets in"))
        self.say("days", _("For how many days"))
        self.say(
            "email",
            _("E-mail address (optional)"),
            _("The link is mailed there. Without one you pass it on yourself."),
            autocomplete="off",
        )

    @property
    def makes_teacher(self) -> bool:
        """Whether it makes its receiver a teacher."""
        return bool(self.cleaned_data["role"] == TEACHER)

    @property
    def lasts(self) -> timedelta:
        """How long it works."""
        return timedelta(days=self.cleaned_data["days"])
