"""Drafts of editors: kept by a page's script or by a button, thrown away, brought back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quizzes.engine.kinds.registry import KINDS
from quizzes.forms.answers.sent import NotReadable
from quizzes.forms.drafts import SentDraft, posted_draft, sent_draft
from quizzes.models.accounts import User
from quizzes.models.articles import Article
from quizzes.models.bank import Question
from quizzes.models.editing import EditingDraft
from quizzes.queries.editing import Writer, other_writers, own_draft
from quizzes.requests import safe_next, teaching
from quizzes.responses import private
from quizzes.services import editing
from quizzes.services.editing import DraftConflict, Typed

JSON = "application/json"
Subject = EditingDraft.Subject


@dataclass(frozen=True, slots=True)
class Drafting:
    """What a form says of the draft that it keeps. `address`: where the form opens with it.

    `base`: the version that is written on, 0 for a new thing; `revision`: the draft's, 0 for none.
    """

    subject: str
    subject_id: UUID
    kind: str
    base: int
    revision: int
    address: str
    draft: EditingDraft | None = None
    writers: tuple[Writer, ...] = ()
    # Whether the form says what was posted, which the draft need not have yet.
    is_typed: bool = False


@require_POST
@login_not_required
@private
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is typed in an editor: for its script, or for its form, which comes back."""
    is_script = request.content_type == JSON
    user = request.user if isinstance(request.user, User) else None
    try:
        sent = (
            sent_draft(request.body)
            if is_script
            else posted_draft(request.POST, str(user.public_id) if user else "")
        )
    except NotReadable as error:
        return JsonResponse({"error": "unreadable", "message": str(error)}, status=400)
    if user is None or str(user.public_id) != sent.user:
        return JsonResponse({"error": "login", "login_url": reverse("account_login")}, status=401)
    _require_editable(user, sent.typed)
    return _kept_for_script(user, sent) if is_script else _kept_for_form(request, user, sent)


def _require_editable(user: User, typed: Typed) -> None:
    """Raise Http404 for a thing of somebody else, PermissionDenied for who does not teach."""
    if not user.is_teacher:
        raise PermissionDenied
    things: Any = Question.objects if typed.subject == Subject.QUESTION else Article.objects
    there = things.filter(public_id=typed.subject_id)
    is_mine = things.editable_by(user).filter(public_id=typed.subject_id)
    if there.exists() and not is_mine.exists():
        raise Http404
    if typed.subject == Subject.QUESTION and typed.kind not in KINDS:
        raise Http404


def _kept_for_script(user: User, sent: SentDraft) -> HttpResponse:
    try:
        draft = _kept(user, sent)
    except DraftConflict as error:
        return JsonResponse({"error": "conflict", "stored": _told(error.stored)}, status=409)
    return JsonResponse(
        {"revision": draft.revision, "saved_at": draft.saved_at.isoformat()}, status=200
    )


def _kept(user: User, sent: SentDraft) -> EditingDraft:
    return editing.keep(
        author=user, typed=sent.typed, base_revision=sent.base_revision, now=timezone.now()
    )


def _told(stored: EditingDraft | None) -> dict[str, Any] | None:
    if stored is None:
        return None
    return {
        "revision": stored.revision,
        "saved_at": stored.saved_at.isoformat(),
        "posted": stored.posted,
    }


def _kept_for_form(request: HttpRequest, user: User, sent: SentDraft) -> HttpResponse:
    address = safe_next(request, request.POST.get("draft-address", ""), reverse("quizzes:teach"))
    try:
        _kept(user, sent)
    except DraftConflict as error:
        context = {
            "stored": error.stored,
            "posted": sent.typed.posted,
            "drafting": _drafting(sent, error.stored, address),
        }
        return render(request, "quizzes/teacher/drafts/conflict.html", context, status=409)
    messages.success(request, _("Your draft is saved. Nothing is published."))
    return redirect(address)


def _drafting(sent: SentDraft, stored: EditingDraft | None, address: str) -> Drafting:
    """Return what a form says that would save what was sent in the place of what is stored."""
    typed = sent.typed
    return Drafting(
        subject=typed.subject,
        subject_id=typed.subject_id,
        kind=typed.kind,
        base=typed.base,
        revision=stored.revision if stored else 0,
        address=address,
    )


@require_POST
@private
def discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Throw a draft away, and offer it once more: the page that says so can bring it back."""
    user = teaching(request)
    draft = get_object_or_404(EditingDraft.objects.visible_to(user), public_id=public_id)
    editing.discard(author=user, subject=draft.subject, subject_id=draft.subject_id)
    address = safe_next(request, request.POST.get("draft-address", ""), reverse("quizzes:teach"))
    drafting = Drafting(
        draft.subject, draft.subject_id, draft.kind, draft.base, revision=0, address=address
    )
    after = safe_next(request, request.POST.get("next", ""), address)
    context = {"draft": draft, "posted": draft.posted, "drafting": drafting, "after": after}
    return render(request, "quizzes/teacher/drafts/thrown_away.html", context)


def drafting_of(
    request: HttpRequest, subject: str, subject_id: UUID, kind: str, number: int, address: str
) -> Drafting:
    """Return what a form opens with: its author's draft, who else is writing. Two queries.

    For a form that is posted it is what that says, and none. `number`: the version there is, 0 for
    a new thing.
    """
    user = teaching(request)
    if request.method == "POST":
        try:
            sent = posted_draft(request.POST, "")
        except NotReadable:
            return Drafting(subject, subject_id, kind, number, 0, address, is_typed=True)
        base, revision = sent.typed.base, sent.base_revision
        return Drafting(subject, subject_id, kind, base, revision, address, is_typed=True)
    draft = own_draft(user, subject, subject_id)
    writers = other_writers(user, subject, subject_id, timezone.now()) if number else ()
    base, revision = (draft.base, draft.revision) if draft else (number, 0)
    return Drafting(subject, subject_id, kind, base, revision, address, draft, tuple(writers))
