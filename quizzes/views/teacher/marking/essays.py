"""Marking an essay: the answer beside its rubric; save and next, skip, drafts."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quizzes.engine.kinds import essay
from quizzes.engine.words import Refused
from quizzes.forms.classes.marking import EssayForm
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AttemptItem
from quizzes.queries.grading.marking.essays import Filled, answer_to_mark
from quizzes.queries.grading.marking.phrases import phrases_of
from quizzes.queries.grading.marking.queue import queue_of
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import grading
from quizzes.templatetags.words import words
from quizzes.views.teacher.marking.waiting import NAMES, at, given, refused, to_next


def _item(user: User, public_id: UUID, position: int) -> AttemptItem:
    """Return an essay that was handed in to a class of the marker's; else 404."""
    essays = AttemptItem.objects.markable_by(user).filter(version__kind=essay.name)
    found: AttemptItem = get_object_or_404(
        essays.select_related("attempt__student", "attempt__assignment", "version__question"),
        attempt__public_id=public_id,
        position=position,
    )
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@private
def answer(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """Show an answer to mark, which is in the marker's hand then; take what is said of it."""
    user = signed_in(request)
    item, within = _item(user, public_id, position), given(request, user)
    if away := refused(request, item.version.question):
        return away
    if request.method == "POST":
        return _done(request, item, within)
    # Who only sees the site as the marker takes nothing in hand.
    if item.fraction is None and not hasattr(request, "seen_by"):
        grading.claim(item=item, marker=user, now=timezone.now())
    return _page(request, item, within)


def _done(request: HttpRequest, item: AttemptItem, within: Assignment | None) -> HttpResponse:
    form = EssayForm(item.version.loaded_spec, request.POST)
    form.full_clean()
    act = request.POST.get("do", "save")
    if act in ("skip", "names"):
        return _left(request, item, within, form)
    if not form.is_valid():
        error = _("A comment has 4,000 characters at most, a reason 500. Shorten it.")
        return _page(request, item, within, form.filled(), error)
    return _saved(request, item, within, form)


def _saved(
    request: HttpRequest, item: AttemptItem, within: Assignment | None, form: EssayForm
) -> HttpResponse:
    user, now, filled = signed_in(request), timezone.now(), form.filled()
    try:
        grading.mark_essay(
            item=item, marker=user, filled=filled, now=now, address=address_of(request)
        )
    except Refused as error:
        again = _item(user, item.attempt.public_id, item.position)
        return _page(request, again, within, filled, words(error.message))
    if form.cleaned_data["keeps_phrase"] and filled.comment.strip():
        grading.keep_phrase(
            owner=user, question=item.version.question, text=filled.comment, now=now
        )
    return to_next(request, item.version.question, within, item)


def _left(
    request: HttpRequest, item: AttemptItem, within: Assignment | None, form: EssayForm
) -> HttpResponse:
    """Keep what is typed as a draft, and go on without a mark, or show names from now on."""
    user = signed_in(request)
    if form.is_valid() and form.is_touched:
        try:
            _keep(user, item, form.filled())
        except Refused as error:
            return _page(request, item, within, form.filled(), words(error.message))
    if request.POST.get("do") == "names":
        request.session[NAMES] = not request.session.get(NAMES, False)
        return redirect(at("marking-answer", item.attempt.public_id, item.position, within=within))
    grading.put_down(item=item, marker=user)
    return to_next(request, item.version.question, within, item)


def _keep(user: User, item: AttemptItem, filled: Filled) -> str:
    draft = grading.keep_draft(
        item=item,
        marker=user,
        levels=filled.levels,
        comment=filled.comment,
        base=filled.based_on,
        now=timezone.now(),
    )
    return draft.saved_at.isoformat()


@require_POST
@private
def draft(request: HttpRequest, public_id: UUID, position: int) -> JsonResponse:
    """Keep what is chosen and typed so far: the page's script asks."""
    user = signed_in(request)
    item = _item(user, public_id, position)
    if request.POST.get("user") != str(user.public_id):
        return JsonResponse({"error": "login"}, status=401)
    form = EssayForm(item.version.loaded_spec, request.POST)
    if not form.is_valid():
        return JsonResponse({"error": "unreadable"}, status=400)
    try:
        return JsonResponse({"saved_at": _keep(user, item, form.filled())})
    except Refused as error:
        return JsonResponse({"error": "held", "message": words(error.message)}, status=409)


def _page(
    request: HttpRequest,
    item: AttemptItem,
    within: Assignment | None,
    typed: Filled | None = None,
    error: str = "",
) -> HttpResponse:
    user, now, question = signed_in(request), timezone.now(), item.version.question
    queue = queue_of(user, question, within, now)
    before = queue.before(item.pk)
    context = {
        "page": answer_to_mark(item, user, now, typed),
        "queue": queue,
        "within": within,
        "previous": before and at("marking-answer", before.attempt, before.position, within=within),
        "is_named": request.session.get(NAMES, False),
        "phrases": phrases_of(user, question),
        "error": error,
        "language": item.attempt.language,
    }
    template = "quizzes/teacher/marking/answer.html"
    return render(request, template, context, status=422 if error else 200)
