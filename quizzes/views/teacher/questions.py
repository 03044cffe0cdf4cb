"""A teacher writes a question: a new one, another version of one."""

from collections.abc import Sequence
from random import SystemRandom
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from quizzes.engine.kinds.registry import KINDS
from quizzes.engine.words import Refused
from quizzes.forms.questions import SPEC_PARTS
from quizzes.forms.questions.editor import Editor, posted_for, posted_for_new
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision
from quizzes.models.bank import Question, QuestionVersion, Topic
from quizzes.queries.articles import newest_revision, newest_revisions
from quizzes.queries.bank import evidence_by_version, newest_version
from quizzes.queries.disclosure import is_held_back
from quizzes.requests import asks_for_a_part, signed_in, teaching
from quizzes.responses import private
from quizzes.services import bank
from quizzes.views.previews import preview_of

LOOK, PUBLISH = "look", "publish"
HELD_BACK = gettext_lazy(
    "You are a student in a class that is asked this question. You can copy it when that is over."
)

_rng = SystemRandom()


@require_safe
@private
def new(request: HttpRequest) -> HttpResponse:
    """Show the kinds, of which one is picked."""
    teaching(request)
    kinds = [(kind, SPEC_PARTS[kind.name].about) for kind in KINDS.values()]
    return render(request, "quizzes/teacher/question_new.html", {"kinds": kinds})


@require_http_methods(["GET", "HEAD", "POST"])
@private
def create(request: HttpRequest, kind: str) -> HttpResponse:
    """Write a new question, or a copy of the one that `?from=` names."""
    user = teaching(request)
    if kind not in KINDS:
        raise Http404
    source = _to_copy(request)
    if source is not None and is_held_back(source, user, timezone.now()):
        messages.warning(request, HELD_BACK)
        return redirect("quizzes:questions")
    version = newest_version(source) if source is not None else None
    if version is not None and version.kind != kind:
        raise Http404
    editor = _editor(request, kind, version, is_new=True)
    if request.method == "POST" and _is_published(request, editor, None):
        return _sent_to_list(request)
    return _page(request, editor, None)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write another version of a question of one's own."""
    mine = Question.objects.editable_by(signed_in(request))
    question = get_object_or_404(mine, public_id=public_id)
    version = newest_version(question)
    editor = _editor(request, version.kind, version, is_new=False)
    if request.method == "POST" and _is_published(request, editor, question):
        return _sent_to_list(request)
    return _page(request, editor, question)


def _editor(
    request: HttpRequest, kind: str, version: QuestionVersion | None, *, is_new: bool
) -> Editor:
    """Return the form: as posted and after what its button did, or as the version stands."""
    asked = request.POST.get("do", LOOK)
    articles = _articles(signed_in(request), version)
    editor = Editor(
        kind,
        request.POST.copy() if request.method == "POST" else _begun(kind, version, articles),
        is_new=is_new,
        articles=articles,
        topics=list(Topic.objects.all()),
        is_judged=request.method == "POST" and asked in {LOOK, PUBLISH},
    )
    if request.method != "POST" or editor.is_judged:
        return editor
    return editor.after(asked, _rng)


def _begun(
    kind: str, version: QuestionVersion | None, articles: Sequence[ArticleRevision]
) -> QueryDict:
    """Return what a browser would post for a version as it stands, or for an empty form."""
    if version is None:
        return posted_for_new(kind, _rng)
    question = version.question
    revision = next((each for each in articles if each.article_id == question.article_id), None)
    evidence = evidence_by_version([version.pk]).get(version.pk, ())
    topics = [topic.slug for topic in question.topics.all()]
    return posted_for(version, evidence, topics, revision, _rng)


def _articles(author: User, version: QuestionVersion | None) -> list[ArticleRevision]:
    """Return what the author may choose: also the question's own article, whosever it is now."""
    articles = newest_revisions(author)
    own = version.question.article if version is not None else None
    if own is None or any(each.article_id == own.pk for each in articles):
        return articles
    return [*articles, newest_revision(own)]


def _to_copy(request: HttpRequest) -> Question | None:
    """Return the question that the address names, None if it names none; raise Http404."""
    if request.method == "POST" or "from" not in request.GET:
        return None
    try:
        public_id = UUID(request.GET["from"])
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(Question.objects.visible_to(signed_in(request)), public_id=public_id)


def _is_published(request: HttpRequest, editor: Editor, question: Question | None) -> bool:
    """Publish what was written, if that was asked for and can be; else say why not."""
    # What names no button, or one that is not ours, publishes nothing.
    if request.POST.get("do") != PUBLISH or not editor.is_valid():
        return False
    try:
        _write(request, editor, question)
    except Refused as error:
        editor.refuse(error)
        return False
    return True


def _write(request: HttpRequest, editor: Editor, question: Question | None) -> None:
    author, written, now = signed_in(request), editor.written(), timezone.now()
    if question is None or editor.publishing is None:
        bank.write_question(author=author, public_id=editor.public_id, written=written, now=now)
        messages.success(request, _("The question is published."))
        return
    said = editor.publishing.cleaned_data
    version = bank.rewrite_question(
        question=question, author=author, written=written, now=now, **said
    )
    messages.success(request, _("Version %(number)s is published.") % {"number": version.number})


def _sent_to_list(request: HttpRequest) -> HttpResponse:
    if asks_for_a_part(request):
        return HttpResponseClientRedirect(reverse("quizzes:questions"))
    return redirect("quizzes:questions")


def _page(request: HttpRequest, editor: Editor, question: Question | None) -> HttpResponse:
    is_right = editor.is_judged and editor.is_valid()
    context = {
        "editor": editor,
        "question": question,
        "action": request.get_full_path(),
        "preview": preview_of(editor.content()) if is_right else None,
    }
    name = "_editor" if asks_for_a_part(request) else "question_edit"
    status = 422 if editor.is_judged and not is_right else 200
    return render(request, f"quizzes/teacher/{name}.html", context, status=status)
