"""Writing an article: a new one, a copy, a correction."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from quizzes.engine.extracting.refusals import MOST_CHARACTERS
from quizzes.engine.words import Refused
from quizzes.forms.articles.editor import (
    ID,
    LOOK,
    SAVE,
    ArticleEditor,
    posted_for,
    posted_for_new,
)
from quizzes.forms.questions.parts import posted_by
from quizzes.models.articles import Article, ArticleRevision
from quizzes.queries.articles import article_shown, at_stake, newest_revision
from quizzes.requests import signed_in, teaching
from quizzes.responses import private
from quizzes.services import articles, correcting
from quizzes.services.articles import DRAFT
from quizzes.views.teacher.drafts import Drafting, drafting_of


@require_http_methods(["GET", "HEAD", "POST"])
@private
def new(request: HttpRequest) -> HttpResponse:
    """Write a new article, or a copy of the one that `?from=` names."""
    user = teaching(request)
    source = _to_copy(request)
    begun = posted_for(source) if source else posted_for_new()
    key = _id_in(request.POST, ID) or _id_in(request.GET, "draft") or UUID(str(begun[ID]))
    if _is_saved_already(request, key):
        return redirect("quizzes:article-edit", key)
    address = f"{reverse('quizzes:article-new')}?draft={key}"
    drafting = drafting_of(request, DRAFT, key, "", 0, address)
    editor = _editor(request, drafting, begun, is_new=True)
    if editor.is_valid and request.POST.get("do") == SAVE:
        try:
            revision = articles.write_article(
                author=user,
                public_id=editor.public_id,
                words=editor.form.words(),
                now=timezone.now(),
                ends_draft=True,
            )
        except Refused as error:
            editor.refuse(error)
        else:
            messages.success(request, _("The article is saved."))
            return redirect("quizzes:article-detail", revision.article.public_id)
    return _page(request, editor, drafting, None)


def _is_saved_already(request: HttpRequest, public_id: UUID) -> bool:
    """Return whether a draft's address leads to the article that it has become.

    A new form under its id would be taken for a second press of the button: its words would go.
    """
    mine = Article.objects.editable_by(signed_in(request)).filter(public_id=public_id)
    return request.method != "POST" and "draft" in request.GET and mine.exists()


@require_http_methods(["GET", "HEAD", "POST"])
@private
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Correct an article that one may change: a new revision, with evidence that moves along."""
    mine = Article.objects.editable_by(signed_in(request))
    article = get_object_or_404(mine, public_id=public_id)
    last = newest_revision(article)
    address = reverse("quizzes:article-edit", args=[public_id])
    drafting = drafting_of(request, DRAFT, public_id, "", last.number, address)
    editor = _editor(request, drafting, posted_for(last), is_new=False)
    if editor.is_valid and request.POST.get("do") == SAVE and _is_saved(request, editor, article):
        return redirect("quizzes:article-history", article.public_id)
    return _page(request, editor, drafting, article)


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
            ends_draft=True,
        )
    except Refused as error:
        editor.refuse(error)
        return False
    _tell(request, done)
    return True


def _tell(request: HttpRequest, done: correcting.Corrected) -> None:
    if not done.is_new:
        messages.info(request, _("Nothing was changed, so there is no new revision."))
        return
    saved = _("Revision %(number)s is saved.") % {"number": done.revision.number}
    moved = ngettext(
        "%(count)s question points into it now.",
        "%(count)s questions point into it now.",
        len(done.moved),
    ) % {"count": len(done.moved)}
    messages.success(request, f"{saved} {moved}" if done.moved else saved)


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


def _id_in(sent: QueryDict, name: str) -> UUID | None:
    try:
        return UUID(sent.get(name, ""))
    except ValueError:
        return None


def _editor(
    request: HttpRequest, drafting: Drafting, begun: QueryDict, *, is_new: bool
) -> ArticleEditor:
    """Return the form: as posted and after what its button did, as drafted, or as it begins."""
    if request.method == "POST":
        posted = request.POST.copy()
    elif drafting.draft is not None:
        posted = posted_by((name, value) for name, value in drafting.draft.posted)
    else:
        posted = begun
    if is_new:
        # Sent twice, the form of a new article is still one article.
        posted[ID] = str(drafting.subject_id)
    editor = ArticleEditor(posted, is_new=is_new)
    if request.method != "POST":
        return editor
    return editor.after(request.POST.get("do", LOOK), request.FILES.get("file"))


def _page(
    request: HttpRequest, editor: ArticleEditor, drafting: Drafting, article: Article | None
) -> HttpResponse:
    revision = editor.revision()
    has_text = 0 < len(revision.text) <= MOST_CHARACTERS
    context = {
        "editor": editor,
        "article": article,
        "drafting": drafting,
        "newest": newest_revision(article) if article and drafting.draft else None,
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
