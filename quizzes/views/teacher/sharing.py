"""With whom an article, a question or a quiz is shared: one page for all three."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quizzes.engine.words import Refused
from quizzes.forms.sharing import ShareForm
from quizzes.models.accounts import User
from quizzes.queries.sharing import SHAREABLE, Thing, sharing_of
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import sharing
from quizzes.templatetags.words import words

# What can be taken back is named in the address, sealed: nobody else can name people there.
SALT = "sharing.unshared"
UNDO_SECONDS = 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@private
def share(request: HttpRequest, public_id: UUID, kind: str) -> HttpResponse:
    """Show with whom something of one's own is shared; share it, or end that."""
    user = signed_in(request)
    thing = _thing(user, kind, public_id)
    if thing.owner_id != user.pk:
        return _as_colleague(request, thing)
    if "remove" in request.POST:
        return _remove(request, thing, request.POST["remove"])
    if "undo" in request.POST:
        return _undo(request, thing, request.POST["undo"])
    form = ShareForm(request.POST or None, sharer=user)
    if request.method == "POST" and form.is_valid() and _is_shared(request, thing, form):
        return redirect(request.path)
    context = {"page": sharing_of(thing), "form": form, "removed": _removed(request, thing)}
    status = 422 if request.method == "POST" else 200
    return render(request, "quizzes/teacher/share.html", context, status=status)


def _thing(user: User, kind: str, public_id: UUID) -> Thing:
    """Return something of the reader's, or that is shared with the reader; else 404."""
    rows: Any = SHAREABLE[kind].model._default_manager.filter(
        Q(owner=user)
        | Q(pk__in=SHAREABLE[kind].shares._default_manager.filter(person=user).values(kind))
    )
    if kind == "quiz":
        # The head of a quiz's pages leads to its settings if the reader may change them.
        rows = rows.with_rights(user)
    thing: Thing = get_object_or_404(rows if user.is_teacher else rows.none(), public_id=public_id)
    return thing


def _as_colleague(request: HttpRequest, thing: Thing) -> HttpResponse:
    """Show who shares it and how far; let the colleague do without it."""
    user = signed_in(request)
    if "leave" in request.POST:
        sharing.unshare(thing=thing, person=user, **_by(request))
        messages.success(request, _("It stands in your lists no more."))
        return redirect("quizzes:teach")
    page = sharing_of(thing)
    own = next(share for share in page.shares if share.person_id == user.pk)
    context = {"page": page, "share": own, "owner": thing.owner}
    return render(request, "quizzes/teacher/share_received.html", context)


def _is_shared(request: HttpRequest, thing: Thing, form: ShareForm) -> bool:
    """Share it and say so; return False, with the reason at the form, if that is refused."""
    person: User = form.cleaned_data["who"]
    try:
        sharing.share(thing=thing, person=person, may_edit=form.may_edit, **_by(request))
    except Refused as error:
        form.add_error("who", words(error.message))
        return False
    text = (
        _("%(name)s sees it now, and may change it.")
        if form.may_edit
        else _("%(name)s sees it now.")
    )
    messages.success(request, text % {"name": person.shown_name})
    return True


def _remove(request: HttpRequest, thing: Thing, person_id: str) -> HttpResponse:
    """End that one colleague sees it; lead to the page with a way back."""
    person = _person(person_id)
    gone = sharing.unshare(thing=thing, person=person, **_by(request)) if person else None
    if gone is None or person is None:
        return redirect(request.path)
    told = {"person": person.pk, "may_edit": gone.may_edit, "thing": str(thing.public_id)}
    sealed = signing.dumps(told, salt=SALT)
    return redirect(f"{request.path}?{urlencode({'removed': sealed})}")


def _person(person_id: str) -> User | None:
    try:
        return User.objects.filter(public_id=UUID(person_id)).first()
    except ValueError:
        return None


def _removed(request: HttpRequest, thing: Thing) -> dict[str, Any] | None:
    """Return whom it was shared with until now, and the seal that brings it back."""
    sealed = request.GET.get("removed", "")
    found = _unsealed(sealed, thing)
    person = User.objects.filter(pk=found["person"]).first() if found else None
    return {"person": person, "sealed": sealed} if person else None


def _unsealed(sealed: str, thing: Thing) -> dict[str, Any] | None:
    """Return what was sealed for this thing: that of another one would share what nobody has."""
    try:
        found: dict[str, Any] = signing.loads(sealed, salt=SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        return None
    return found if found.get("thing") == str(thing.public_id) else None


def _undo(request: HttpRequest, thing: Thing, sealed: str) -> HttpResponse:
    """Share it again with whom it was taken from."""
    found = _unsealed(sealed, thing)
    person = User.objects.filter(pk=found["person"]).first() if found else None
    if found is not None and person is not None:
        try:
            sharing.share(thing=thing, person=person, may_edit=found["may_edit"], **_by(request))
        except Refused as error:
            messages.error(request, words(error.message))
        else:
            messages.success(request, _("%(name)s sees it again.") % {"name": person.shown_name})
    return redirect(request.path)


def _by(request: HttpRequest) -> dict[str, Any]:
    return {
        "actor": signed_in(request),
        "now": timezone.now(),
        "address": address_of(request),
    }
