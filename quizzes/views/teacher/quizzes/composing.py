"""Composing a quiz: the page, and its buttons, each of which is saved at once."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quizzes.engine.words import Refused
from quizzes.forms.quizzes.acts import DrawAllForm
from quizzes.forms.quizzes.finding import BankForm
from quizzes.models.composition import Quiz
from quizzes.queries.composition.choosing import Found, articles_with_questions, found_for
from quizzes.queries.composition.composing import composed
from quizzes.queries.composition.listing import whose_is
from quizzes.requests import address_of, asks_for_a_part, signed_in
from quizzes.responses import private
from quizzes.services.composition import Edit, Removed
from quizzes.templatetags.words import words
from quizzes.views.teacher.bank.selecting import hidden_from
from quizzes.views.teacher.quizzes.acts import ACTS, Act, Done

# Where a session keeps what was said and removed, from a button to the page after it.
KEPT = "composed"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an act was not done, and what was sent, to be shown where it was typed."""

    text: str
    sent: Any


@require_safe
@private
def compose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a quiz with its sections and questions, and the bank beside it."""
    quiz = _seen(request, public_id)
    kept = request.session.get(KEPT, {})
    done = None
    if kept.get("quiz") == str(public_id):
        del request.session[KEPT]
        removed = kept["removed"]
        done = Done(kept["words"], Removed.from_json(removed) if removed else None)
    return _page(request, quiz, done=done)


@require_POST
@private
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Do what a button says, and show the quiz as it is then."""
    mine = Quiz.objects.editable_by(signed_in(request)).select_related("article", "owner")
    quiz = get_object_or_404(mine, public_id=public_id)
    # "add:…" is the button of one question that was found.
    name, _colon, question = request.POST.get("do", "").partition(":")
    if name not in ACTS:
        return HttpResponseBadRequest()
    done = _done(request, quiz, ACTS[name], question)
    if isinstance(done, Trouble):
        return _page(request, _seen(request, public_id), trouble=done)
    if asks_for_a_part(request):
        return _page(request, _seen(request, public_id), done=done)
    request.session[KEPT] = {
        "quiz": str(public_id),
        "words": done.words,
        "removed": done.removed and done.removed.to_json(),
    }
    return redirect(_address(request, quiz, done.place or "composer"))


def _seen(request: HttpRequest, public_id: UUID) -> Quiz:
    """Return a quiz that the teacher sees, which says whether it may be changed."""
    user = signed_in(request)
    seen = Quiz.objects.visible_to(user).with_rights(user).select_related("article", "owner")
    return get_object_or_404(seen, public_id=public_id)


def _done(request: HttpRequest, quiz: Quiz, act: Act, question: str) -> Done | Trouble:
    """Do an act; return what is said of it, or why it was not done."""
    sent = request.POST.copy()
    if question:
        sent.setlist("question", [question])
    form = act.form(sent)
    if not form.is_valid():
        return Trouble(form.trouble, request.POST)
    said = form.cleaned_data
    if isinstance(form, DrawAllForm):
        said["question"] = _search(request, quiz)[1].questions
    edit = Edit(
        quiz=quiz,
        actor=signed_in(request),
        revision=said["revision"],
        now=timezone.now(),
        address=address_of(request),
    )
    try:
        return act.do(edit, said)
    except Refused as error:
        return Trouble(words(error.message), request.POST)


def _search(request: HttpRequest, quiz: Quiz) -> tuple[BankForm, Found]:
    """Return what is looked for in the bank, by the address, and what was found."""
    user = signed_in(request)
    own = quiz.article.public_id if quiz.article else None
    # What htmx sends says what stands in the search's fields now; a plain form its address.
    asked = request.POST if "found" in request.POST else request.GET
    form = BankForm(asked, articles_with_questions(user), own)
    page = request.POST.get("page") or request.GET.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    wanted = form.wanted()
    hidden = hidden_from(user, wanted.words)
    return form, found_for(quiz, user, wanted, number, hidden=hidden)


def _address(request: HttpRequest, quiz: Quiz, place: str) -> str:
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return f"{reverse('quizzes:quiz-compose', args=[quiz.public_id])}{query}#{place}"


def _page(
    request: HttpRequest, quiz: Quiz, *, done: Done | None = None, trouble: Trouble | None = None
) -> HttpResponse:
    user = signed_in(request)
    form, found = _search(request, quiz)
    context = {
        "quiz": quiz,
        "composed": composed(quiz, user),
        "whose": whose_is(quiz, user),
        "form": form,
        "found": found,
        "query": urlencode(form.as_query()),
        "done": done,
        "trouble": trouble,
        "ticked": trouble.sent.getlist("question") if trouble else (),
        "is_part": asks_for_a_part(request),
    }
    name = "_composer" if asks_for_a_part(request) else "quiz_compose"
    status = 200 if trouble is None else 422
    return render(request, f"quizzes/teacher/quizzes/{name}.html", context, status=status)
