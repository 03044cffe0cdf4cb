"""Writing a question, or another version of one: the form, what it keeps, and publishing."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import SystemRandom
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from quizzes.engine.kinds.registry import KINDS
from quizzes.engine.words import Refused
from quizzes.forms.questions.editor import ID, Editor, posted_for, posted_for_new
from quizzes.forms.questions.parts import posted_by
from quizzes.models.articles import ArticleRevision
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.editing import EditingDraft
from quizzes.queries.bank import evidence_by_version, newest_version, topics_seen
from quizzes.queries.bank.likeness import Similar, similar_questions
from quizzes.queries.disclosure import is_held_back
from quizzes.queries.editing import articles_to_choose
from quizzes.queries.grading.regrading.preview import asked_at
from quizzes.requests import asks_for_a_part, came_from, signed_in, teaching
from quizzes.responses import private
from quizzes.services import bank
from quizzes.views.previews import preview_of
from quizzes.views.teacher.drafts import Drafting, drafting_of
from quizzes.views.trying import tried

LOOK, LIVE, TRY, PUBLISH = "look", "live", "try", "publish"
HELD_BACK = gettext_lazy(
    "You are a student in a class that is asked this question. You can copy it when that is over."
)
HELD_BACK_FROM_EDITOR = gettext_lazy(
    "You are a student in a class that is asked this question. You can change it when that is over."
)

# So few characters are like many others.
SHORTEST_ALIKE = 15

_rng = SystemRandom()


@dataclass(frozen=True, slots=True)
class Writing:
    """What is written: `question` is the one that gets a version, None for a new one.

    `version` is what the form begins from; `subject_id` the question's id, or what it will be.
    """

    kind: str
    version: QuestionVersion | None
    question: Question | None
    subject_id: UUID

    @property
    def address(self) -> str:
        """Where the form opens with its draft."""
        if self.question is not None:
            return reverse("quizzes:question-edit", args=[self.question.public_id])
        return f"{reverse('quizzes:question-create', args=[self.kind])}?draft={self.subject_id}"


@require_http_methods(["GET", "HEAD", "POST"])
@private
def create(request: HttpRequest, kind: str) -> HttpResponse:
    """Write a new question, a copy of the one that `?from=` names, or go on with `?draft=`."""
    user = teaching(request)
    if kind not in KINDS:
        raise Http404
    named = _id_in(request.POST, ID) or _id_in(request.GET, "draft")
    if named and request.method != "POST" and _is_published_already(request, named):
        return redirect("quizzes:question-edit", named)
    source = _to_copy(request)
    if source is not None and is_held_back(source, user, timezone.now()):
        messages.warning(request, HELD_BACK)
        return redirect("quizzes:questions")
    version = newest_version(source) if source is not None else None
    if version is not None and version.kind != kind:
        raise Http404
    return _written(request, Writing(kind, version, None, named or uuid4()))


@require_http_methods(["GET", "HEAD", "POST"])
@private
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write another version of a question of one's own."""
    mine = Question.objects.editable_by(signed_in(request)).select_related("article")
    question = get_object_or_404(mine, public_id=public_id)
    if is_held_back(question, signed_in(request), timezone.now()):
        messages.warning(request, HELD_BACK_FROM_EDITOR)
        return redirect("quizzes:question-detail", public_id)
    version = newest_version(question)
    return _written(request, Writing(version.kind, version, question, public_id))


def _id_in(fields: QueryDict, name: str) -> UUID | None:
    try:
        return UUID(fields.get(name, ""))
    except ValueError:
        return None


def _is_published_already(request: HttpRequest, public_id: UUID) -> bool:
    mine = Question.objects.editable_by(signed_in(request))
    return mine.filter(public_id=public_id).exists()


def _to_copy(request: HttpRequest) -> Question | None:
    """Return the question that the address names, None if it names none; raise Http404."""
    if request.method == "POST" or "from" not in request.GET:
        return None
    public_id = _id_in(request.GET, "from")
    if public_id is None:
        raise Http404
    return get_object_or_404(Question.objects.visible_to(signed_in(request)), public_id=public_id)


def _written(request: HttpRequest, writing: Writing) -> HttpResponse:
    """Publish what was posted, else show the form: as posted, as drafted, or as it stands."""
    drafting = _drafting(request, writing)
    editor = _editor(request, writing, drafting)
    if request.method == "POST" and _is_published(request, editor, writing):
        return _sent_back(request)
    if _asked(request) in {LIVE, TRY}:
        return _preview(request, editor)
    return _page(request, editor, writing, drafting)


def _asked(request: HttpRequest) -> str:
    """Return what a button asks; a form that tries the question has several."""
    return TRY if TRY in request.POST else request.POST.get("do", LOOK)


def _drafting(request: HttpRequest, writing: Writing) -> Drafting:
    number = writing.version.number if writing.question and writing.version else 0
    return drafting_of(
        request,
        EditingDraft.Subject.QUESTION,
        writing.subject_id,
        writing.kind,
        number,
        writing.address,
    )


def _editor(request: HttpRequest, writing: Writing, drafting: Drafting) -> Editor:
    """Return the form: as posted and after what its button did, as drafted, or as it stands."""
    asked = _asked(request)
    version = writing.version
    articles = articles_to_choose(
        signed_in(request), version.question.article if version is not None else None
    )
    posted = request.POST.copy() if request.method == "POST" else None
    posted = _begun(writing, articles, drafting) if posted is None else posted
    # Sent twice, the form of a new question is still one question.
    posted[ID] = str(writing.subject_id)
    editor = Editor(
        writing.kind,
        posted,
        is_new=writing.question is None,
        articles=articles,
        topics=list(topics_seen(signed_in(request))),
        is_judged=request.method == "POST" and asked in {LOOK, LIVE, TRY, PUBLISH},
    )
    if request.method != "POST" or editor.is_judged:
        return editor
    return editor.after(asked, _rng)


def _begun(writing: Writing, articles: Sequence[ArticleRevision], drafting: Drafting) -> QueryDict:
    """Return what a browser would post for the draft, for a version, or for an empty form."""
    if drafting.draft is not None:
        return posted_by((name, value) for name, value in drafting.draft.posted)
    version = writing.version
    if version is None:
        return posted_for_new(writing.kind, _rng)
    question = version.question
    revision = next((each for each in articles if each.article_id == question.article_id), None)
    evidence = evidence_by_version([version.pk]).get(version.pk, ())
    topics = [topic.slug for topic in question.topics.all()]
    return posted_for(version, evidence, topics, revision, _rng)


def _is_published(request: HttpRequest, editor: Editor, writing: Writing) -> bool:
    """Publish what was written, if that was asked for and can be; else say why not."""
    # What names no button, or one that is not ours, publishes nothing.
    if request.POST.get("do") != PUBLISH or TRY in request.POST or not editor.is_valid():
        return False
    try:
        _publish(request, editor, writing)
    except Refused as error:
        editor.refuse(error)
        return False
    return True


def _publish(request: HttpRequest, editor: Editor, writing: Writing) -> None:
    told: dict[str, Any] = {
        "author": signed_in(request),
        "written": editor.written(),
        "now": timezone.now(),
    }
    if writing.question is None or editor.publishing is None:
        bank.write_question(public_id=writing.subject_id, ends_draft=True, **told)
        said = _("The question is published.")
    else:
        said_why = editor.publishing.cleaned_data
        version = bank.rewrite_question(
            question=writing.question, ends_draft=True, **told, **said_why
        )
        said = _("Version %(number)s is published.") % {"number": version.number}
        _offer_regrade(request, version)
    url = reverse("quizzes:question-create", args=[writing.kind])
    another = (f"{url}?from={writing.subject_id}", _("Write another one like it"))
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, *another))


def _offer_regrade(request: HttpRequest, version: QuestionVersion) -> None:
    """Say where old answers can be scored again, if a class that one leads has given any."""
    is_correction = version.change == QuestionVersion.Change.CORRECTION
    if is_correction and asked_at(version.question, signed_in(request)):
        url = reverse("quizzes:question-regrade", args=[version.question.public_id])
        said = _("Answers of your classes were scored by an older key.")
        link = _("See what scoring them again would change")
        messages.info(request, format_html('{} <a href="{}?act=recompute">{}</a>', said, url, link))


def _sent_back(request: HttpRequest) -> HttpResponse:
    back = came_from(request, reverse("quizzes:questions"))
    return HttpResponseClientRedirect(back) if asks_for_a_part(request) else redirect(back)


def _preview(request: HttpRequest, editor: Editor) -> HttpResponse:
    """Show what the form comes to, without the form: nobody's typing is interrupted."""
    is_right, is_try = editor.is_valid(), _asked(request) == TRY
    context = {
        "editor": editor,
        "preview": preview_of(editor.content()) if is_right else None,
        "tried": tried(editor.content(), request.POST, editor.language)
        if is_right and is_try
        else None,
        "posted": editor.kept,
        "similar": () if is_try else _similar(request, editor),
        "language": editor.language,
        "action": request.get_full_path(),
    }
    if is_try and is_right:
        name = "editor/_preview" if asks_for_a_part(request) else "question_try"
    else:
        name = "editor/preview"
    return render(request, f"quizzes/teacher/{name}.html", context)


def _similar(request: HttpRequest, editor: Editor) -> Sequence[Similar]:
    """Return the questions that ask nearly what is written. One query, none for few words."""
    stem, revision = editor.posted.get("q-stem", ""), editor.question.revision
    if len(stem) < SHORTEST_ALIKE:
        return ()
    article_id = revision.article_id if revision else None
    return similar_questions(signed_in(request), stem, article_id, editor.public_id)


def _page(
    request: HttpRequest, editor: Editor, writing: Writing, drafting: Drafting
) -> HttpResponse:
    is_right = editor.is_judged and editor.is_valid()
    context = {
        "editor": editor,
        "question": writing.question,
        "newest": writing.version,
        "drafting": drafting,
        "action": request.get_full_path(),
        "back": came_from(request, reverse("quizzes:questions")),
        "preview": preview_of(editor.content()) if is_right else None,
        "similar": _similar(request, editor) if editor.is_judged else (),
        "user": request.user,
    }
    name = "_editor" if asks_for_a_part(request) else "question_edit"
    status = 422 if editor.is_judged and not is_right else 200
    return render(request, f"quizzes/teacher/{name}.html", context, status=status)
