"""The words of the site's mails, for administrators."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.engine.telling.filling import filled
from quizzes.engine.telling.mails import MAILS, PLACES
from quizzes.engine.telling.sentences import SENTENCES, sentence
from quizzes.forms.mails import MailForm
from quizzes.queries.site import mail_templates, site_settings
from quizzes.requests import address_of, administering
from quizzes.responses import private
from quizzes.services import site
from quizzes.templatetags.words import words

SAMPLE_WORDS = {
    "quiz": "The Silk Road",
    "class": "Reading 5 b",
    "student": "Ida Bauer",
    "count": "3",
}


@require_safe
@private
def mails(request: HttpRequest) -> HttpResponse:
    """List every mail that this site words itself."""
    administering(request)
    own = mail_templates()
    lines = [
        {
            "name": name,
            "when": _(mail.when),
            "subject": filled(get_adapter().words_of(name, own)[0], _samples(name)),
            "own": own.get(name),
        }
        for name, mail in MAILS.items()
    ]
    return render(request, "quizzes/site/mail_templates.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@private
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show a mail's words, try others, keep them."""
    actor = administering(request)
    if name not in MAILS:
        raise Http404
    own = mail_templates()
    subject, body = get_adapter().words_of(name, own)
    form = MailForm(MAILS[name], request.POST or None, initial={"subject": subject, "body": body})
    if request.method == "POST" and form.is_valid():
        subject, body = form.cleaned_data["subject"], form.cleaned_data["body"]
        if "preview" not in request.POST:
            _keep(request, name, subject, body)
            return redirect("quizzes:mail-template", name)
    context = {
        "name": name,
        "when": _(MAILS[name].when),
        "own": own.get(name),
        "form": form,
        "places": _places(name),
        "preview": _preview(name, subject, body, actor.email or "ida@example.org"),
        "is_tried": "preview" in request.POST and form.is_valid(),
    }
    status = 422 if request.method == "POST" and not form.is_valid() else 200
    return render(request, "quizzes/site/mail_template.html", context, status=status)


@require_POST
@private
def reset(request: HttpRequest, name: str) -> HttpResponse:
    """Go back to the shipped words."""
    actor = administering(request)
    if name not in MAILS:
        raise Http404
    site.reset_mail(name=name, actor=actor, now=timezone.now(), address=address_of(request))
    messages.success(request, _("This mail has its shipped words again."))
    return redirect("quizzes:mail-template", name)


def _keep(request: HttpRequest, name: str, subject: str, body: str) -> None:
    site.word_mail(
        name=name,
        subject=subject,
        body=body,
        actor=administering(request),
        now=timezone.now(),
        address=address_of(request),
    )
    messages.success(request, _("Saved. The next mail has these words."))


def _places(name: str) -> list[dict[str, Any]]:
    mail = MAILS[name]
    return [
        {
            "name": f"{{{place}}}",
            "meaning": _(PLACES[place].meaning),
            "is_needed": place in mail.needed,
        }
        for place in mail.places
    ]


def _preview(name: str, subject: str, body: str, to: str) -> Any:
    return get_adapter().worded(name, to, _samples(name), words=(subject, body))


def _samples(name: str) -> Mapping[str, str]:
    """Return what fills a mail's places in a preview; the site's name is its own."""
    samples = {place: _(PLACES[place].sample) for place in MAILS[name].places}
    kind = name.removeprefix("notice_")
    if kind in SENTENCES:
        samples["what"] = words(sentence(kind, SAMPLE_WORDS))
    return {**samples, "site": site_settings().name}
