"""Giving a quiz: to one class or several, or to chosen students, each with its dates."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quizzes.engine.settings.presets import PRESETS
from quizzes.engine.terms import Terms
from quizzes.forms.classes.giving import ClassForm, GiveForms, usual_dates, with_usual_dates
from quizzes.forms.classes.taking import TakingForm, filled, of_terms
from quizzes.models.assignments import Assignment
from quizzes.models.composition import Quiz
from quizzes.queries.attempts.asking import Asking, asking_of
from quizzes.queries.classrooms.recipients import Recipients, recipients_led_by
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import assignments
from quizzes.views.teacher.assignments.told import told

GIVE, PRESET = "give", "preset:"


@require_http_methods(["GET", "HEAD", "POST"])
@private
def give(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask whom a quiz is given to, when and how, and give it; a preset fills the form only."""
    user = signed_in(request)
    seen = Quiz.objects.visible_to(user).filter(is_archived=False).with_rights(user)
    quiz = get_object_or_404(seen.select_related("article"), public_id=public_id)
    asking = asking_of(quiz, None)
    now = timezone.now()
    page = _forms(request, quiz, asking, now)
    if request.POST.get("do") == GIVE and asking.places and page.is_valid():
        return _given(request, quiz, page, now)
    is_refused = request.POST.get("do") == GIVE
    context = {"quiz": quiz, "page": page, "is_wrong": is_refused, **_told(quiz, page, asking)}
    name = "quizzes/teacher/assignments/quiz_give.html"
    return render(request, name, context, status=422 if is_refused else 200)


def _forms(request: HttpRequest, quiz: Quiz, asking: Asking, now: datetime) -> GiveForms:
    """Return the form as it was posted, or as it begins: by the quiz's own settings."""
    classes = recipients_led_by(signed_in(request))
    begun = _begun(classes, request.GET.get("class", ""), quiz, now)

    data: QueryDict | None = request.POST if request.method == "POST" else None
    preset = request.POST.get("do", "").removeprefix(PRESET)
    if data is not None and preset in PRESETS:
        data = with_usual_dates(filled(data, preset), _parts(classes, begun, None), preset, now)
    taking = TakingForm(data, places=asking.places, initial=of_terms(quiz.terms()))
    return GiveForms(taking, _parts(classes, begun, data))


def _parts(
    classes: Sequence[Recipients], begun: Sequence[dict[str, Any]], posted: QueryDict | None
) -> list[ClassForm]:
    """Return the part of each class, as posted or as it begins."""
    return [
        ClassForm(each, posted, prefix=f"c{each.classroom.pk}", initial=initial)
        for each, initial in zip(classes, begun, strict=True)
    ]


def _begun(
    classes: Sequence[Recipients], asked: str, quiz: Quiz, now: datetime
) -> list[dict[str, Any]]:
    """Return how each class's part begins: the one that was asked for, or is alone, is ticked.

    That one, else the first, has the usual dates; the others get the same.
    """
    ticked = [len(classes) == 1 or str(each.classroom.public_id) == asked for each in classes]
    begun: list[dict[str, Any]] = [
        {"is_given": each, "for_whom": "all", "due_at": None} for each in ticked
    ]
    if begun:
        first = ticked.index(True) if True in ticked else 0
        dates = usual_dates(quiz.review_preset, now, classes[first].classroom.zone)
        begun[first] |= {"opens_at": dates.opens_at, "due_at": dates.due_at}
    return begun


def _given(request: HttpRequest, quiz: Quiz, page: GiveForms, now: datetime) -> HttpResponse:
    gifts = [
        assignments.Gift(part.classroom, assignments.AssignmentTerms(**values), part.students())
        for part, values in page.gifts()
    ]
    assignments.give(
        quiz=quiz, gifts=gifts, actor=signed_in(request), now=now, address=address_of(request)
    )
    words = ngettext(
        "Given to %(count)s class. Students are told when it opens.",
        "Given to %(count)s classes. Students are told when it opens.",
        len(gifts),
    )
    messages.success(request, words % {"count": len(gifts)})
    return redirect("quizzes:class-assignments", gifts[0].classroom.public_id)


def _told(quiz: Quiz, page: GiveForms, asking: Asking) -> dict[str, Any]:
    is_right = page.taking.is_bound and page.taking.is_valid()
    terms = _terms(quiz, page) if is_right else quiz.terms()
    students = sum(map(_count, page.ticked))
    return told(terms, asking, students=students, dates=list(_dates(page)))


def _dates(page: GiveForms) -> Iterator[tuple[str, datetime | None, datetime | None]]:
    """Yield when each ticked class's quiz is due and closes, as far as it was said rightly."""
    for part in page.ticked:
        if not part.is_bound:
            yield part.classroom.name, part.initial["due_at"], part.initial["due_at"]
        elif part.is_valid():
            said = part.dates().closing()
            yield part.classroom.name, said.due_at, said.closes_at


def _terms(quiz: Quiz, page: GiveForms) -> Terms:
    return Assignment(quiz=quiz, **page.taking.values()).terms()


def _count(part: ClassForm) -> int:
    is_for_some = part.is_bound and part.is_valid() and part.cleaned_data["for_whom"] == "chosen"
    return len(part.students()) if is_for_some else len(part.recipients.students)
