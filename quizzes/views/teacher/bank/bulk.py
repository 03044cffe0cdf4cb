"""Acts on many questions: asked for in the list, confirmed here, undone here; and their file."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizzes.engine.words import Message, Refused
from quizzes.forms.bank.acts import ActForm, MoveForm, TagForm
from quizzes.models.accounts import User
from quizzes.models.articles import Article
from quizzes.models.bank import Question, Topic
from quizzes.queries.assignments import timetable_of
from quizzes.queries.bank import BankRow, rows
from quizzes.queries.bank.exporting import exported
from quizzes.queries.disclosure import held_back_questions
from quizzes.requests import teaching
from quizzes.responses import private
from quizzes.services import bank
from quizzes.templatetags.words import words
from quizzes.views.teacher.bank.selecting import Selection, selection_of

MOST_LISTED = 50
NONE_TICKED = gettext_lazy("No question is ticked. Tick some, or take all that was found.")
FORMS: Mapping[str, type[ActForm]] = {
    "tag": TagForm,
    "move": MoveForm,
    "retire": ActForm,
    "put-back": ActForm,
}


# A reason to leave questions, how many were left for it, and some of them.
LeftTogether = tuple[Message, int, Sequence[BankRow]]


class HeldBack(Refused):
    """The words that settle a question would be told to one who has yet to answer it."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                gettext_noop(
                    "A class in which you are a student is asked one of these questions. Move them"
                    " when that is over."
                )
            )
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """An act that somebody wants done: which, with what form, to what."""

    act: str
    user: User
    chosen: Selection
    form: ActForm

    @property
    def is_danger(self) -> bool:
        """Whether it takes something from students."""
        return self.act == "retire"

    @property
    def editable(self) -> int:
        """How many of the questions the user may change."""
        mine = Question.objects.editable_by(self.user)
        return mine.filter(pk__in=self.chosen.ids).count()


@require_http_methods(["GET", "HEAD", "POST"])
@private
def act(request: HttpRequest) -> HttpResponse:
    """Say what an act would do and to how many questions; do it once that is confirmed."""
    user = teaching(request)
    asked = _asked(request, user)
    if not asked.chosen.ids:
        messages.warning(request, NONE_TICKED)
        return redirect(_list_of(asked.chosen))
    if request.method == "POST" and _is_confirmed(request, asked):
        try:
            outcome = _ACTS[asked.act](asked, timezone.now())
        except Refused as error:
            asked.form.add_error(None, words(error.message))
        else:
            return _done(request, asked, outcome)
    return _confirmation(request, asked)


@require_POST
@private
def undo(request: HttpRequest) -> HttpResponse:
    """Take back what an act of one's own did."""
    user = teaching(request)
    try:
        at = datetime.fromisoformat(request.POST.get("at", "")).astimezone(UTC)
        outcome = bank.undo(at=at, actor=user, now=timezone.now())
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    except Refused as error:
        messages.warning(request, words(error.message))
    else:
        count = len(outcome.changed)
        said = ngettext(
            "Undone: %(count)s question is as it was.",
            "Undone: %(count)s questions are as they were.",
            count,
        )
        messages.success(request, said % {"count": count})
    return redirect("quizzes:questions")


@require_safe
@private
def export(request: HttpRequest) -> HttpResponseBase:
    """Send the chosen questions as a file, but those whose key is hidden from the teacher."""
    user, now = teaching(request), timezone.now()
    chosen = selection_of(request, user)
    held = held_back_questions(timetable_of(user), now)
    ids = [pk for pk in chosen.ids if pk not in held]
    if not ids:
        messages.warning(request, NONE_TICKED)
        return redirect(_list_of(chosen))
    response = StreamingHttpResponse(exported(ids, now), content_type="application/json")
    name = f"questions-{timezone.localdate(now).isoformat()}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _asked(request: HttpRequest, user: User) -> Asked:
    name = request.GET.get("act", "")
    if name not in FORMS:
        raise Http404
    chosen = selection_of(request, user)
    posted = request.POST if request.method == "POST" else None
    kind = FORMS[name]
    if issubclass(kind, TagForm | MoveForm):
        return Asked(name, user, chosen, kind(chosen.shelf, posted))
    return Asked(name, user, chosen, kind(posted))


def _is_confirmed(request: HttpRequest, asked: Asked) -> bool:
    """Return whether the act can be done: the form is right, and to as many as was told."""
    if not asked.form.is_valid():
        return False
    if request.POST.get("count") == str(len(asked.chosen.ids)):
        return True
    asked.form.add_error(
        None, _("What is found has changed meanwhile. Look at the number and confirm again.")
    )
    return False


def _tag(asked: Asked, now: datetime) -> bank.Outcome:
    told = asked.form.cleaned_data
    known = {each.key for each in asked.chosen.shelf.topics}
    topics = list(Topic.objects.filter(slug__in=known & {*told["add"], *told["remove"]}))
    return bank.tag(
        questions=asked.chosen.ids,
        add=[each for each in topics if each.slug in told["add"]],
        remove=[each for each in topics if each.slug in told["remove"]],
        new_topic=told["new_topic"],
        actor=asked.user,
        now=now,
    )


def _move(asked: Asked, now: datetime) -> bank.Outcome:
    if not isinstance(asked.form, MoveForm):
        raise TypeError("a move is asked for by its own form")
    held = held_back_questions(timetable_of(asked.user), now)
    if any(pk in held for pk in asked.chosen.ids):
        raise HeldBack
    chosen = asked.form.chosen()
    article = get_object_or_404(Article.objects.visible_to(asked.user), pk=chosen.pk)
    note = (_("Moved to “%(title)s”") % {"title": chosen.name})[:300]
    return bank.move(
        questions=asked.chosen.ids, article=article, note=note, actor=asked.user, now=now
    )


def _retire(asked: Asked, now: datetime) -> bank.Outcome:
    return bank.retire_many(questions=asked.chosen.ids, actor=asked.user, now=now)


def _put_back(asked: Asked, now: datetime) -> bank.Outcome:
    return bank.put_back(questions=asked.chosen.ids, actor=asked.user, now=now)


_ACTS: Mapping[str, Callable[[Asked, datetime], bank.Outcome]] = {
    "tag": _tag,
    "move": _move,
    "retire": _retire,
    "put-back": _put_back,
}


def _confirmation(request: HttpRequest, asked: Asked) -> HttpResponse:
    context = {
        "asked": asked,
        "count": len(asked.chosen.ids),
        "editable": asked.editable,
        "action": request.get_full_path(),
        "back_url": _list_of(asked.chosen),
        "some": rows(asked.user, list(asked.chosen.ids[:MOST_LISTED])),
    }
    status = 422 if asked.form.errors else 200
    return render(request, "quizzes/teacher/bank/bulk.html", context, status=status)


def _done(request: HttpRequest, asked: Asked, outcome: bank.Outcome) -> HttpResponse:
    shown = rows(asked.user, [each.pk for each in outcome.left[:MOST_LISTED]])
    context = {
        "act": asked.act,
        "outcome": outcome,
        "left": _left(outcome.left, {row.pk: row for row in shown}),
        "unlisted": max(0, len(outcome.left) - MOST_LISTED),
        "at": outcome.at.isoformat(),
        "back_url": _list_of(asked.chosen),
    }
    return render(request, "quizzes/teacher/bank/bulk_done.html", context)


def _left(
    left: Sequence[bank.Left], shown: Mapping[int, object]
) -> list[tuple[Message, int, list[object]]]:
    """Return each reason to leave questions, how often it was given, and some of the questions."""
    counts = Counter(each.reason for each in left)
    return [
        (reason, count, [shown[x.pk] for x in left if x.reason == reason and x.pk in shown])
        for reason, count in counts.items()
    ]


def _list_of(chosen: Selection) -> str:
    query = f"?{chosen.query}" if chosen.query else ""
    return reverse("quizzes:questions") + query
