"""Equal typed answers: marked once, undone as one, accepted from now on."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.engine.words import Refused
from quizzes.forms.classes.marking import SHARES, AcceptForm, GroupForm
from quizzes.models.accounts import User
from quizzes.models.attempts import AttemptItem
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.grading import GradingAct
from quizzes.queries.bank import newest_version
from quizzes.queries.disclosure import is_held_back
from quizzes.queries.grading.marking.groups import acts_on, gaps_of, groups_of
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import bank, grading
from quizzes.templatetags.words import words
from quizzes.views.teacher.marking.waiting import given, refused


def _version(user: User, public_id: UUID, number: int) -> QuestionVersion:
    """Return a version of a short answer that classes of the marker were asked; else 404."""
    items = AttemptItem.objects.markable_by(user)
    versions = QuestionVersion.objects.filter(
        pk__in=items.values("version"), number=number
    ).select_related("question__article")
    found: QuestionVersion = get_object_or_404(versions, question__public_id=public_id)
    if not gaps_of(found):
        raise Http404
    return found


def _gap(request: HttpRequest, version: QuestionVersion) -> str:
    """Return the gap that the address names, the first where it names none; else 404."""
    gaps = gaps_of(version)
    named = request.GET.get("gap", next(iter(gaps)))
    if named not in gaps:
        raise Http404
    return named


def _back(request: HttpRequest, version: QuestionVersion, gap: str) -> str:
    """Return the address of the groups that one came from."""
    within = given(request, signed_in(request))
    asked = {"assignment": str(within.public_id)} if within else {}
    asked |= {"gap": gap} if gap else {}
    address = reverse("quizzes:marking-groups", args=[version.question.public_id, version.number])
    return f"{address}?{urlencode(asked)}" if asked else address


@require_safe
@private
def groups(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Show the answers to a question, equal ones together."""
    user = signed_in(request)
    version = _version(user, public_id, number)
    within = given(request, user)
    if away := refused(request, version.question):
        return away
    context = {
        "page": groups_of(user, version, within, _gap(request, version)),
        "gaps": [gap for gap in gaps_of(version) if gap],
        "asked": request.GET.urlencode(),
        "within": within,
        "shares": SHARES,
        "seen_at": timezone.now().isoformat(),
        "may_accept": Question.objects.editable_by(user).filter(pk=version.question_id).exists(),
        "newest": newest_version(version.question),
    }
    return render(request, "quizzes/teacher/marking/groups.html", context)


def _may_accept(user: User, question: Question) -> bool:
    """Whether the marker may change the question, and nothing of it is hidden from them."""
    editable = Question.objects.editable_by(user).filter(pk=question.pk).exists()
    return editable and not is_held_back(question, user, timezone.now())


@require_POST
@private
def mark(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Give all equal answers one mark."""
    version = _version(signed_in(request), public_id, number)
    gap, form = _gap(request, version), GroupForm(request.POST)
    back = _back(request, version, gap)
    if away := refused(request, version.question):
        return away
    if not form.is_valid():
        messages.error(request, _("Choose how many points it earns; 4,000 characters at most."))
        return redirect(back)
    _give(request, version, gap, form)
    return redirect(f"{back}#group-{form.cleaned_data['key']}")


def _give(request: HttpRequest, version: QuestionVersion, gap: str, form: GroupForm) -> None:
    user, typed = signed_in(request), form.cleaned_data
    try:
        act = grading.mark_group(
            version=version,
            group=grading.GroupMark(typed["key"], typed["share"], typed["comment"], gap),
            marker=user,
            seen_at=typed["seen_at"],
            now=timezone.now(),
            given=given(request, user),
            address=address_of(request),
        )
    except Refused as error:
        messages.warning(request, words(error.message))
    else:
        count = act.summary["count"]
        told = ngettext("%(count)s answer is marked.", "%(count)s answers are marked.", count)
        messages.success(request, told % {"count": count})


@require_POST
@private
def undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the answers of a group the marks that they had before."""
    user = signed_in(request)
    acts = GradingAct.objects.filter(kind=GradingAct.Kind.GROUP)
    act = get_object_or_404(acts, public_id=public_id)
    asked = get_object_or_404(QuestionVersion.objects.select_related("question"), pk=act.version_id)
    version = _version(user, asked.question.public_id, asked.number)
    gap = act.summary.get("gap", "")
    if act.pk in {each.pk for each in acts_on(user, version, gap)}:
        _undone(request, act)
    else:
        messages.warning(request, _("This cannot be undone here, or it is undone already."))
    return redirect(_back(request, version, gap))


def _undone(request: HttpRequest, act: GradingAct) -> None:
    now, address = timezone.now(), address_of(request)
    try:
        done = grading.undo(act=act, actor=signed_in(request), now=now, address=address)
    except Refused as error:
        messages.warning(request, words(error.message))
        return
    count = done.restored
    told = ngettext("%(count)s answer is as it was.", "%(count)s answers are as they were.", count)
    messages.success(request, told % {"count": count})
    if done.left:
        left = ngettext(
            "%(count)s answer was marked once more since then, and keeps that mark.",
            "%(count)s answers were marked once more since then, and keep that mark.",
            done.left,
        )
        messages.warning(request, left % {"count": done.left})


@require_http_methods(["GET", "HEAD", "POST"])
@private
def accept(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Let a question accept one more text from now on: ask first, then publish."""
    user = signed_in(request)
    version = _version(user, public_id, number)
    get_object_or_404(Question.objects.editable_by(user), pk=version.question_id)
    gap = _gap(request, version)
    page, back = groups_of(user, version, None, gap), _back(request, version, gap)
    group = page.group(request.POST.get("key") or request.GET.get("key", ""))
    if group is None or not _may_accept(user, version.question):
        messages.warning(request, _("Look at the list again: this answer cannot be accepted here."))
        return redirect(back)
    form = AcceptForm(request.POST or None, initial={"key": group.key, "share": "1"})
    if form.is_valid() and _accepted(request, version, gap, group.typed, form):
        return redirect(back)
    context = {"version": version, "group": group, "form": form, "back_to": back}
    status = 422 if form.errors else 200
    return render(request, "quizzes/teacher/marking/accept.html", context, status=status)


def _accepted(
    request: HttpRequest, version: QuestionVersion, gap: str, text: str, form: AcceptForm
) -> bool:
    try:
        made = bank.accept_answer(
            question=version.question,
            author=signed_in(request),
            text=text,
            gap=gap,
            fraction=form.cleaned_data["share"],
            note=_("Accepts “%(text)s”") % {"text": text[:100]},
            now=timezone.now(),
        )
    except Refused as error:
        form.add_error(None, words(error.message))
        return False
    told = _("Version %(number)s accepts “%(text)s”. New tries are scored by it.")
    messages.success(request, told % {"number": made.number, "text": text[:100]})
    return True
