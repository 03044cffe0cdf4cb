"""A quiz on paper: what to print, the PDF, and the same as a page."""

from string import ascii_uppercase
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from quizzes.engine.paper.document import pdf_of
from quizzes.engine.paper.sheet import Paper, Part, Sheets
from quizzes.forms.paper import PaperForm
from quizzes.models.composition import Quiz
from quizzes.queries.composition.paper import sheets_of
from quizzes.queries.disclosure import is_quiz_held_back
from quizzes.requests import signed_in
from quizzes.responses import private
from quizzes.views.teacher.quiz_pages import quiz_of_teacher

# So many questions are drawn in two seconds; of more, each variant is a file of its own.
MOST_AT_ONCE = 100


@require_safe
@private
def paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask how, and lead to the sheets; what was asked for stands in the address."""
    quiz = quiz_of_teacher(request, public_id)
    if "seed" not in request.GET:
        return redirect(f"{request.path}?{urlencode(PaperForm.first_values())}")
    form = PaperForm(request.GET)
    is_right = form.is_valid()
    sheets = sheets_of(quiz, form.wish()) if is_right else None
    context = {
        "quiz": quiz,
        "form": form,
        "sheets": sheets,
        "is_apart": sheets and _is_apart(sheets),
        "asked_for": _asked_for(request),
        "is_held_back": is_quiz_held_back(quiz, signed_in(request), timezone.now()),
        "here": "paper",
    }
    return render(
        request, "quizzes/teacher/quiz_paper.html", context, status=200 if is_right else 422
    )


@require_safe
@private
def paper_file(request: HttpRequest, public_id: UUID, part: str) -> HttpResponse:
    """Give the question sheets, the answer sheets or the key as PDF."""
    quiz, form, asked = _asked(request, public_id, part)
    sheets = sheets_of(quiz, form.wish())
    if len(sheets.variants) > 1 and _is_apart(sheets):
        return redirect(f"{reverse('quizzes:quiz-paper', args=[public_id])}?{_asked_for(request)}")
    content = pdf_of(
        sheets,
        asked,
        size=Paper(form.cleaned_data["size"]),
        is_large=form.cleaned_data["is_large"],
        made_at=timezone.now(),
    )
    answer = HttpResponse(content, content_type="application/pdf")
    name = slugify(quiz.title) or "quiz"
    answer["Content-Disposition"] = f'inline; filename="{name}-{asked.value}.pdf"'
    return answer


@require_safe
@private
def paper_page(request: HttpRequest, public_id: UUID, part: str) -> HttpResponse:
    """Show the same sheets as a page: for the browser's own print, and for screen readers."""
    quiz, form, asked = _asked(request, public_id, part)
    context = {
        "quiz": quiz,
        "sheets": sheets_of(quiz, form.wish()),
        "part": asked.value,
        "is_large": form.cleaned_data["is_large"],
        "back_url": f"{reverse('quizzes:quiz-paper', args=[public_id])}?{_asked_for(request)}",
    }
    return render(request, "quizzes/teacher/quiz_paper_page.html", context)


def _asked_for(request: HttpRequest) -> str:
    """Return what was asked for, as the address has it."""
    return request.GET.urlencode()


def _is_apart(sheets: Sheets) -> bool:
    """Return whether each variant is a file of its own: all in one would keep others waiting."""
    return len(sheets.variants) * sheets.question_count > MOST_AT_ONCE


def _asked(request: HttpRequest, public_id: UUID, part: str) -> tuple[Quiz, PaperForm, Part]:
    """Return what is put on paper and how; else 404, as for a key that is held back."""
    quiz, form = quiz_of_teacher(request, public_id), PaperForm(request.GET)
    if part not in list(Part) or not form.is_valid():
        raise Http404
    letters = ascii_uppercase[: form.cleaned_data["variants"]]
    if form.cleaned_data["only"] not in ("", *letters):
        raise Http404
    asked = Part(part)
    is_secret = asked is Part.KEY and is_quiz_held_back(quiz, signed_in(request), timezone.now())
    if is_secret:
        raise Http404
    return quiz, form, asked
