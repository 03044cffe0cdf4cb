"""Finding a person, and erasing an account as an administrator."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.forms.accounts import PlainForm
from quizzes.models.accounts import User

KINDS = (
    ("everybody", _("Everybody")),
    ("teachers", _("Teachers")),
    ("administrators", _("Administrators")),
    ("wishing", _("Wish to leave")),
    ("idle", _("Not used for long")),
)


def dress(form: forms.BaseForm) -> None:
    """Give the fields of a form that a template writes itself the look of all others."""
    looks: dict[type, str] = {
        forms.Select: "form-select",
        forms.CheckboxInput: "form-check-input",
    }
    for field in form.fields.values():
        look = looks.get(type(field.widget), "form-control")
        field.widget.attrs.setdefault("class", look)


class FindForm(forms.Form):
    """Who is looked for."""

    q = forms.CharField(max_length=150, required=False, label=_("Name, user name or e-mail"))
    kind = forms.ChoiceField(choices=KINDS, required=False, label=_("Who"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)


class EraseForm(PlainForm):
    """Erase somebody's account: the user name once more, and why."""

    username = forms.CharField(max_length=150)
    reason = forms.CharField(max_length=500, widget=forms.Textarea({"rows": 2}))
    blanks_texts = forms.BooleanField(required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.say(
            "username",
            _("The user name, typed once more"),
            _("So that nobody is erased by a slip."),
            autocomplete="off",
            autocapitalize="off",
        )
        self.say("reason", _("Why"), _("It goes on record. Do not name the person here."))
        self.say(
            "blanks_texts",
            _("Blank what they wrote in their own words, too"),
            _("Essays, comments on them, second looks and reports. Marks stay."),
        )

    def clean_username(self) -> str:
        """Refuse another name."""
        typed: str = self.cleaned_data["username"]
        if typed.strip() != self.user.username:
            raise forms.ValidationError(_("This is not the user name of the account."))
        return typed


class SeeAsForm(PlainForm):
    """Why somebody's pages are looked at."""

    reason = forms.CharField(max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("reason", _("Why"), _("It goes on record, with the time and your name."))
