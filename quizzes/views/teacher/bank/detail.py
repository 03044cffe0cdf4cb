"""One question: as students see it, where it is used, its versions; retiring, restoring it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.engine.publishing import shows_the_same
from quizzes.engine.words import Refused
from quizzes.forms.bank.acts import RestoreForm
from quizzes.models.accounts import User
from quizzes.models.bank import Question, QuestionVersion
from quizzes.queries.bank import (
    Dossier,
    alike_to,
    dossier_of,
    evidence_by_version,
    is_used,
    newest_version,
)
from quizzes.queries.bank.comparing import fields_changed
from quizzes.queries.disclosure import is_held_back
from quizzes.requests import signed_in
from quizzes.responses import private
from quizzes.services import bank
from quizzes.templatetags.words import words
from quizzes.views.previews import preview_of

HELD_BACK = gettext_lazy(
    "You are a student in a class that is asked this question. What it says besides is shown to"
    " you when that is over."
)


@require_safe
@private
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show all that is known of a question."""
    user = signed_in(request)
    question = _seen(user, public_id)
    is_hidden = is_held_back(question, user, timezone.now())
    dossier = dossier_of(question, user)
    context = {
        "dossier": dossier,
        "held_back": HELD_BACK if is_hidden else "",
        "preview": None if is_hidden else preview_of(bank.content_of(dossier.newest)),
        "alike": alike_to(dossier.newest, user),
    }
    return render(request, "quizzes/teacher/bank/question_detail.html", context)


@require_safe
@private
def compare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what differs between two versions, and offer to go back to the older one."""
    user = signed_in(request)
    question = _seen(user, public_id)
    if is_held_back(question, user, timezone.now()):
        messages.warning(request, HELD_BACK)
        return redirect("quizzes:question-detail", public_id)
    dossier = dossier_of(question, user)
    return _compared(request, dossier, _number(request, "old"), _number(request, "new"))


@require_POST
@private
def restore(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Publish an old version anew, as the next one."""
    user = signed_in(request)
    question = _mine(user, public_id)
    if is_held_back(question, user, timezone.now()):
        raise Http404
    version = get_object_or_404(question.versions, number=number)
    form = RestoreForm(request.POST)
    if form.is_valid():
        try:
            made = bank.restore_version(
                version=version, author=user, now=timezone.now(), **form.cleaned_data
            )
        except Refused as error:
            form.add_error(None, words(error.message))
        else:
            said = _("Version %(number)s is published: it says again what version %(old)s said.")
            messages.success(request, said % {"number": made.number, "old": number})
            return redirect("quizzes:question-detail", public_id)
    dossier = dossier_of(question, user)
    return _compared(request, dossier, number, dossier.newest.number, form)


@require_POST
@private
def retire(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Retire a question."""
    user = signed_in(request)
    question = _mine(user, public_id)
    bank.retire_many(questions=[question.pk], actor=user, now=timezone.now())
    messages.success(request, _("The question is retired. You can put it back at any time."))
    return redirect("quizzes:question-detail", public_id)


@require_POST
@private
def put_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a retired question back."""
    user = signed_in(request)
    question = _mine(user, public_id)
    bank.put_back(questions=[question.pk], actor=user, now=timezone.now())
    messages.success(request, _("The question is back: quizzes can ask it again."))
    return redirect("quizzes:question-detail", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask whether a question of one's own shall go; of a used one say that it cannot."""
    user = signed_in(request)
    question = get_object_or_404(
        Question.objects.editable_by(user), owner=user, public_id=public_id
    )
    if request.method == "POST":
        try:
            bank.delete(question=question, actor=user, now=timezone.now())
        except Refused as error:
            messages.warning(request, words(error.message))
            return redirect("quizzes:question-detail", public_id)
        messages.success(request, _("The question is deleted."))
        return redirect("quizzes:questions")
    context = {
        "question": question,
        "version": newest_version(question),
        "is_used": is_used(question),
    }
    return render(request, "quizzes/teacher/bank/question_delete.html", context)


def _seen(user: User, public_id: UUID) -> Question:
    seen = Question.objects.visible_to(user).select_related("owner")
    question: Question = get_object_or_404(seen, public_id=public_id)
    return question


def _mine(user: User, public_id: UUID) -> Question:
    question: Question = get_object_or_404(Question.objects.editable_by(user), public_id=public_id)
    return question


def _number(request: HttpRequest, name: str) -> int:
    """Return the number of a version that an address names; raise Http404 if it is none."""
    text = request.GET.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Http404
    return int(text)


def _compared(
    request: HttpRequest,
    dossier: Dossier,
    old: int,
    new: int,
    refused: RestoreForm | None = None,
) -> HttpResponse:
    by_number = {version.number: version for version in dossier.versions}
    if old not in by_number or new not in by_number:
        raise Http404
    before, after = by_number[old], by_number[new]
    form = refused or _restoring(before, dossier.newest)
    context = {
        "dossier": dossier,
        "old": before,
        "new": after,
        "fields": fields_changed(before, after, evidence_by_version([before.pk, after.pk])),
        "form": form if dossier.may_edit and before != dossier.newest else None,
    }
    status = 422 if refused else 200
    return render(request, "quizzes/teacher/bank/question_compare.html", context, status=status)


def _restoring(old: QuestionVersion, newest: QuestionVersion) -> RestoreForm:
    """Return the form to go back: a correction where both show students the same."""
    is_same = shows_the_same(
        old.kind_module, old.stem, old.loaded_spec, newest.stem, newest.loaded_spec
    )
    change = QuestionVersion.Change.CORRECTION if is_same else QuestionVersion.Change.CONTENT
    note = _("Back to version %(number)s") % {"number": old.number}
    return RestoreForm(initial={"change": change, "note": note, "number": newest.number})
