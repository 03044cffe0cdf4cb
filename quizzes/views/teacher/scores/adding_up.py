"""How a class's scores add up: its categories, what missing work counts as, its grade scale."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quizzes.engine.words import Refused
from quizzes.forms.classes.adding_up import CategoriesForm, CountingForm
from quizzes.models.assignments import Assignment
from quizzes.models.classrooms import Category, Classroom
from quizzes.requests import address_of, signed_in
from quizzes.responses import private
from quizzes.services import assignments
from quizzes.templatetags.words import words
from quizzes.views.teacher.scores.book import led_class


@require_http_methods(["GET", "HEAD", "POST"])
@private
def adding_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show how a class adds up; a POST writes its categories."""
    classroom = led_class(request, public_id)
    form = _categories(classroom, request)
    if request.method == "POST" and form.is_valid() and _set(request, classroom, form):
        messages.success(request, _("Saved. The totals are made this way from now on."))
        return redirect("quizzes:class-scores-adding-up", public_id)
    counting_form = CountingForm.of(classroom, request.GET.get("preset", ""))
    return _page(request, classroom, form, counting_form)


@require_POST
@private
def counting(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write what missing work counts as, the grade scale, and who sees how the class did."""
    classroom = led_class(request, public_id)
    form = CountingForm(request.POST)
    if not form.is_valid():
        return _page(request, classroom, _categories(classroom), form)
    assignments.set_counting(
        classroom=classroom,
        actor=signed_in(request),
        now=timezone.now(),
        address=address_of(request),
        **form.cleaned_data,
    )
    messages.success(request, _("Saved. The totals are made this way from now on."))
    return redirect("quizzes:class-scores-adding-up", public_id)


def _categories(classroom: Classroom, request: HttpRequest | None = None) -> CategoriesForm:
    given = Assignment.objects.filter(classroom=classroom).select_related("quiz", "category")
    return CategoriesForm(
        list(Category.objects.filter(classroom=classroom).order_by("name")),
        list(given.order_by("-created_at")),
        request.POST if request and request.method == "POST" else None,
    )


def _set(request: HttpRequest, classroom: Classroom, form: CategoriesForm) -> bool:
    """Write categories; say why not where they are refused."""
    try:
        assignments.set_categories(
            classroom=classroom,
            categories=form.wishes(),
            sorted_into=form.sorted_into(),
            actor=signed_in(request),
            now=timezone.now(),
            address=address_of(request),
        )
    except Refused as error:
        messages.error(request, words(error.message))
        return False
    return True


def _page(
    request: HttpRequest,
    classroom: Classroom,
    categories: CategoriesForm,
    counting_form: CountingForm,
) -> HttpResponse:
    context = {"classroom": classroom, "categories": categories, "counting": counting_form}
    status = 422 if request.method == "POST" else 200
    name = "quizzes/teacher/scores/class_scores_adding_up.html"
    return render(request, name, context, status=status)
