"""Reading an article."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes.models.articles import Article
from quizzes.models.composition import Quiz
from quizzes.queries.articles import article_marked, article_shown, newest_revision
from quizzes.queries.assignments import timetable_of
from quizzes.queries.disclosure import quizzes_held_back
from quizzes.requests import signed_in
from quizzes.responses import private
from quizzes.views.learner.words import reading_words


@require_safe
@private
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show an article in its newest revision, with the quizzes about it."""
    user = signed_in(request)
    article = get_object_or_404(Article.objects.visible_to(user), public_id=public_id)
    quizzes = list(Quiz.objects.open_for_self_study(user).filter(article=article).order_by("pk"))
    held = quizzes_held_back(quizzes, timetable_of(user), timezone.now())
    revision = newest_revision(article)
    revision.article = article
    context = {
        "article": article_marked(article_shown(revision), revision, user),
        "words": reading_words(),
        "quizzes": [quiz for quiz in quizzes if quiz.pk not in held],
    }
    return render(request, "quizzes/learner/article_detail.html", context)
