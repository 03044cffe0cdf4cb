"""What a new site is asked for, and what makes each answer good."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http.request import validate_host

from quizzes.management.asking import Question
from quizzes.models.accounts import User
from quizzes.models.site import SiteSettings
from quizzes.queries.site import site_settings
from quizzes.services.site import COLUMNS


def administrators() -> list[str]:
    """Return the user names of those who may do everything."""
    found = User.objects.filter(is_superuser=True, is_active=True).order_by("pk")
    return list(found.values_list("username", flat=True))


def shown() -> str:
    """Return what is set, for people. No secret is among it."""
    row = site_settings()
    lines = {_words(column): getattr(row, column) or "(none)" for column in COLUMNS}
    lines["administrators"] = ", ".join(administrators()) or "(none)"
    return "\n".join(f"  {words}: {value}" for words, value in lines.items())


def cleaned(values: Mapping[str, str]) -> dict[str, str]:
    """Return values of the site's row as they are stored; raise ValidationError."""
    return {column: _cleaner(column)(value) for column, value in values.items()}


def questions(row: SiteSettings) -> dict[str, Question]:
    """Return what to ask for, with what is set as the default. A choice of one is none."""
    asked = [column for column in COLUMNS if column != "language" or len(settings.LANGUAGES) > 1]
    return {
        column: Question(
            words=_words(column).capitalize() + _choices(column),
            default=getattr(row, column) or (likely_address() if column == "address" else ""),
            clean=_cleaner(column),
        )
        for column in asked
    }


def username(name: str) -> str:
    """Return a user name that an account can have; raise ValidationError."""
    found: str = User._meta.get_field("username").clean(name, None)
    if User.objects.filter(username__iexact=found).exists():
        raise ValidationError("Somebody has this user name already. Choose another.")
    return found


def email(address: str) -> str:
    """Return an address or nothing; raise ValidationError."""
    if address:
        validate_email(address)
    if address and User.objects.filter(email__iexact=address).exists():
        raise ValidationError("Somebody has this e-mail address already.")
    return address


def password_check(username: str, email: str) -> Callable[[str], None]:
    """Return what raises ValidationError for a password that this person should not have."""

    def check(password: str) -> None:
        validate_password(password, User(username=username, email=email))

    return check


FIELDS = {field.name: field for field in SiteSettings._meta.fields}
WHO = Question("User name of the administrator", "admin", username)
EMAIL = Question("E-mail address, for a forgotten password (may be empty)", "", email)


def _words(column: str) -> str:
    return str(FIELDS[column].verbose_name)


def _choices(column: str) -> str:
    return f" ({', '.join(SiteSettings.SignUp.values)})" if column == "sign_up" else ""


def _cleaner(column: str) -> Callable[[str], str]:
    def clean(text: str) -> str:
        value: str = FIELDS[column].clean(text.strip(), SiteSettings())
        return _own(value.rstrip("/")) if column == "address" and value else value

    return clean


def _own(address: str) -> str:
    """Return an address that this site answers to; links in mails would lead elsewhere."""
    host = urlsplit(address).hostname or ""
    if not validate_host(host, settings.ALLOWED_HOSTS):
        raise ValidationError(f"{host} is not in ALLOWED_HOSTS, so the site would not answer.")
    return address


def likely_address() -> str:
    """Return the address that the first name in ALLOWED_HOSTS makes likely; nothing for a demo."""
    named = [host for host in settings.ALLOWED_HOSTS if host[0] not in ".*"]
    return f"https://{named[0]}" if named and not settings.IS_DEMO else ""
