"""Mistakes that start-up can see: `manage.py check` names each and its cure."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from quizzes.engine.behaviors.registry import offered
from quizzes.engine.kinds.registry import KINDS
from quizzes.forms.answers import RAW_FROM
from quizzes.forms.questions import SPEC_PARTS

# Caches that each process has for itself, or that forget at once.
_UNSHARED = ("LocMemCache", "DummyCache")
# Eight hours, in seconds.
_EXAM_DAY = 8 * 60 * 60
# Ways of sending mail that reach nobody.
_UNSENT = ("console", "dummy", "locmem")


def check_cache_is_shared(**_: Any) -> Sequence[checks.CheckMessage]:
    """Rate limits live in the cache: with one cache per process each gives its own tries."""
    backend = settings.CACHES["default"]["BACKEND"]
    if settings.IS_DEMO or not backend.endswith(_UNSHARED):
        return []
    return [
        checks.Error(
            "Every process has a cache of its own, so limits on log-ins do not hold.",
            hint="Leave CACHE_URL out (the database is used) or name a server that all share.",
            id="quizzes.E001",
        )
    ]


def check_mail_is_sent(**_: Any) -> Sequence[checks.CheckMessage]:
    """Without mail nobody who forgot a password comes back."""
    name = settings.EMAIL_BACKEND.split(".")[-2]
    if settings.IS_DEMO or settings.DEBUG or name not in _UNSENT:
        return []
    return [
        checks.Warning(
            "Mail is not sent to anybody, so a forgotten password cannot be set anew.",
            hint="Set EMAIL_URL, for example smtp+tls://user:password@mail.example.org:587.",
            id="quizzes.W001",
        )
    ]


def check_hosts_are_named(**_: Any) -> Sequence[checks.CheckMessage]:
    """A host that the visitor may choose is put into the mails with password links."""
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [
        checks.Warning(
            "ALLOWED_HOSTS accepts every name, also in the links of password mails.",
            hint="Set ALLOWED_HOSTS to the names of this site, for example quiz.example.org.",
            id="quizzes.W002",
        )
    ]


def check_sessions_outlast_an_exam(**_: Any) -> Sequence[checks.CheckMessage]:
    """Age counts from the last use, but who writes an essay may use the server rarely."""
    if settings.SESSION_COOKIE_AGE >= _EXAM_DAY:
        return []
    return [
        checks.Warning(
            "Sessions end after so short a time that an exam may be interrupted.",
            hint="Set SESSION_COOKIE_AGE to 28800 (eight hours) or more, or leave it out.",
            id="quizzes.W003",
        )
    ]


def check_kinds_are_whole(**_: Any) -> Sequence[checks.CheckMessage]:
    """A kind that lacks one of its parts fails when a student meets it, so it is named here."""
    return [
        checks.Error(
            f"The question kind {kind} lacks {part}.",
            hint="CONTRIBUTING says which files make a kind.",
            id="quizzes.E002",
        )
        for kind in KINDS
        for part in _missing(kind)
    ]


def _missing(kind: str) -> Iterator[str]:
    if kind not in RAW_FROM:
        yield "a way to read its form in forms/answers/"
    if not offered(kind):
        yield "a behavior in engine/behaviors/registry.py"
    if kind not in SPEC_PARTS:
        yield "a part of the editing form in forms/questions/"
    for page in ("answer", "review", "edit"):
        try:
            get_template(f"quizzes/components/kinds/{kind}/{page}.html")
        except TemplateDoesNotExist as error:
            yield f"the template {error}"


CHECKS = (
    check_kinds_are_whole,
    check_cache_is_shared,
    check_mail_is_sent,
    check_hosts_are_named,
    check_sessions_outlast_an_exam,
)
