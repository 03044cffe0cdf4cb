"""How a quiz is taken: settings in groups, presets that fill them, what they mean."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quizzes.engine.settings.meaning import meaning_of
from quizzes.engine.settings.presets import PRESETS, preset_of
from quizzes.engine.settings.warnings import warnings_of
from quizzes.engine.words import Refused
from quizzes.forms.quizzes.settings import SettingsForm, differences, filled
from quizzes.models.composition import Quiz
from quizzes.queries.composition.composing import composed
from quizzes.queries.editing import articles_to_choose
from quizzes.requests import address_of, asks_for_a_part, signed_in
from quizzes.responses import private
from quizzes.services import composition
from quizzes.templatetags.words import words

SAVE, PRESET = "save", "preset:"


@require_http_methods(["GET", "HEAD", "POST"])
@private
def settings(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show and save how a quiz is taken; a preset fills the form, and saves nothing."""
    user = signed_in(request)
    quizzes = Quiz.objects.editable_by(user).with_rights(user)
    quiz = get_object_or_404(quizzes.select_related("article"), public_id=public_id)
    asked = request.POST.get("do", "")
    form = _form(request, quiz, asked)
    if asked == SAVE and form.is_valid():
        if (refused := _saved(request, quiz, form)) is None:
            return redirect("quizzes:quiz-settings", public_id)
        form.add_error(None, refused)
    is_refused = form.is_bound and not form.is_valid()
    name = "_settings" if asks_for_a_part(request) else "quiz_settings"
    return render(
        request,
        f"quizzes/teacher/quizzes/{name}.html",
        _shown(request, quiz, form),
        status=422 if is_refused else 200,
    )


def _form(request: HttpRequest, quiz: Quiz, asked: str) -> SettingsForm:
    revisions = articles_to_choose(signed_in(request), quiz.article)
    if request.method != "POST":
        return SettingsForm(instance=quiz, revisions=revisions)
    data: Mapping[str, Any] = request.POST
    preset = asked.removeprefix(PRESET)
    if asked.startswith(PRESET) and preset in PRESETS:
        data = filled(data, preset)
    return SettingsForm(data, instance=quiz, revisions=revisions)


def _saved(request: HttpRequest, quiz: Quiz, form: SettingsForm) -> str | None:
    """Save what was chosen; return what is wrong, None if nothing is."""
    edit = composition.Edit(
        quiz=quiz,
        actor=signed_in(request),
        revision=form.cleaned_data["revision"],
        now=timezone.now(),
        address=address_of(request),
    )
    try:
        composition.change_settings(edit=edit, values=form.values())
    except Refused as error:
        return words(error.message)
    messages.success(request, _("The settings are saved. They count for tries that begin now."))
    return None


def _shown(request: HttpRequest, quiz: Quiz, form: SettingsForm) -> dict[str, Any]:
    terms = form.terms()
    quiz_composed = composed(quiz, signed_in(request))
    return {
        "quiz": quiz,
        "form": form,
        "presets": PRESETS.values(),
        "preset": preset_of(terms, has_article=quiz.article_id is not None),
        "meaning": meaning_of(terms),
        "warnings": list(warnings_of(terms, quiz_composed.needed)),
        "differences": differences(form, terms),
        "locked_in": quiz_composed.locked_in,
        "action": request.path,
    }
