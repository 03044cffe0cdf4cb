"""Acts about the answers to one question: the preview, asking for one, undoing one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quizzes.forms.classes.regrading import ACTS, ActForm, ApplyForm
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.bank import Question
from quizzes.models.grading import GradingAct
from quizzes.models.jobs import Job
from quizzes.queries.bank import newest_version
from quizzes.queries.grading.regrading.planning import Plan
from quizzes.queries.grading.regrading.preview import (
    acts_about,
    asked_at,
    preview_of,
    version_steps,
)
from quizzes.requests import address_of, signed_in, teaching
from quizzes.responses import private
from quizzes.services import jobs
from quizzes.templatetags.words import words

KIND, FOLDER = "regrade", "quizzes/teacher/regrading"


@require_http_methods(["GET", "HEAD", "POST"])
@private
def regrade(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what an act would change; a POST asks the worker to do it."""
    user = teaching(request)
    question = _question(user, public_id)
    given = asked_at(question, user)
    form = ActForm(given, _asked(request, given))
    plan = _plan(question, form)
    apply = ApplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and plan is not None and apply.is_valid():
        _enqueue(request, plan, apply.cleaned_data["reason"])
        return redirect("quizzes:question-regrade", public_id)
    context = {
        "question": question,
        "version": newest_version(question),
        "given": given,
        "steps": version_steps(question, given),
        "form": form if plan or form.is_bound else ActForm(given, initial=_begun(request, form)),
        "apply": apply,
        "preview": preview_of(plan) if plan else None,
        "acts": acts_about(question, user),
        "job": _job(user, question),
    }
    status = 422 if request.method == "POST" else 200
    return render(
        request, "quizzes/teacher/regrading/question_regrade.html", context, status=status
    )


@require_POST
@private
def undo(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask the worker to undo an act, at classes all of which one leads."""
    user = signed_in(request)
    act = get_object_or_404(GradingAct.objects.select_related("question"), public_id=public_id)
    concerned = Assignment.objects.filter(attempts__items__acted__act=act)
    led = Assignment.objects.led_by(user)
    if not concerned.filter(pk__in=led).exists() or concerned.exclude(pk__in=led).exists():
        raise Http404
    _ask(request, act.question, {"undo": str(act.public_id)}, reason=None)
    return redirect("quizzes:question-regrade", act.question.public_id)


def _question(user: User, public_id: UUID) -> Question:
    """Return a question of one's own, or one that a class was asked that one leads; else 404."""
    led = Assignment.objects.led_by(user)
    asked = Question.objects.filter(versions__attempt_items__attempt__assignment__in=led)
    allowed = Question.objects.filter(Q(owner=user) | Q(pk__in=asked.values("pk")))
    return get_object_or_404(allowed, public_id=public_id)


def _asked(request: HttpRequest, given: Sequence[Assignment]) -> Any:
    """Return what the form was sent with; None while nothing is chosen.

    A link that names no assignment means all of them.
    """
    if request.method == "POST":
        return request.POST
    if "act" not in request.GET:
        return None
    asked = request.GET.copy()
    if "at" not in asked and "is_chosen" not in asked:
        asked.setlist("at", [str(each.public_id) for each in given])
    return asked


def _begun(request: HttpRequest, form: ActForm) -> dict[str, Any]:
    """Return what is ticked at first: the assignment that one comes from, else all."""
    named = [key for key in request.GET.getlist("at") if key in form.given]
    return {"act": "recompute", "at": named or list(form.given)}


def _plan(question: Question, form: ActForm) -> Plan | None:
    if not form.is_bound or not form.is_valid():
        return None
    kind, choice, keeps_percent = ACTS[form.cleaned_data["act"]]
    return Plan(kind, question, form.assignments, choice, keeps_percent)


def _enqueue(request: HttpRequest, plan: Plan, reason: str) -> None:
    arguments = {
        "kind": plan.kind,
        "question": str(plan.question.public_id),
        "assignments": [str(each.public_id) for each in plan.assignments],
        "choice": plan.choice,
        "keeps_percent": plan.keeps_percent,
    }
    _ask(request, plan.question, arguments, reason)


def _ask(
    request: HttpRequest, question: Question, arguments: dict[str, Any], reason: str | None
) -> None:
    told = {"address": address_of(request), **({} if reason is None else {"reason": reason})}
    try:
        jobs.enqueue(
            kind=KIND,
            arguments={**arguments, "told": told},
            owner=signed_in(request),
            about=newest_version(question).plain_stem,
            key=f"question:{question.public_id}",
            now=timezone.now(),
        )
    except jobs.AlreadyAsked as error:
        messages.warning(request, words(error.message))
    else:
        messages.success(request, _("This is being done. The page says when it is finished."))


def _job(user: User, question: Question) -> Job | None:
    """Return the newest work on a question's marks, while it is not done."""
    own = Job.objects.visible_to(user).filter(kind=KIND, key=f"question:{question.public_id}")
    newest = own.order_by("-created_at").first()
    return None if newest is None or newest.state == Job.State.DONE else newest
