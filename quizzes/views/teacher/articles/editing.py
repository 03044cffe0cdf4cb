"""Writing an article: a new one, a copy, a correction."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quizzes.engine.words import Refused
from quizzes.forms.articles.editor import (
    LOOK,
    SAVE,
    ArticleEditor,
    posted_for,
    posted_for_new,
)
from quizzes.models.articles import Article, ArticleRevision
from quizzes.queries.articles import article_shown, at_stake, newest_revision
from quizzes.requests import signed_in, teaching
from quizzes.responses import private
from quizzes.services import articles, correcting


@require_http_methods(["GET", "HEAD", "POST"])
@private
def new(request: HttpRequest) -> HttpResponse:
    """Write a new article, or a copy of the one that `?from=` names."""
    user = teaching(request)
    source = _to_copy(request)
    editor = _editor(request, posted_for(source) if source else posted_for_new(), is_new=True)
    if editor.is_valid and request.POST.get("do") == SAVE:
        try:
            revision = articles.write_article(
                author=user,
                public_id=editor.public_id,
                words=editor.form.words(),
                now=timezone.now(),
            )
        except Refused as error:
            editor.refuse(error)
        else:
            messages.success(request, _("The article is saved."))
            return redirect("quizzes:article-detail", revision.article.public_id)
    return _page(request, editor, None)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Correct an article that one may change: a new revision, with evidence that moves along."""
    mine = Article.objects.editable_by(signed_in(request))
    article = get_object_or_404(mine, public_id=public_id)
    editor = _editor(request, posted_for(newest_revision(article)), is_new=False)
    if editor.is_valid and request.POST.get("do") == SAVE and _is_saved(request, editor, article):
        return redirect("quizzes:article-history", article.public_id)
    return _page(request, editor, article)


def _is_saved(request: HttpRequest, editor: ArticleEditor, article: Article) -> bool:
    """Save a correction and say what it came to, or say why it cannot be."""
    said = editor.form.cleaned_data
    try:
        done = correcting.correct_article(
            article=article,
            editor=signed_in(request),
            words=editor.form.words(),
            number=said["number"],
            note=said["note"],
            now=timezone.now(),
        )
    except Refused as error:
        editor.refuse(error)
        return False
    if not done.is_new:
        messages.info(request, _("Nothing was changed, so there is no new revision."))
        return True
    moved = ngettext(
        "%(count)s question points into it now.",
        "%(count)s questions point into it now.",
        len(done.moved),
    ) % {"count": len(done.moved)}
    saved = _("Revision %(number)s is saved.") % {"number": done.revision.number}
    messages.success(request, f"{saved} {moved}" if done.moved else saved)
    return True


def _to_copy(request: HttpRequest) -> ArticleRevision | None:
    """Return the revision that the address names, None if it names none; raise Http404."""
    if request.method == "POST" or "from" not in request.GET:
        return None
    try:
        public_id = UUID(request.GET["from"])
    except ValueError as error:
        raise Http404 from error
    seen = Article.objects.visible_to(signed_in(request))
    return newest_revision(get_object_or_404(seen, public_id=public_id))


def _editor(request: HttpRequest, begun: QueryDict, *, is_new: bool) -> ArticleEditor:
    if request.method != "POST":
        return ArticleEditor(begun, is_new=is_new)
    editor = ArticleEditor(request.POST.copy(), is_new=is_new)
    return editor.after(request.POST.get("do", LOOK), request.FILES.get("file"))


def _page(request: HttpRequest, editor: ArticleEditor, article: Article | None) -> HttpResponse:
    revision = editor.revision()
    has_text = bool(revision.text)
    context = {
        "editor": editor,
        "article": article,
        "shown": article_shown(revision) if has_text else None,
        "figures": editor.figures() if has_text else None,
        "stake": _stake(request, editor, article) if article and has_text else None,
        "action": request.path,
    }
    is_refused = editor.trouble or editor.refusal or (editor.is_judged and not editor.is_valid)
    name = "quizzes/teacher/articles/article_edit.html"
    return render(request, name, context, status=422 if is_refused else 200)


def _stake(request: HttpRequest, editor: ArticleEditor, article: Article) -> object:
    """Return which questions would move along, once the text is another one."""
    last = newest_revision(article)
    if last.text == editor.text:
        return None
    return at_stake(article, signed_in(request), editor.text, last.number + 1)
