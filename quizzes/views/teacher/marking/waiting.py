"""What waits for marking, what is marked, and whether names are shown."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AttemptItem
from quizzes.models.bank import Question
from quizzes.queries.disclosure import is_held_back
from quizzes.queries.grading.marking.marked import marked_by_place
from quizzes.queries.grading.marking.waiting import waiting_for
from quizzes.queries.grading.regrading.looks import asked_of
from quizzes.requests import came_from, signed_in
from quizzes.responses import private
from quizzes.services import grading

# Whether the marker wants to see names: of this session, off at each log-in.
NAMES = "marking_names"


@require_safe
@private
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits in the classes that one teaches or assists in."""
    user = signed_in(request)
    context = {"page": waiting_for(user, timezone.now()), "asked": asked_of(user)}
    return render(request, "quizzes/teacher/marking/marking.html", context)


@require_POST
@private
def begin(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open the next answer to a question."""
    user = signed_in(request)
    question = asked(user, public_id)
    return refused(request, question) or to_next(request, question, given(request, user))


@require_safe
@private
def marked(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the answers to a question that are marked, to look at a mark again."""
    user = signed_in(request)
    question, assignment = asked(user, public_id), given(request, user)
    if away := refused(request, question):
        return away
    context = {
        "question": question,
        "given": assignment,
        "page": marked_by_place(user, question, assignment, timezone.now()),
        "is_named": request.session.get(NAMES, False),
        "here": request.get_full_path(),
    }
    return render(request, "quizzes/teacher/marking/marked.html", context)


@require_POST
@private
def names(request: HttpRequest) -> HttpResponse:
    """Show names from now on in this session, or hide them again."""
    request.session[NAMES] = not request.session.get(NAMES, False)
    return redirect(came_from(request, reverse("quizzes:marking")))


def refused(request: HttpRequest, question: Question) -> HttpResponse | None:
    """Lead away who studies in a class that has the question before it; None for all others.

    Rubric, model answer and what earned points are its key.
    """
    if not is_held_back(question, signed_in(request), timezone.now()):
        return None
    messages.warning(
        request,
        _("You are a student of a class that has this question before it. A colleague marks it."),
    )
    return redirect("quizzes:marking")


def asked(user: User, public_id: UUID) -> Question:
    """Return a question that was handed in to a class of the marker's; else 404."""
    items = AttemptItem.objects.markable_by(user)
    questions = Question.objects.filter(pk__in=items.values("version__question"))
    found: Question = get_object_or_404(questions, public_id=public_id)
    return found


def given(request: HttpRequest, user: User) -> Assignment | None:
    """Return the assignment to which the marker keeps, if the address names one; else 404."""
    try:
        named = UUID(request.GET.get("assignment", ""))
    except ValueError:
        return None
    taught = Assignment.objects.taught_by(user).select_related("quiz", "classroom")
    found: Assignment = get_object_or_404(taught, public_id=named)
    return found


def at(name: str, *arguments: object, within: Assignment | None) -> str:
    """Return an address of marking that keeps to an assignment."""
    address = reverse(f"quizzes:{name}", args=arguments)
    return f"{address}?assignment={within.public_id}" if within else address


def to_next(
    request: HttpRequest,
    question: Question,
    within: Assignment | None,
    after: AttemptItem | None = None,
) -> HttpResponse:
    """Lead to the next answer that is free, or say that there is none."""
    place = grading.claim_next(
        marker=signed_in(request),
        question=question,
        given=within,
        after=after,
        now=timezone.now(),
    )
    if place is None:
        messages.info(request, _("No answer to this question is left for you now."))
        return redirect("quizzes:marking")
    return redirect(at("marking-answer", place.attempt, place.position, within=within))
