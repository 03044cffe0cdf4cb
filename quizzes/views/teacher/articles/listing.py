"""The list of articles, what became of one, putting it away and deleting it."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.engine.words import Refused
from quizzes.models.articles import Article
from quizzes.queries.articles import (
    Listed,
    article_shown,
    articles_listed,
    at_stake,
    differences,
    newest_revision,
    revisions_of,
    what_points_at,
)
from quizzes.requests import signed_in, teaching
from quizzes.responses import private
from quizzes.services import articles as acts
from quizzes.templatetags.words import words

ARTICLES_PER_PAGE = 25
LONGEST_SEARCH = 200
_PAGES = "quizzes/teacher/articles/"


@require_safe
@private
def articles(request: HttpRequest) -> HttpResponse:
    """Show a teacher's own articles, shared ones and the library's."""
    user = teaching(request)
    asked = request.GET.get("q", "")[:LONGEST_SEARCH]
    whose = request.GET.get("whose", "")
    listed = Listed(whose) if whose in set(Listed) else Listed.ALL
    page = articles_listed(user, listed, asked, request.GET.get("page"), ARTICLES_PER_PAGE)
    filters = {name: value for name, value in (("q", asked), ("whose", listed.value)) if value}
    context = {
        "page": page,
        "asked": asked,
        "listed": listed.value,
        "query": f"{urlencode(filters)}&" if filters else "",
    }
    return render(request, f"{_PAGES}articles.html", context)


@require_safe
@private
def history(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show who has made which revision, and what rests on words that are gone."""
    article = _seen(request, public_id)
    user = signed_in(request)
    last = newest_revision(article)
    may_edit = Article.objects.editable_by(user).filter(pk=article.pk).exists()
    context = {
        "article": article,
        "last": last,
        "lines": revisions_of(article),
        "may_edit": may_edit,
        "is_owner": article.owner_id == user.pk,
        "stake": at_stake(article, user, last.text, last.number) if may_edit else None,
    }
    return render(request, f"{_PAGES}article_history.html", context)


@require_safe
@private
def revision(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Show an article as it was."""
    article = _seen(request, public_id)
    found = get_object_or_404(article.revisions.select_related("created_by"), number=number)
    last = newest_revision(article)
    context = {"article": article, "revision": found, "shown": article_shown(found), "last": last}
    return render(request, f"{_PAGES}article_revision.html", context)


@require_safe
@private
def difference(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what two revisions differ in; the address says which: `?from=1&to=2`."""
    article = _seen(request, public_id)
    asked = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(each.isascii() and each.isdigit() and len(each) < 8 for each in asked):
        raise Http404
    older, newer = sorted(map(int, asked))
    found = differences(article, older, newer)
    if found is None:
        raise Http404
    context = {"article": article, "found": found, "lines": revisions_of(article)}
    return render(request, f"{_PAGES}article_difference.html", context)


@require_POST
@private
def archive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put an article of one's own away, or back."""
    article = _own(request, public_id)
    user, now = signed_in(request), timezone.now()
    if request.POST.get("do") == "put_back":
        acts.put_back(article=article, actor=user, now=now)
        messages.success(request, _("The article is in your list again."))
    else:
        acts.archive(article=article, actor=user, now=now)
        messages.success(request, _("The article is put away. You find it under “Put away”."))
    return redirect("quizzes:article-history", article.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask whether an article of one's own is deleted, or say why it cannot be; delete it."""
    article = _own(request, public_id)
    if request.method == "POST":
        try:
            acts.delete(article=article, actor=signed_in(request), now=timezone.now())
        except Refused as error:
            messages.error(request, words(error.message))
            return redirect("quizzes:article-delete", public_id)
        messages.success(request, _("The article is deleted."))
        return redirect("quizzes:articles")
    context = {
        "article": article,
        "last": newest_revision(article),
        "reasons": what_points_at(article),
    }
    return render(request, f"{_PAGES}article_delete.html", context)


def _seen(request: HttpRequest, public_id: UUID) -> Article:
    """Return an article for a teacher who sees it; a student reads the newest revision only."""
    user = signed_in(request)
    if not user.is_teacher:
        raise Http404
    return get_object_or_404(Article.objects.visible_to(user), public_id=public_id)


def _own(request: HttpRequest, public_id: UUID) -> Article:
    user = signed_in(request)
    mine = Article.objects.editable_by(user).filter(owner=user)
    return get_object_or_404(mine, public_id=public_id)
