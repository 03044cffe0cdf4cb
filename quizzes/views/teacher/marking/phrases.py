"""Phrases: taking one out of the list."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quizzes.models.grading import Phrase
from quizzes.requests import came_from, signed_in
from quizzes.responses import private
from quizzes.services import grading


@require_POST
@private
def forget(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take one of one's own phrases out of the list."""
    own = Phrase.objects.filter(owner=signed_in(request))
    grading.forget_phrase(phrase=get_object_or_404(own, public_id=public_id))
    messages.success(request, _("The phrase is gone from your list."))
    return redirect(came_from(request, reverse("quizzes:marking")))
