"""Forms of the second step at log-in: allauth's, in our words."""

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.forms.accounts import PlainForm, refuse_another

CODE = _("Code")
CODE_HELP = _("Six digits from your app, or one of your recovery codes.")
NAME = _("Name")
NAME_HELP = _("How you recognize it in the list, for example “My phone”.")
# The keyboard of a phone shows digits, but a recovery code may be pasted with spaces.
DIGITS = {"inputmode": "numeric", "autocapitalize": "none", "spellcheck": "false"}


class CodeForm(PlainForm, base.AuthenticateForm):  # type: ignore[misc]
    """The second step at log-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("code", CODE, CODE_HELP, **DIGITS)


class CodeHereForm(CodeForm):
    """The second step on the page for answering."""

    owner = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any] | None:
        """Refuse another person, whose log-in another tab may have begun."""
        cleaned: dict[str, Any] | None = super().clean()
        refuse_another(self.user, self.cleaned_data.get("owner"))
        return cleaned


class CodeAgainForm(PlainForm, base.ReauthenticateForm):  # type: ignore[misc]
    """A code instead of the password, before something about the account is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("code", CODE, CODE_HELP, **DIGITS)


class ActivateAppForm(PlainForm, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app, which proves that it was set up right."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("code", CODE, _("The six digits that the app shows now."), **DIGITS)


class AddPasskeyForm(PlainForm, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("name", NAME, NAME_HELP)
        self.say(
            "passwordless",
            _("Log in with it alone"),
            _("Without user name and password; the device asks for your finger, face or PIN."),
        )


class RenamePasskeyForm(PlainForm, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("name", NAME, NAME_HELP)
