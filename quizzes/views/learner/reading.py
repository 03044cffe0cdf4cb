"""What readers do with a text: own highlights and notes, and how they like to read."""

from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from quizzes.forms.answers.sent import NotReadable
from quizzes.forms.reading import ReadingForm, sent_highlighting, sent_note, sent_reading
from quizzes.models.articles import ArticleRevision
from quizzes.queries.attempts.reading import readable_revisions
from quizzes.requests import signed_in
from quizzes.responses import P, View, private
from quizzes.services import accounts, articles
from quizzes.templatetags.words import words

JSON = "application/json"


def _told(view: View[P]) -> View[P]:
    """Answer to the page's script what a mark was refused for."""

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotReadable as error:
            return _refused(str(error))
        except articles.CannotMark as error:
            return _refused(words(error.message))
        except articles.NoteChanged as error:
            return JsonResponse({"error": "changed", "stored": error.stored}, status=409)

    return answered


@require_POST
@private
@_told
def highlight(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Keep which sentences a reader highlights, or that they no longer are."""
    revision = _revision(request, public_id, number)
    sent = sent_highlighting(request.body)
    if not _is_of(request, sent.user):
        return _of_another()
    articles.highlight(
        reader=signed_in(request),
        revision=revision,
        sentences=sent.sentences,
        is_highlighted=sent.is_highlighted,
        now=timezone.now(),
    )
    return HttpResponse(status=204)


@require_POST
@private
@_told
def note(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Keep what a reader writes at a sentence; say so where another page has changed it."""
    revision = _revision(request, public_id, number)
    sent = sent_note(request.body)
    if not _is_of(request, sent.user):
        return _of_another()
    articles.write_note(
        reader=signed_in(request),
        revision=revision,
        sentence=sent.sentence,
        note=sent.note,
        base=sent.base,
        now=timezone.now(),
    )
    return JsonResponse({"note": sent.note})


@require_POST
@private
def settings(request: HttpRequest) -> HttpResponseBase:
    """Keep how somebody reads: for the page's script, or for a form, which comes back."""
    is_script = request.content_type == JSON
    try:
        form = ReadingForm(sent_reading(request.body) if is_script else request.POST)
    except NotReadable as error:
        return _refused(str(error))
    if form.is_valid():
        accounts.set_reading(user=signed_in(request), **form.cleaned_data)
    elif is_script:
        return _refused("; ".join(form.errors))
    return HttpResponse(status=204) if is_script else redirect(_back(request))


def _revision(request: HttpRequest, public_id: UUID, number: int) -> ArticleRevision:
    readable = readable_revisions(signed_in(request))
    return get_object_or_404(readable, article__public_id=public_id, number=number)


def _is_of(request: HttpRequest, user: str) -> bool:
    """Return whether the page is of whoever is logged in now: a note goes to nobody else."""
    return str(signed_in(request).public_id) == user


def _of_another() -> JsonResponse:
    return JsonResponse({"error": "login", "login_url": reverse("account_login")}, status=401)


def _refused(message: str) -> JsonResponse:
    return JsonResponse({"error": "unreadable", "message": message}, status=400)


def _back(request: HttpRequest) -> str:
    url = request.POST.get("next", "")
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(url, hosts, require_https=request.is_secure())
    return url if is_ours else reverse("quizzes:home")
