"""Forms of accounts: allauth's, in our words, and the profile."""

from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.userkit import filter_users_by_email
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.forms.time_zones import zones_by_region
from quizzes.models.accounts import User
from quizzes.queries.site import site_settings
from quizzes.services import accounts

if TYPE_CHECKING:
    # Generic for the type checker only: Django's form takes no brackets at run time.
    UserFormBase = forms.ModelForm[User]
else:
    UserFormBase = forms.ModelForm

# What `gettext_lazy` returns, in the type checker's eyes.
Words = Any

USERNAME_HELP = _("Letters, digits and @ . + - _ only, no spaces.")

# The four validators of settings.py in one sentence.
PASSWORD_HELP = _(
    "At least 8 characters, not only digits. Not a common password, and not like your name."
)

# What allauth refuses, by its code: in our words, with what to do about it.
PLAIN_WORDS = {
    "username_password_mismatch": _(
        "This user name and password do not fit together. Check both: capital letters count in"
        " the password."
    ),
    "email_password_mismatch": _(
        "This e-mail address and password do not fit together. Check both: capital letters count"
        " in the password."
    ),
    "too_many_login_attempts": _(
        "Too many wrong passwords. Wait five minutes, then try again, or set a new password."
    ),
    "invalid_username": _("Use only letters, digits and @ . + - _ in a user name, and no spaces."),
    "username_taken": _("Somebody has this user name already. Choose another."),
    "username_blacklisted": _("This user name is kept for the site. Choose another."),
    "email_taken": _(
        "There is an account with this e-mail address already. Log in, or give another address."
    ),
    "duplicate_email": _("This address is on your account already."),
    "enter_current_password": _("This is not your current password. Type it again."),
    "incorrect_password": _("This is not your password. Type it again."),
    "incorrect_code": _("This code does not fit. Wait for the next one, then type that."),
    "rate_limited": _("Too many wrong tries. Wait five minutes, then try again."),
    "account_inactive": _("This account is closed. Ask your teacher or the person who runs this."),
}


class PlainForm(forms.Form):
    """Says errors in our words; has labels instead of placeholders."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def add_error(self, field: str | None, error: Any) -> None:
        """Add an error, in our words where we have them."""
        if getattr(error, "code", None) in PLAIN_WORDS:
            error = ValidationError(PLAIN_WORDS[error.code], code=error.code)
        super().add_error(field, error)

    def say(self, name: str, label: Words, help_text: Words = "", **attrs: str) -> None:
        """Name a field for people; `attrs` go to its widget."""
        field = self.fields[name]
        field.label = label
        field.help_text = help_text
        field.widget.attrs.update(attrs)


class LoginForm(PlainForm, allauth.LoginForm):  # type: ignore[misc]
    """Log in by user name or e-mail address."""

    is_same_for_all = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say(
            "login",
            _("User name or e-mail address"),
            autocomplete="username",
            autocapitalize="none",
            spellcheck="false",
        )
        # The page has the link to a new password itself.
        self.say("password", _("Password"))


class LoginHereForm(LoginForm):
    """Log in on the page for answering, as the person whose answers wait there."""

    is_same_for_all = False
    owner = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("login", "password", "owner")

    def clean(self) -> dict[str, Any] | None:
        """Refuse another person: what waits on a page is sent for nobody else."""
        cleaned: dict[str, Any] | None = super().clean()
        refuse_another(self.user, self.cleaned_data.get("owner"))
        if self.user is not None and self.user.must_choose_password:
            # The page for choosing cannot be had here; the slip would be used up for nothing.
            raise ValidationError(
                _(
                    "This password is from a slip. Open the log-in page in another tab, and choose"
                    " a password there. Your answers stay on this page."
                ),
                code="slip",
            )
        return cleaned


def refuse_another(user: User | None, owner: object) -> None:
    """Raise ValidationError if somebody else than the owner of a page's answers logs in there."""
    if user is not None and user.public_id != owner:
        raise ValidationError(
            _("This is another person's account. The answers on this page are not theirs."),
            code="another_person",
        )


class SignupForm(PlainForm, allauth.SignupForm):  # type: ignore[misc]
    """A new account. A person may leave out name and e-mail address."""

    is_same_for_all = True
    name = forms.CharField(max_length=150, required=False)
    # Filled by the browser (time-zone.js); what it says is a wish, not a duty.
    time_zone = forms.CharField(
        required=False, widget=forms.HiddenInput({"data-browser-time-zone": True})
    )
    field_order = ("username", "name", "email", "password1", "password2", "time_zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say(
            "username", _("User name"), USERNAME_HELP, autocapitalize="none", spellcheck="false"
        )
        self.say(
            "name",
            _("Your name (optional)"),
            _("What your teacher and class see. Without it they see your user name."),
            autocomplete="name",
        )
        self.say(
            "email",
            _("E-mail address (optional)"),
            _("If you forget your password, we can only help by e-mail."),
        )
        self.say("password1", _("Password"), PASSWORD_HELP)
        self.say("password2", _("Password, once more"))

    def clean_username(self) -> str:
        """Refuse, in our words, what no user name can have."""
        try:
            name: str = super().clean_username()
        except ValidationError as error:
            if getattr(error, "code", None) in PLAIN_WORDS:
                raise
            raise ValidationError(PLAIN_WORDS["invalid_username"]) from error
        return name

    def clean_time_zone(self) -> str:
        """Return the zone of the browser, the site's if it names none that we know."""
        name: str = self.cleaned_data["time_zone"]
        return name if name in available_timezones() else site_settings().time_zone

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Keep what allauth does not know."""
        super().custom_signup(request, user)
        accounts.record_sign_up(
            user=user,
            name=self.cleaned_data["name"],
            time_zone=self.cleaned_data["time_zone"],
            now=timezone.now(),
        )


class ResetPasswordForm(PlainForm, allauth.ResetPasswordForm):  # type: ignore[misc]
    """Ask for a link that sets a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("email", _("E-mail address of your account"))


class ResetPasswordKeyForm(PlainForm, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """Set a new password, from the link of the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("password1", _("New password"), PASSWORD_HELP)
        self.say("password2", _("New password, once more"))


class ChangePasswordForm(PlainForm, allauth.ChangePasswordForm):  # type: ignore[misc]
    """Change the password that one knows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("oldpassword", _("Current password"), self.fields["oldpassword"].help_text)
        self.say("password1", _("New password"), PASSWORD_HELP)
        self.say("password2", _("New password, once more"))


class ReauthenticateForm(PlainForm, allauth.ReauthenticateForm):  # type: ignore[misc]
    """Type the password again, before something about the account is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("password", _("Password"))


class LeaveForm(ReauthenticateForm):
    """Leave, with the password and a tick: it cannot be undone."""

    is_understood = forms.BooleanField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["is_understood", "password"])
        self.say("is_understood", _("I have read what is erased and what stays."))
        self.say("password", _("Your password"))


class AddEmailForm(PlainForm, allauth.AddEmailForm):  # type: ignore[misc]
    """Add an e-mail address to one's account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say("email", _("New e-mail address"))

    def clean_email(self) -> str:
        """Refuse another account's address at once, for no two accounts may have the same."""
        address: str = super().clean_email()
        if any(other.pk != self.user.pk for other in filter_users_by_email(address)):
            raise get_adapter().validation_error("email_taken")
        return address


class ProfileForm(PlainForm, UserFormBase):
    """How one is called, and how one likes to read."""

    time_zone = forms.ChoiceField()

    class Meta:
        model = User
        fields = ["name", "time_zone", "color_scheme"]
        widgets = {"color_scheme": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = self.fields["time_zone"]
        assert isinstance(zones, forms.ChoiceField)  # noqa: S101 - for the type checker
        zones.choices = zones_by_region(self.instance.time_zone)
        self.say(
            "name",
            _("Name (optional)"),
            _("What your teacher and class see. Without it they see your user name."),
            autocomplete="name",
        )
        self.say("time_zone", _("Time zone"), _("All dates and times are shown in this zone."))
        self.say("color_scheme", _("Colors"))


class ChoosePasswordForm(PlainForm):
    """A password of one's own, in place of the one on a slip."""

    password = forms.CharField(
        label=_("Your new password"),
        help_text=PASSWORD_HELP,
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "autofocus": True}),
    )
    again = forms.CharField(
        label=_("The same again"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuse a password that is easily guessed."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any] | None:
        """Refuse two that differ: a slip does not work a second time."""
        cleaned = super().clean()
        first, second = (self.cleaned_data.get(name) for name in ("password", "again"))
        if first and second and first != second:
            self.add_error("again", _("The two differ. Type the same password twice."))
        return cleaned
