"""A ready-made quiz for a first class, in three steps: quiz, class, dates."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.forms.classes.classroom import NewClassForm
from quizzes.forms.classes.first import FirstDatesForm
from quizzes.models.composition import Quiz
from quizzes.queries.composition import question_counts
from quizzes.queries.composition.listing import quizzes_listed, rows_of
from quizzes.requests import address_of, teaching
from quizzes.responses import private
from quizzes.services import assignments

QUIZZES_PER_PAGE = 20


@require_safe
@private
def first(request: HttpRequest) -> HttpResponse:
    """Let a teacher pick a quiz."""
    user = teaching(request)
    page = Paginator(quizzes_listed(user), QUIZZES_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": rows_of(list(page), user)}
    return render(request, "quizzes/teacher/classes/first_quiz.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def first_class(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let a teacher name a class."""
    user, quiz = teaching(request), _quiz(request, public_id)
    begun = {name: request.GET[name] for name in ("name", "time_zone") if name in request.GET}
    form = NewClassForm(request.POST or None, zone=user.time_zone, initial=begun)
    if form.is_valid():
        url = reverse("quizzes:teach-first-dates", args=[public_id])
        return redirect(f"{url}?{urlencode(form.cleaned_data)}")
    context = {"quiz": quiz, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "quizzes/teacher/classes/first_class.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def first_dates(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let a teacher say until when; make the class and give it the quiz, both or neither."""
    user, quiz, now = teaching(request), _quiz(request, public_id), timezone.now()
    named = NewClassForm(request.GET, zone=user.time_zone)
    back = reverse("quizzes:teach-first-class", args=[public_id])
    if not named.is_valid():
        return redirect(back)
    new = assignments.NewClass(**named.cleaned_data)
    form = FirstDatesForm(request.POST or None, zone=ZoneInfo(new.time_zone), now=now)
    if form.is_valid():
        given = assignments.give_to_new_class(
            quiz=quiz, new=new, terms=form.terms, actor=user, now=now, address=address_of(request)
        )
        told = {"quiz": quiz.title, "name": new.name}
        messages.success(request, _("Done: “%(quiz)s” is given to “%(name)s”.") % told)
        return redirect("quizzes:class-joining", given.classroom.public_id)
    context = {"quiz": quiz, "new": new, "form": form, "back": f"{back}?{request.GET.urlencode()}"}
    status = 422 if request.method == "POST" else 200
    return render(request, "quizzes/teacher/classes/first_dates.html", context, status=status)


def _quiz(request: HttpRequest, public_id: UUID) -> Quiz:
    """Return a quiz that the teacher can give: one with questions, not put away."""
    usable = Quiz.objects.visible_to(teaching(request)).filter(is_archived=False)
    quiz = get_object_or_404(usable, public_id=public_id)
    return get_object_or_404(usable, pk=quiz.pk if question_counts([quiz]).get(quiz.pk) else 0)
