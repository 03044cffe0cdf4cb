"""After handing in: the review, the receipt, the evidence in the article, a report."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.engine.text import Span
from quizzes.forms.review import ReportForm
from quizzes.models.articles import ArticleRevision
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.review import QuestionReport
from quizzes.queries.articles import article_highlighted, article_marked
from quizzes.queries.review import evidence_of, review_of
from quizzes.requests import address_of, asks_for_a_part, signed_in
from quizzes.responses import private
from quizzes.services import attempts
from quizzes.services import review as reviewing
from quizzes.views.learner.words import reading_words


def seen_attempt(request: HttpRequest, public_id: UUID) -> Attempt:
    """Return an attempt of the student's own, or of a class that the teacher teaches."""
    user = signed_in(request)
    found = Attempt.objects.titled().select_related("assignment__classroom")
    attempt = found.visible_to(user).filter(public_id=public_id).first()
    if attempt is None:
        taught = found.taught_by(user).select_related("student")
        attempt = get_object_or_404(taught, public_id=public_id)
    else:
        attempt.student = user
    return attempts.close_if_over(attempt=attempt, now=timezone.now())


def _item(attempt: Attempt, position: int) -> AttemptItem:
    items = attempt.items.select_related("version", "attempt__student", "attempt__assignment")
    item = get_object_or_404(items, position=position)
    item.attempt = attempt
    return item


@require_safe
@private
def review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what was answered, what it earned and why, as far as it may be seen."""
    attempt = seen_attempt(request, public_id)
    user = signed_in(request)
    if attempt.is_open:
        if attempt.student_id == user.pk:
            return redirect("quizzes:attempt-take", public_id)
        raise Http404
    is_everything = attempt.preview_of_id is not None and request.GET.get("as") == "teacher"
    page = review_of(attempt, user, timezone.now(), is_everything=is_everything)
    is_own = attempt.student_id == user.pk
    context = {
        "page": page,
        "is_own": is_own,
        "is_everything": is_everything,
        "missed_count": page.missed_count if is_own else 0,
    }
    return render(request, "quizzes/learner/attempt_review.html", context)


@require_safe
@private
def receipt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the receipt alone, to keep or print."""
    attempt = seen_attempt(request, public_id)
    if attempt.is_open:
        raise Http404
    context = {
        "attempt": attempt,
        "question_count": attempt.items.count(),
        "is_own": attempt.student_id == signed_in(request).pk,
    }
    return render(request, "quizzes/learner/attempt_receipt.html", context)


@require_safe
@private
def evidence(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """Show the article with the sentences that settle one question."""
    attempt = seen_attempt(request, public_id)
    item = _item(attempt, position)
    pieces = evidence_of(item, signed_in(request), timezone.now())
    if not pieces:
        raise Http404
    spans = [Span(piece.start, piece.end) for piece in pieces]
    user = signed_in(request)
    revision = ArticleRevision.objects.select_related("article").get(pk=pieces[0].revision_id)
    article = article_highlighted(revision, spans)
    # A teacher looks at what the student was asked, not at anybody's notes.
    if attempt.student_id == user.pk:
        article = article_marked(article, revision, user)
    context = {"attempt": attempt, "item": item, "article": article, "words": reading_words()}
    return render(request, "quizzes/learner/attempt_evidence.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def report(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """Keep what a student says is wrong with a question: on a page of its own, or in the review."""
    attempt = seen_attempt(request, public_id)
    if attempt.is_open:
        raise Http404
    item, user = _item(attempt, position), signed_in(request)
    form = ReportForm(request.POST or None, auto_id=f"report-{position}-%s")
    if form.is_valid():
        now, address = timezone.now(), address_of(request)
        reviewing.report(item=item, reporter=user, now=now, address=address, **form.cleaned_data)
        return _reported(request, public_id, position)
    context = {
        "attempt": attempt,
        "item": item,
        "form": form,
        "action": request.path,
        "is_reported": QuestionReport.objects.open().filter(item=item, reporter=user).exists(),
    }
    name = "_report_form" if asks_for_a_part(request) else "attempt_report"
    status = 422 if form.is_bound else 200
    return render(request, f"quizzes/learner/{name}.html", context, status=status)


def _reported(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    if asks_for_a_part(request):
        context = {"position": position, "is_reported": True, "is_new": True}
        return render(request, "quizzes/learner/_report.html", context)
    messages.success(request, _("Thank you. Your report is kept with this question."))
    url = reverse("quizzes:attempt-review", args=[public_id])
    return redirect(f"{url}#q{position}")
