"""With whom something is shared, and how far."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quizzes.forms.accounts import PlainForm
from quizzes.models.accounts import User
from quizzes.queries.sharing import teachers_called

VIEW, EDIT = "view", "edit"


class ShareForm(PlainForm):
    """A colleague by user name or e-mail address, and what they may do."""

    # As long as the longest address.
    who = forms.CharField(max_length=254)
    right = forms.ChoiceField(
        choices=[(VIEW, _("See it and copy it")), (EDIT, _("Change it, too"))],
        widget=forms.RadioSelect,
        initial=VIEW,
    )

    def __init__(self, *args: Any, sharer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sharer = sharer
        self.say(
            "who",
            _("User name or e-mail address of a colleague"),
            _("The whole of it, as your colleague writes it to log in."),
            autocapitalize="none",
            autocomplete="off",
            spellcheck="false",
        )
        self.say("right", _("Your colleague may"))

    def clean_who(self) -> User:
        """Return the teacher; say nothing about people who do not teach."""
        found = teachers_called(self.cleaned_data["who"])
        if len(found) > 1:
            raise ValidationError(
                _("More than one teacher goes by this. Ask your colleague for the user name.")
            )
        if not found:
            raise ValidationError(
                _("No teacher here has this name. Check the spelling, or ask your colleague.")
            )
        if found[0].pk == self.sharer.pk:
            raise ValidationError(_("This is you. Type the name of a colleague."))
        return found[0]

    @property
    def may_edit(self) -> bool:
        """Whether the colleague may change it."""
        return bool(self.cleaned_data["right"] == EDIT)
