"""The list of quizzes, a new one, and what becomes of one that is done with."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.engine.words import Refused
from quizzes.forms.quizzes.finding import QuizzesForm
from quizzes.forms.quizzes.making import NewQuizForm
from quizzes.models.accounts import User
from quizzes.models.composition import Quiz
from quizzes.queries.articles import newest_revisions
from quizzes.queries.composition.listing import quizzes_listed, rows_of
from quizzes.requests import address_of, signed_in, teaching
from quizzes.responses import private
from quizzes.services import attempts, composition
from quizzes.templatetags.words import words

QUIZZES_PER_PAGE = 25


@require_safe
@private
def quizzes(request: HttpRequest) -> HttpResponse:
    """Show the quizzes that a teacher made, those shared with them, and the library's."""
    user = teaching(request)
    form = QuizzesForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    is_archived = said.get("show") == "archived"
    listed = quizzes_listed(
        user, asked=said.get("q", ""), whose=said.get("whose", ""), is_archived=is_archived
    )
    page = Paginator(listed, QUIZZES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": rows_of(list(page), user),
        "is_archived": is_archived,
        "is_searched": bool(said.get("q") or said.get("whose")),
    }
    return render(request, "quizzes/teacher/quizzes/quizzes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def new(request: HttpRequest) -> HttpResponse:
    """Begin a quiz, about an article or none."""
    user = teaching(request)
    begun = {"article": request.GET.get("article", "")}
    form = NewQuizForm(request.POST or None, revisions=newest_revisions(user), initial=begun)
    if form.is_valid():
        quiz = composition.create_quiz(
            owner=user,
            title=form.cleaned_data["title"],
            article=form.chosen,
            language=form.language,
            now=timezone.now(),
        )
        return redirect("quizzes:quiz-compose", quiz.public_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "quizzes/teacher/quizzes/quiz_new.html", {"form": form}, status=status)


@require_POST
def archive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a quiz away, or bring it back."""
    user, quiz = signed_in(request), _own(request, public_id)
    if quiz.is_archived:
        composition.unarchive(quiz=quiz, actor=user, now=timezone.now())
        messages.success(request, _("“%(title)s” is in the list again.") % {"title": quiz.title})
        return redirect("quizzes:quiz-compose", public_id)
    composition.archive(quiz=quiz, actor=user, now=timezone.now())
    messages.success(
        request,
        _("“%(title)s” is archived. You find it under “Archived”.") % {"title": quiz.title},
    )
    return redirect("quizzes:quizzes")


@require_http_methods(["GET", "HEAD", "POST"])
@private
def delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask whether a quiz that was never used shall be deleted, and delete it."""
    user, quiz = signed_in(request), _own(request, public_id)
    if request.method != "POST":
        return render(request, "quizzes/teacher/quizzes/quiz_delete.html", {"quiz": quiz})
    return _deleted(request, quiz, user, timezone.now())


def _deleted(request: HttpRequest, quiz: Quiz, user: User, now: datetime) -> HttpResponse:
    try:
        attempts.delete_quiz(quiz=quiz, actor=user, now=now, address=address_of(request))
    except Refused as error:
        messages.error(request, words(error.message))
        return redirect("quizzes:quiz-compose", quiz.public_id)
    messages.success(request, _("“%(title)s” is deleted.") % {"title": quiz.title})
    return redirect("quizzes:quizzes")


def _own(request: HttpRequest, public_id: UUID) -> Quiz:
    """Return a quiz of the teacher's own: a colleague changes its content, not its being."""
    mine = Quiz.objects.editable_by(signed_in(request)).filter(owner=signed_in(request))
    return get_object_or_404(mine, public_id=public_id)
